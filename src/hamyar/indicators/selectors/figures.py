"""The figure of a town: its own, or the one of its county, marked as inherited."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from hamyar.indicators.boundaries import boundary_label
from hamyar.indicators.enums import Caveat, Level, Status
from hamyar.indicators.models import Indicator, Value
from hamyar.indicators.selectors.inheritance import CountyOfTown
from hamyar.indicators.selectors.values import public_values
from hamyar.places.models import Municipality

FIELDS = (
    "pk",
    "indicator_id",
    "municipality_id",
    "county_id",
    "year",
    "boundary",
    "amount",
    "status",
    "caveat",
    "source",
    "note",
)

FEW_TOWNS = 20
"""So few are named to the database; of more all values are read."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value as a town shows it."""

    value_id: int
    amount: float
    year: int
    boundary: str
    status: str
    caveat: str
    source: str
    note: str
    is_inherited: bool

    @property
    def boundary_label(self) -> str:
        """Return the limits it was counted in, in words."""
        return boundary_label(self.boundary)

    @property
    def status_label(self) -> str:
        """Return the status in words."""
        return str(Status(self.status).label)

    @property
    def caveat_label(self) -> str:
        """Return the caveat in words, empty when there is none."""
        return str(Caveat(self.caveat).label) if self.caveat else ""


@dataclass(frozen=True)
class FigureTable:
    """Figures by town id and indicator id, each list from the oldest year to the newest."""

    towns: tuple[Municipality, ...]
    indicators: tuple[Indicator, ...]
    figures: Mapping[tuple[int, int], tuple[Figure, ...]]

    def history(self, *, town: Municipality, indicator: Indicator) -> tuple[Figure, ...]:
        """Return all figures of a town for an indicator, oldest first."""
        return self.figures.get((town.pk, indicator.pk), ())

    def latest(self, *, town: Municipality, indicator: Indicator) -> Figure | None:
        """Return the newest figure, or nothing."""
        history = self.history(town=town, indicator=indicator)
        return history[-1] if history else None


def figure_table(
    *,
    towns: Iterable[Municipality],
    indicators: Iterable[Indicator],
    among: QuerySet[Value] | None = None,
    until_year: int | None = None,
) -> FigureTable:
    """Return the figures of towns, with those of counties where an indicator is measured by county.

    Parameters
    ----------
    towns, indicators
        Which to read; their order is kept.
    among
        The values the reader may see; by default those everyone may see.
    until_year
        Leave out figures of later years.
    """
    town_list, indicator_list = tuple(towns), tuple(indicators)
    values = (public_values() if among is None else among).filter(indicator__in=indicator_list)
    if len(town_list) <= FEW_TOWNS:
        values = values.filter(Q(municipality__in=town_list) | Q(county__isnull=False))
    if until_year is not None:
        values = values.filter(year__lte=until_year)
    figures: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    by_county = {indicator.pk for indicator in indicator_list if indicator.level == Level.COUNTY}
    rows = list(values.order_by("year", "pk").values(*FIELDS))
    _add_own(figures, rows)
    _add_inherited(figures, [row for row in rows if row["indicator_id"] in by_county], town_list)
    return FigureTable(town_list, indicator_list, {key: tuple(found) for key, found in figures.items()})


def town_histories(
    *, town: Municipality, among: QuerySet[Value] | None = None
) -> list[tuple[Indicator, tuple[Figure, ...]]]:
    """Return every indicator a town has a figure for, with its figures from the oldest to the newest."""
    indicators = tuple(Indicator.objects.filter(is_active=True))
    table = figure_table(towns=[town], indicators=indicators, among=among)
    told = [(indicator, table.history(town=town, indicator=indicator)) for indicator in indicators]
    return [(indicator, history) for indicator, history in told if history]


def _figure(row: dict[str, Any], *, is_inherited: bool) -> Figure:
    told = {field: row[field] for field in FIELDS[4:]}
    return Figure(value_id=row["pk"], is_inherited=is_inherited, **told)


def _add_own(figures: dict[tuple[int, int], list[Figure]], rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        if row["municipality_id"] is not None:
            key = (row["municipality_id"], row["indicator_id"])
            figures[key].append(_figure(row, is_inherited=False))


def _add_inherited(
    figures: dict[tuple[int, int], list[Figure]],
    rows: Sequence[dict[str, Any]],
    towns: Sequence[Municipality],
) -> None:
    county_of = CountyOfTown(towns)
    boundaries = {str(row["boundary"]) for row in rows}
    towns_in: dict[tuple[int, str], list[int]] = defaultdict(list)
    for town in towns:
        for boundary in boundaries:
            towns_in[county_of(town.pk, boundary), boundary].append(town.pk)
    for row in rows:
        if row["county_id"] is None:
            continue
        figure = _figure(row, is_inherited=True)
        for town_id in towns_in.get((row["county_id"], row["boundary"]), ()):
            figures[town_id, row["indicator_id"]].append(figure)
