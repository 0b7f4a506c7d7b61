"""Which missing or doubtful figure widens a unit's interval of ranks most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from hamyar_engine.arrays import FloatArray, IntArray
from hamyar_engine.errors import InvalidInputError, InvalidMethodError
from hamyar_engine.index.method import Method
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.uncertainty.blocks import Progress, for_each_block
from hamyar_engine.index.uncertainty.computing import Computing
from hamyar_engine.index.uncertainty.kernels import RankArray
from hamyar_engine.index.uncertainty.recipe import Recipe, prepare
from hamyar_engine.index.uncertainty.sampling import BLOCK, Sample, sample_block, sample_errors
from hamyar_engine.index.uncertainty.scoring import rank_sample, set_up
from hamyar_engine.index.uncertainty.simulation import checked_draws, checked_seed, kernels_for
from hamyar_engine.index.uncertainty.specification import Uncertainty

MIN_DRAWS = 200
_DRAWS_PER_PART = 200
_MOST_PARTS = 50
_LOW, _HIGH = 0.05, 0.95
PartArray = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Driver:
    """One figure and the ranks by which knowing it would narrow the interval of its unit."""

    indicator: str
    reduction: float


@dataclass(frozen=True, eq=False, kw_only=True)
class IntervalDrivers:
    """What knowing single figures would be worth.

    Parameters
    ----------
    units, indicators
        What the rows and columns of ``reduction`` stand for.
    width
        Ranks between the 5 and the 95 % quantile of each unit.
    reduction
        Shape ``(units, indicators)``: by how many ranks that interval would shrink on average if the
        true value of this cell were known. ``NaN`` where the value is not in doubt.
    """

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    width: FloatArray
    reduction: FloatArray

    def of(self, unit: str) -> tuple[Driver, ...]:
        """The doubtful figures of a unit, the one that would narrow its interval most first.

        Raises
        ------
        InvalidInputError
            When the unit was not analysed.
        """
        if unit not in self.units:
            raise InvalidInputError(f"the unit {unit} was not analysed", code="unknown_unit", unit=unit)
        row = self.reduction[self.units.index(unit)]
        doubtful = np.flatnonzero(~np.isnan(row))
        order = doubtful[np.argsort(-row[doubtful], kind="stable")]
        return tuple(Driver(self.indicators[column], float(row[column])) for column in order)


def interval_drivers(
    data: IndexInput,
    method: Method,
    uncertainty: Uncertainty,
    *,
    draws: int,
    seed: int,
    units: Sequence[str] | None = None,
    computing: Computing = Computing.AUTO,
    workers: int | None = None,
    progress: Progress | None = None,
) -> IntervalDrivers:
    r"""Tell how much narrower each unit's interval would be if one of its figures were known.

    Knowing a value takes its error away and leaves all other doubt. What the value will turn out to be is
    not known beforehand, so the draws are parted by the error of the cell into equally likely parts, the
    width of the interval is taken within each part, and the widths are averaged. The same average over parts
    formed at random is what it is compared with, so that small parts do not look like knowledge.
    Reductions that chance makes negative are given as 0.

    Parameters
    ----------
    data, method, uncertainty
        As in :func:`~hamyar_engine.index.uncertainty.simulate`; some value must be in doubt.
    draws
        Number of draws, from 200 up; 10,000 tell reductions of about half a rank.
    seed
        Root of all random numbers.
    units
        The units to analyse; ``None`` takes all.
    computing, workers, progress
        As in ``simulate``.

    Raises
    ------
    InvalidMethodError
        When no value is in doubt.
    InvalidInputError
        When a unit is unknown or the draws are too few.

    References
    ----------
    Expected value of partial perfect information, for the width of an interval: Strong, M. and Oakley, J.
    (2013), *An efficient method for computing single-parameter partial EVPI*, Medical Decision Making 33(6).
    """
    recipe = prepare(data, method, uncertainty, seed=checked_seed(seed))
    _check(recipe, checked_draws(draws))
    chosen = recipe.units if units is None else tuple(dict.fromkeys(units))
    rows = _rows(recipe, chosen)
    parts = min(_MOST_PARTS, max(2, draws // _DRAWS_PER_PART))
    cells = np.argwhere(recipe.errors[rows] > 0)
    ranks = np.empty((draws, len(rows)), dtype=np.uint16)
    part = np.empty((draws, len(cells)), dtype=np.uint8)
    kitchen = set_up(recipe, kernels_for(recipe, draws, computing))
    limits = special.ndtri(np.arange(1, parts) / parts)

    def keep(block: int, size: int) -> None:
        sample = sample_block(recipe, block, draws=size)
        here = slice(block * BLOCK, block * BLOCK + size)
        ranks[here] = rank_sample(kitchen, sample)[:, rows]
        part[here] = _parts(recipe, sample, rows[cells[:, 0]], cells[:, 1], limits)

    for_each_block(keep, draws, workers=workers, progress=progress)
    reduction = np.full((len(rows), len(recipe.data.indicators)), np.nan)
    at_random = (np.arange(draws) % parts).astype(np.uint8)
    usual = [_mean_width(column, at_random, parts, len(recipe.units)) for column in ranks.T]
    for (row, column), known in zip(cells, part.T, strict=True):
        width = _mean_width(ranks[:, row], known, parts, len(recipe.units))
        reduction[row, column] = max(0.0, usual[row] - width)
    everything = np.zeros(draws, dtype=np.uint8)
    return IntervalDrivers(
        units=chosen,
        indicators=recipe.data.codes,
        width=np.array([_mean_width(column, everything, 1, len(recipe.units)) for column in ranks.T]),
        reduction=reduction,
    )


def _parts(
    recipe: Recipe, sample: Sample, rows: IntArray, columns: IntArray, limits: FloatArray
) -> PartArray:
    """Part of each cell's error in each draw, shape ``(draws, cells)``."""
    deviation = recipe.errors[rows, columns]
    errors = [sample_errors(recipe, sample, draw)[rows, columns] / deviation for draw in range(len(sample))]
    return np.searchsorted(limits, np.array(errors)).astype(np.uint8)


def _mean_width(ranks: RankArray, part: PartArray, parts: int, units: int) -> float:
    """Mean over the parts of the ranks between the two quantiles within a part."""
    pairs = part.astype(np.intp) * units + ranks - 1
    reached = np.bincount(pairs, minlength=parts * units).reshape(parts, units).cumsum(axis=1)
    reached = reached[reached[:, -1] > 0]
    low, high = (
        (reached >= np.maximum(1, np.ceil(np.round(share * reached[:, -1:], 6)))).argmax(axis=1)
        for share in (_LOW, _HIGH)
    )
    return float(np.mean(high - low))


def _rows(recipe: Recipe, units: Sequence[str]) -> IntArray:
    places = {unit: row for row, unit in enumerate(recipe.units)}
    for unit in units:
        if unit not in places:
            raise InvalidInputError(f"there is no unit {unit}", code="unknown_unit", unit=unit)
    return np.array([places[unit] for unit in units], dtype=np.int64)


def _check(recipe: Recipe, draws: int) -> None:
    if not recipe.is_noisy:
        raise InvalidMethodError(
            "no value is in doubt under this uncertainty, so none can narrow an interval",
            code="step_absent",
            key="uncertainty.value_error",
        )
    if draws < MIN_DRAWS:
        raise InvalidInputError(
            f"{draws} draws are too few to part; at least {MIN_DRAWS} are needed", code="draws_range"
        )
