"""The list of municipalities: what each row joins, how it is filtered and sorted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from hamyar.core.persian import sort_key
from hamyar.indicators.models import Indicator
from hamyar.indicators.selectors import Figure, figure_table
from hamyar.places.models import Municipality
from hamyar.places.selectors import municipalities_matching
from hamyar.web.municipality.sizes import SizeClass, size_class
from hamyar.web.municipality.standing import Standing, Standings

POPULATION = "population"
SORTS = ("name", "county", "population", "tier")


@dataclass(frozen=True)
class TownRow:
    """A municipality with its population and where it stands in the published ranking."""

    municipality: Municipality
    population: Figure | None
    standing: Standing | None = None

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
    tier: str = ""
    sort: str = "name"


def open_municipalities() -> QuerySet[Municipality]:
    """Return the municipalities that exist."""
    return Municipality.objects.filter(closed_on=None).select_related("county", "census_county", "district")


def town_rows(*, filters: Filters, standings: Standings) -> list[TownRow]:
    """Return the rows the filters leave, in their order."""
    towns = municipalities_matching(query=filters.query, among=open_municipalities())
    if filters.county:
        towns = towns.filter(county__code=filters.county)
    rows = rows_of(list(towns), standings=standings)
    if filters.size:
        rows = [row for row in rows if row.size.value == filters.size]
    if filters.tier:
        rows = [row for row in rows if row.standing and str(row.standing.result.tier) == filters.tier]
    return _sorted(rows, filters.sort)


def rows_of(towns: Sequence[Municipality], *, standings: Standings) -> list[TownRow]:
    """Join towns with their populations and standings."""
    populations = populations_of(towns)
    return [TownRow(town, populations.get(town.pk), standings.by_town.get(town.pk)) for town in towns]


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


def _people(row: TownRow) -> float | None:
    return row.population.amount if row.population else None


def _median_rank(row: TownRow) -> float | None:
    return row.standing.result.rank_p50 if row.standing else None


NUMBERS: Mapping[str, Callable[[TownRow], float | None]] = {"population": _people, "tier": _median_rank}


def _sorted(rows: list[TownRow], sort: str) -> list[TownRow]:
    by_name = sorted(rows, key=lambda row: name_order(row.municipality))
    key, is_descending = sort.removeprefix("-"), sort.startswith("-")
    if key in NUMBERS:
        return _by_number(by_name, NUMBERS[key], is_descending=is_descending)
    if key == "county":
        return sorted(by_name, key=lambda row: sort_key(row.municipality.county.name), reverse=is_descending)
    return by_name[::-1] if is_descending else by_name


def _by_number(
    rows: list[TownRow], number: Callable[[TownRow], float | None], *, is_descending: bool
) -> list[TownRow]:
    """Sort by a number; towns without one stand last either way."""
    known = [(value, row) for row in rows if (value := number(row)) is not None]
    unknown = [row for row in rows if number(row) is None]
    ordered = sorted(known, key=lambda pair: pair[0], reverse=is_descending)
    return [row for _value, row in ordered] + unknown
