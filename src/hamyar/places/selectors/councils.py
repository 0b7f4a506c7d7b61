"""Councils in office, and how many members the law asks for."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from hamyar.places.models import CityCouncil, CouncilSizeRule, Municipality
from hamyar.places.selectors.dated import valid_on


@dataclass(frozen=True)
class CouncilSize:
    """Members and alternates by law, with the source of the rule."""

    members: int
    alternates: int
    source: str


def council_size(*, population: int | None, on: dt.date, city_code: str = "") -> CouncilSize | None:
    """Return the size of a council by population at the last census; nothing where no rule is known."""
    rules = CouncilSizeRule.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on
    ).order_by("-valid_from")
    own = rules.filter(city_code=city_code).first() if city_code else None
    if own is None and population is not None:
        fits = Q(population_up_to__isnull=True) | Q(population_up_to__gte=population)
        own = rules.filter(fits, city_code="", population_above__lt=max(population, 1)).first()
    return CouncilSize(own.members, own.alternates, own.source) if own else None


def council_in_office(*, municipality: Municipality, on: dt.date) -> CityCouncil | None:
    """Return the council of a city that is in office on a day, its members at hand."""
    councils = municipality.councils.filter(valid_on(on)).prefetch_related("members")
    return councils.order_by("-term_no").first()
