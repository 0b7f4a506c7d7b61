"""Tiers of units that the draws cannot tell apart."""

from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import IntArray
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.uncertainty.distribution import RankDistribution, RankDraws


@dataclass(frozen=True, eq=False, kw_only=True)
class Tiers:
    """The tier of each unit.

    Parameters
    ----------
    units
        Codes of the units.
    tiers
        Number of the tier of each unit, 1 being the most developed.
    confidence
        The share of draws that separates two tiers.
    """

    units: tuple[str, ...]
    tiers: IntArray
    confidence: float

    @property
    def count(self) -> int:
        """Number of tiers."""
        return int(self.tiers.max())


def tiers(ranks: RankDraws | RankDistribution, *, confidence: float = 0.9) -> Tiers:
    r"""Group units that the draws cannot tell apart.

    Two neighbours in the median order belong to one tier unless one of them ranks ahead
    of the other in at least ``confidence`` of the draws. Equal medians are ordered by the mean rank,
    then as the units are given. The rule looks at neighbours only: the first and the last of
    a long tier may well be told apart, but nowhere between them is there a clear step.

    Parameters
    ----------
    ranks
        Ranks of shape ``(draws, units)``, 1 being the most developed; ties share the lower rank. Or
        their distribution, counted with dominance.
    confidence
        Share of draws, in (0.5, 1].

    Returns
    -------
    Tiers
        The tier of each unit, in the order of ``ranks.units``, 1 being the most developed.

    Raises
    ------
    InvalidInputError
        When ``confidence`` lies outside (0.5, 1], or the distribution has no dominance.

    References
    ----------
    Goldstein, H. and Spiegelhalter, D. (1996), *League tables and their limitations*, JRSS A 159(3).
    """
    if not 0.5 < confidence <= 1:
        raise InvalidInputError(
            f"confidence must lie above 0.5 and not above 1, not at {confidence}", code="confidence_range"
        )
    order = np.lexsort((ranks.mean, ranks.p50))
    upper, lower = order[:-1], order[1:]
    needed = confidence * ranks.draws * (1.0 - 1e-12)
    apart = np.maximum(ranks.ahead_counts(upper, lower), ranks.ahead_counts(lower, upper)) >= needed
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = 1 + np.concatenate([[0], np.cumsum(apart)])
    numbers.setflags(write=False)
    return Tiers(units=ranks.units, tiers=numbers, confidence=confidence)
