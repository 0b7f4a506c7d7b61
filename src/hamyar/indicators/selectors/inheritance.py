"""Which county's figure a town inherits: that of the county it lay in when the figure was counted."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Min, Q

from hamyar.core.jalali import fiscal_year
from hamyar.indicators.boundaries import CENSUS_YEAR, boundary_year
from hamyar.places.models import County, Municipality


class CountyOfTown:
    """Answers, for any boundary code, in which county a town lay; two queries in all."""

    def __init__(self, towns: Iterable[Municipality]) -> None:
        self._towns = {town.pk: town for town in towns}
        first = Min("codes__valid_from")
        undated = Q(codes__valid_from__isnull=True)
        self._parents = dict(County.objects.values_list("pk", "split_from_id"))
        self._since: dict[int, dt.date | None] = dict(
            County.objects.exclude(undated).annotate(first=first).values_list("pk", "first")
        )
        self._known: dict[tuple[int, str], int] = {}

    def __call__(self, town_id: int, boundary: str) -> int:
        """Return the id of the county."""
        key = (town_id, boundary)
        if key not in self._known:
            self._known[key] = self._find(self._towns[town_id], boundary_year(boundary))
        return self._known[key]

    def _find(self, town: Municipality, year: int | None) -> int:
        if year is None:
            return town.county_id
        if year <= CENSUS_YEAR and town.census_county_id:
            return town.census_county_id
        return self._oldest_by(town.county_id, fiscal_year(year)[1])

    def _oldest_by(self, county_id: int, day: dt.date) -> int:
        since, parent = self._since.get(county_id), self._parents.get(county_id)
        while parent is not None and since is not None and since > day:
            county_id = parent
            since, parent = self._since.get(county_id), self._parents.get(county_id)
        return county_id
