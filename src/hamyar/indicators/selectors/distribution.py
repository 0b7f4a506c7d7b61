"""How the newest figures of an indicator spread over the places they were measured for."""

import math
import statistics
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hamyar.indicators.enums import Direction
from hamyar.indicators.models import Indicator
from hamyar.indicators.selectors.figures import FigureTable

STEPS = 5
MOST_BINS = 12
LEAST_FOR_QUARTILES = 4
GIANT = 5


@dataclass(frozen=True)
class Distribution:
    """Five numbers, bins of equal width, and the bounds of five steps with equally many places.

    ``beyond`` counts the few far greater figures, such as the population of Mashhad, that have no bin.
    """

    count: int
    least: float
    low: float
    median: float
    high: float
    most: float
    bins: tuple[tuple[float, float, int], ...]
    beyond: int
    bounds: tuple[float, ...]

    def step(self, amount: float, *, direction: str) -> int:
        """Return the step of a figure, 1 being the most endowed, or the least figure where there is no direction."""
        place = bisect_right(self.bounds, amount)
        return STEPS - place if direction == Direction.HIGHER else place + 1

    def ranges(self, *, direction: str) -> list[tuple[float, float]]:
        """Return what each step covers, step 1 first."""
        ends = [self.least, *self.bounds, self.most]
        pairs = list(pairwise(ends))
        return pairs[::-1] if direction == Direction.HIGHER else pairs


def distribution(*, table: FigureTable, indicator: Indicator) -> Distribution | None:
    """Return the spread of the newest figures; a county's figure counts once. Nothing below four places."""
    figures = [table.latest(town=town, indicator=indicator) for town in table.towns]
    amounts = sorted({figure.value_id: figure.amount for figure in figures if figure}.values())
    if len(amounts) < LEAST_FOR_QUARTILES or amounts[0] == amounts[-1]:
        return None
    low, median, high = statistics.quantiles(amounts, n=4, method="inclusive")
    drawn = _without_giants(amounts, high)
    return Distribution(
        count=len(amounts),
        least=amounts[0],
        low=low,
        median=median,
        high=high,
        most=amounts[-1],
        bins=_bins(drawn),
        beyond=len(amounts) - len(drawn),
        bounds=tuple(statistics.quantiles(amounts, n=STEPS, method="inclusive")),
    )


def _without_giants(amounts: Sequence[float], high: float) -> Sequence[float]:
    """Leave out what is so great that all other figures would share one bin."""
    if amounts[0] < 0 or amounts[-1] <= GIANT * high:
        return amounts
    return [amount for amount in amounts if amount <= GIANT * high]


def _bins(amounts: Sequence[float]) -> tuple[tuple[float, float, int], ...]:
    width = _round_width((amounts[-1] - amounts[0]) / min(MOST_BINS, math.ceil(math.sqrt(len(amounts))) + 2))
    first = math.floor(amounts[0] / width)
    last = math.floor(amounts[-1] / width)
    found = [0] * (last - first + 1)
    for amount in amounts:
        found[math.floor(amount / width) - first] += 1
    return tuple(
        (round((first + place) * width, 9), round((first + place + 1) * width, 9), count)
        for place, count in enumerate(found)
    )


def _round_width(width: float) -> float:
    """Return the next width of 1, 2 or 5 times a power of ten."""
    power: float = 10.0 ** math.floor(math.log10(width))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= width)
