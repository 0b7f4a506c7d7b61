"""How much of each definition is filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from hamyar.indicators.enums import Level, Theme
from hamyar.indicators.models import Indicator, Value
from hamyar.indicators.selectors.figures import FigureTable, figure_table
from hamyar.places.models import Municipality


@dataclass(frozen=True)
class Coverage:
    """An indicator with the number of towns that have a figure, of their own or inherited."""

    indicator: Indicator
    towns: int
    towns_in_all: int
    inherited: int
    newest_year: int | None
    oldest_year: int | None

    @property
    def share(self) -> float:
        """Return the share (0–1) of towns with a figure."""
        return self.towns / self.towns_in_all if self.towns_in_all else 0.0

    @property
    def is_template(self) -> bool:
        """Tell whether nothing was entered yet."""
        return self.towns == 0

    @property
    def is_by_county(self) -> bool:
        """Tell whether towns inherit it from their county."""
        return self.indicator.level == Level.COUNTY


def indicators_with_coverage(*, among: QuerySet[Value] | None = None) -> list[Coverage]:
    """Return all indicators in use with their coverage, in the order of the definitions."""
    indicators = tuple(Indicator.objects.filter(is_active=True))
    towns = tuple(Municipality.objects.filter(closed_on__isnull=True))
    table = figure_table(towns=towns, indicators=indicators, among=among)
    return [_coverage(table, indicator) for indicator in indicators]


def indicators_by_theme(coverages: Sequence[Coverage]) -> list[tuple[Theme, list[Coverage]]]:
    """Group coverages by theme, in the order of the themes."""
    order = {theme: position for position, theme in enumerate(Theme)}
    ordered = sorted(coverages, key=lambda each: order[Theme(each.indicator.theme)])
    grouped = groupby(ordered, key=lambda each: Theme(each.indicator.theme))
    return [(theme, list(members)) for theme, members in grouped]


def _coverage(table: FigureTable, indicator: Indicator) -> Coverage:
    newest = [table.latest(town=town, indicator=indicator) for town in table.towns]
    known = [figure for figure in newest if figure is not None]
    return Coverage(
        indicator=indicator,
        towns=len(known),
        towns_in_all=len(table.towns),
        inherited=sum(figure.is_inherited for figure in known),
        newest_year=max((figure.year for figure in known), default=None),
        oldest_year=min((figure.year for figure in known), default=None),
    )
