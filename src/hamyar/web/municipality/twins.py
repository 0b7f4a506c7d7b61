"""Which towns are most alike by chosen indicators."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10, sqrt
from statistics import fmean, pstdev

from hamyar.core.pagecache import kept_part
from hamyar.indicators.enums import Level
from hamyar.indicators.models import Indicator
from hamyar.indicators.selectors import Figure, IndicatorMatrix, indicator_matrix
from hamyar.places.models import Municipality
from hamyar.web.municipality.listing import POPULATION, open_municipalities

COUNT = 5
LEAST_SHARED = 0.6
"""Two towns are compared only when at least this share of the chosen figures is known for both."""


@dataclass(frozen=True)
class Twin:
    """A similar town, how far apart the two are, and their figures."""

    municipality: Municipality
    apart: float
    figures: tuple[Figure | None, ...]
    shared: int


@dataclass(frozen=True)
class Twins:
    """The most similar towns, by which indicators, and the town's own figures."""

    indicators: tuple[Indicator, ...]
    own: tuple[Figure | None, ...]
    towns: tuple[Twin, ...]

    @property
    def own_cells(self) -> list[tuple[Indicator, Figure | None]]:
        """Return the town's own figures beside their indicators."""
        return list(zip(self.indicators, self.own, strict=True))

    @property
    def rows(self) -> list[tuple[Twin, list[tuple[Indicator, Figure | None]]]]:
        """Return each similar town with its figures beside their indicators."""
        return [(twin, list(zip(self.indicators, twin.figures, strict=True))) for twin in self.towns]


def default_codes(indicators: Sequence[Indicator]) -> list[str]:
    """Return the indicators compared unless others are chosen: those measured for the town itself.

    Figures inherited from a county are equal for all its towns and would only name the neighbours.
    """
    return [indicator.code for indicator in indicators if indicator.level == Level.MUNICIPALITY]


def twins_of(*, municipality: Municipality, codes: Sequence[str], count: int = COUNT) -> Twins:
    """Return the towns with the smallest mean distance over the chosen indicators.

    Each indicator is measured in standard deviations over all towns (population on a logarithmic scale);
    two towns are ``sqrt(mean of squared differences)`` apart over the indicators known for both.
    """
    return _twins(municipality.pk, tuple(codes), count)


@kept_part
def _twins(town_id: int, codes: tuple[str, ...], count: int) -> Twins:
    matrix = _matrix(codes)
    places = {town.pk: place for place, town in enumerate(matrix.towns)}
    if town_id not in places:
        return Twins(matrix.indicators, (), ())
    standard = _standardised(matrix)
    own = places[town_id]
    found = [
        Twin(town, apart, matrix.figures[place], shared)
        for place, town in enumerate(matrix.towns)
        if place != own
        for apart, shared in [_apart(standard[own], standard[place])]
        if shared and shared >= LEAST_SHARED * len(codes)
    ]
    nearest = sorted(found, key=lambda twin: (round(twin.apart, 9), -twin.shared, twin.municipality.code))
    return Twins(matrix.indicators, matrix.figures[own], tuple(nearest[:count]))


@kept_part
def _matrix(codes: tuple[str, ...]) -> IndicatorMatrix:
    return indicator_matrix(codes=codes, towns=open_municipalities())


def _standardised(matrix: IndicatorMatrix) -> list[list[float | None]]:
    columns = [_column(matrix, place) for place in range(len(matrix.indicators))]
    return [list(row) for row in zip(*columns, strict=True)] if columns else [[] for _ in matrix.towns]


def _column(matrix: IndicatorMatrix, place: int) -> list[float | None]:
    is_population = matrix.indicators[place].code == POPULATION
    values = [_scaled(row[place], is_population=is_population) for row in matrix.amounts]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return [None] * len(values)
    mean, spread = fmean(known), pstdev(known)
    return [None if value is None else (value - mean) / spread if spread else 0.0 for value in values]


def _scaled(value: float | None, *, is_population: bool) -> float | None:
    if value is None or not is_population:
        return value
    return log10(value) if value > 0 else None


def _apart(one: Sequence[float | None], other: Sequence[float | None]) -> tuple[float, int]:
    squares = [(a - b) ** 2 for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    return (sqrt(fmean(squares)), len(squares)) if squares else (0.0, 0)
