"""Reading programmes, plans and coming visits; what a meeting holds is in ``selectors.meeting``."""

from hamyar.visits.selectors.programmes import (
    CountyVisits,
    NamedSession,
    by_county,
    coming_visits,
    missing_figures,
    named_sessions,
    programmes,
    published_visits,
    trips_with_people,
    visits_of_feed,
    visits_of_programme,
    wishes_since,
    year_months,
)
from hamyar.visits.selectors.public import PublicVisit, public_visits_of, told, visits_for_everyone

__all__ = [
    "CountyVisits",
    "NamedSession",
    "PublicVisit",
    "by_county",
    "coming_visits",
    "missing_figures",
    "named_sessions",
    "programmes",
    "public_visits_of",
    "published_visits",
    "told",
    "trips_with_people",
    "visits_for_everyone",
    "visits_of_feed",
    "visits_of_programme",
    "wishes_since",
    "year_months",
]
