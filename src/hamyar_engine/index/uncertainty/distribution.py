"""Ranks of many draws: kept one by one, or as counts that do not grow with the draws."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hamyar_engine.arrays import FloatArray, IntArray
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.uncertainty.computing import Computing, choose_kernels
from hamyar_engine.index.uncertainty.kernels import CountArray, Kernels, RankArray, TallyArray

LAST_QUARTILE_FROM = 0.75
_UNITS_AT_ONCE = 64
_SHORT = np.iinfo(np.uint16).max


@dataclass(frozen=True, eq=False, kw_only=True)
class RankDistribution:
    """How often each unit had each rank.

    Parameters
    ----------
    units
        Codes of the units, in the order of every array.
    draws
        Number of draws.
    counts
        Shape ``(units, units)``: ``counts[i, r - 1]`` draws gave unit i the rank r. Rank 1 is the most
        developed and ties share the smaller rank.
    ahead
        Shape ``(units, units)``: in ``ahead[i, j]`` draws unit i had a smaller rank than unit j.
        ``None`` where it was not asked for.
    """

    units: tuple[str, ...]
    draws: int
    counts: CountArray
    ahead: CountArray | None = None

    def quantile(self, share: float) -> IntArray:
        """The smallest rank that at least ``share`` of the draws do not exceed, of each unit.

        It is always a rank that occurred, never a value between two.

        Raises
        ------
        InvalidInputError
            When ``share`` lies outside [0, 1].
        """
        return np.asarray(self._quantiles(share)[0])

    @property
    def p05(self) -> IntArray:
        """Rank that 5 % of the draws do not exceed."""
        return np.asarray(self._usual_quantiles[0])

    @property
    def p50(self) -> IntArray:
        """Median rank."""
        return np.asarray(self._usual_quantiles[1])

    @property
    def p95(self) -> IntArray:
        """Rank that 95 % of the draws do not exceed."""
        return np.asarray(self._usual_quantiles[2])

    @cached_property
    def mean(self) -> FloatArray:
        """Mean rank."""
        ranks = np.arange(1, len(self.units) + 1, dtype=np.int64)
        sums = [np.multiply(row, ranks).sum() for row in self.counts]
        return np.array(sums, dtype=np.float64) / self.draws

    @cached_property
    def p_last_quartile(self) -> FloatArray:
        """Share of the draws in which the rank exceeds three quarters of the number of units."""
        first = math.floor(LAST_QUARTILE_FROM * len(self.units))
        return np.asarray(self.counts[:, first:].sum(axis=1) / self.draws)

    @cached_property
    def dominance(self) -> FloatArray:
        """Share of the draws in which the unit of the row ranks ahead of the unit of the column.

        Raises
        ------
        InvalidInputError
            When the draws were made without it.
        """
        return np.asarray(self._ahead / self.draws)

    def ahead_counts(self, first: IntArray, second: IntArray) -> IntArray:
        """Draws in which each unit of ``first`` ranks ahead of its partner in ``second`` (row numbers)."""
        return self._ahead[first, second].astype(np.int64)

    @property
    def _ahead(self) -> CountArray:
        if self.ahead is None:
            raise InvalidInputError(
                "the draws were counted without comparing pairs of units; ask for dominance",
                code="dominance_not_counted",
            )
        return self.ahead

    @cached_property
    def _usual_quantiles(self) -> IntArray:
        return self._quantiles(0.05, 0.5, 0.95)

    def _quantiles(self, *shares: float) -> IntArray:
        """Shape ``(shares, units)``; few units at a time, so that nothing as large as the counts is copied."""
        if not all(0 <= share <= 1 for share in shares):
            raise InvalidInputError(
                f"a quantile lies between 0 and 1, not at {shares}", code="quantile_range"
            )
        needed = [max(1, math.ceil(round(share * self.draws, 6))) for share in shares]
        result = np.empty((len(shares), len(self.units)), dtype=np.int64)
        for start in range(0, len(self.units), _UNITS_AT_ONCE):
            part = slice(start, start + _UNITS_AT_ONCE)
            reached = np.cumsum(self.counts[part], axis=1, dtype=np.uint32)
            for row, count in zip(result, needed, strict=True):
                row[part] = (reached >= count).argmax(axis=1) + 1
        return result


@dataclass(frozen=True, eq=False, kw_only=True)
class RankDraws:
    """The rank of every unit in every draw.

    Parameters
    ----------
    units
        Codes of the units.
    ranks
        Ranks of shape ``(draws, units)``, 1 being the most developed; ties share the smaller rank.
    """

    units: tuple[str, ...]
    ranks: RankArray

    def __post_init__(self) -> None:
        ranks = np.asarray(self.ranks)
        if ranks.ndim != 2 or ranks.shape[1] != len(self.units) or not ranks.size:
            raise InvalidInputError(
                f"ranks of shape {ranks.shape} do not belong to {len(self.units)} units", code="shape"
            )
        if ranks.min() < 1 or ranks.max() > len(self.units):
            raise InvalidInputError(
                f"a rank among {len(self.units)} units is a number from 1 to {len(self.units)}",
                code="rank_range",
            )
        object.__setattr__(self, "ranks", np.ascontiguousarray(ranks, dtype=np.uint16))

    @property
    def p50(self) -> IntArray:
        """Median rank of each unit."""
        return self.distribution.p50

    @property
    def mean(self) -> FloatArray:
        """Mean rank of each unit."""
        return self.distribution.mean

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.ranks)

    def ahead_counts(self, first: IntArray, second: IntArray) -> IntArray:
        """Draws in which each unit of ``first`` ranks ahead of its partner in ``second`` (row numbers)."""
        ahead = self.ranks[:, first] < self.ranks[:, second]
        return np.asarray(np.count_nonzero(ahead, axis=0), dtype=np.int64)

    @cached_property
    def distribution(self) -> RankDistribution:
        """The same as counts, with all pairs compared."""
        size = len(self.units)
        tally = Tally(size, draws=self.draws, dominance=True)
        tally.add(self.ranks, choose_kernels(Computing.AUTO, products=self.draws * size * size))
        return tally.distribution(self.units)


class Tally:
    """Counts that ranks are streamed into. Its size does not grow with the number of draws.

    Parameters
    ----------
    size
        Number of units.
    draws
        The most draws that will be counted.
    dominance
        Whether pairs of units are compared.
    """

    def __init__(self, size: int, *, draws: int, dominance: bool) -> None:
        self.draws = draws
        kind = np.dtype(np.uint16 if draws <= _SHORT else np.uint32)
        self.counts: TallyArray = np.zeros((size, size), dtype=kind)
        self.ahead: TallyArray | None = np.zeros((size, size), dtype=kind) if dominance else None

    def add(self, ranks: RankArray, kernels: Kernels) -> None:
        """Count ranks of shape ``(draws, units)``."""
        kernels.count(ranks, self.counts)
        if self.ahead is not None:
            kernels.count_ahead(ranks, self.ahead)

    def merge(self, other: "Tally") -> None:
        """Add what another tally has counted."""
        self.counts += other.counts
        if self.ahead is not None and other.ahead is not None:
            self.ahead += other.ahead

    def distribution(self, units: tuple[str, ...]) -> RankDistribution:
        """The result, read-only."""
        return RankDistribution(
            units=units,
            draws=self.draws,
            counts=_final(self.counts),
            ahead=None if self.ahead is None else _final(self.ahead),
        )


def _final(counts: TallyArray) -> CountArray:
    wide: CountArray = counts.astype(np.uint32, copy=False)
    wide.setflags(write=False)
    return wide
