"""What everybody may know of the visits of published programmes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from hamyar.places.models import Municipality
from hamyar.visits.enums import COMING, MADE, ProgrammeState, VisitState
from hamyar.visits.models import Visit


@dataclass(frozen=True)
class PublicVisit:
    """A visit without anything of the meeting: its day and whether it was made."""

    at: datetime
    state: str | Promise
    is_made: bool
    is_agreed: bool


def visits_for_everyone() -> QuerySet[Visit]:
    """Return the visits of published programmes to come or made; moved and dropped ones are not told."""
    return Visit.objects.filter(trip__programme__state=ProgrammeState.PUBLISHED, state__in=(*COMING, *MADE))


def told(visit: Visit) -> PublicVisit:
    """Return what is told of a visit: how far its minutes are stays inside."""
    is_made = visit.state in MADE
    state = VisitState.HELD if is_made else VisitState(visit.state)
    return PublicVisit(
        at=visit.held_start or visit.planned_start,
        state=state.label,
        is_made=is_made,
        is_agreed=visit.state == VisitState.CONFIRMED,
    )


def public_visits_of(*, municipality: Municipality, since: datetime) -> list[PublicVisit]:
    """Return the visits to a town: those to come from an instant on, then those made, the last first."""
    found = visits_for_everyone().filter(municipality=municipality).order_by("planned_start", "pk")
    visits = [told(visit) for visit in found]
    coming = [visit for visit in visits if not visit.is_made and visit.at >= since]
    return coming + [visit for visit in reversed(visits) if visit.is_made]
