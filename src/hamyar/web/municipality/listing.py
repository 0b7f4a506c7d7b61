"""The list of municipalities: what each row joins, how it is filtered and sorted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from hamyar.core.persian import sort_key
from hamyar.indicators.models import Indicator
from hamyar.indicators.selectors import Figure, figure_table
from hamyar.places.models import Municipality
from hamyar.places.selectors import municipalities_matching
from hamyar.web.municipality.sizes import SizeClass, size_class

POPULATION = "population"
SORTS = ("name", "county", "population")


@dataclass(frozen=True)
class TownRow:
    """A municipality with its population."""

    municipality: Municipality
    population: Figure | None

    @property
    def size(self) -> SizeClass:
        """Return the class by population."""
        return size_class(self.population.amount if self.population else None)


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; empty means all."""

    query: str = ""
    county: str = ""
    size: str = ""
    sort: str = "name"


def open_municipalities() -> QuerySet[Municipality]:
    """Return the municipalities that exist."""
    return Municipality.objects.filter(closed_on=None).select_related("county", "census_county", "district")


def town_rows(*, filters: Filters) -> list[TownRow]:
    """Return the rows the filters leave, in their order."""
    towns = municipalities_matching(query=filters.query, among=open_municipalities())
    if filters.county:
        towns = towns.filter(county__code=filters.county)
    rows = rows_of(list(towns))
    if filters.size:
        rows = [row for row in rows if row.size.value == filters.size]
    return _sorted(rows, filters.sort)


def rows_of(towns: Sequence[Municipality]) -> list[TownRow]:
    """Join towns with their populations."""
    populations = populations_of(towns)
    return [TownRow(town, populations.get(town.pk)) for town in towns]


def populations_of(towns: Sequence[Municipality]) -> Mapping[int, Figure]:
    """Return the newest public population of each town that has one."""
    indicator = Indicator.objects.filter(code=POPULATION).first()
    if indicator is None:
        return {}
    table = figure_table(towns=towns, indicators=[indicator])
    latest = {town.pk: table.latest(town=town, indicator=indicator) for town in towns}
    return {pk: figure for pk, figure in latest.items() if figure is not None}


def name_order(town: Municipality) -> tuple[str, str]:
    """Return the key by which names are sorted in the language of the page; ties by code."""
    return (sort_key(town.name) if get_language() == "en" else town.sort_key, town.code)


def _sorted(rows: list[TownRow], sort: str) -> list[TownRow]:
    by_name = sorted(rows, key=lambda row: name_order(row.municipality))
    key, is_descending = sort.removeprefix("-"), sort.startswith("-")
    if key == "population":
        return _by_population(by_name, is_descending=is_descending)
    if key == "county":
        return sorted(by_name, key=lambda row: sort_key(row.municipality.county.name), reverse=is_descending)
    return by_name[::-1] if is_descending else by_name


def _by_population(rows: list[TownRow], *, is_descending: bool) -> list[TownRow]:
    """Sort by population; towns without one stand last either way."""
    known = [(row.population.amount, row) for row in rows if row.population]
    unknown = [row for row in rows if not row.population]
    ordered = sorted(known, key=lambda pair: pair[0], reverse=is_descending)
    return [row for _amount, row in ordered] + unknown
