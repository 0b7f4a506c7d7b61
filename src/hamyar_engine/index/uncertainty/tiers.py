"""Tiers of units that the draws cannot tell apart."""

from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import IntArray
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.enums import TierRule
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


def tiers(
    ranks: RankDraws | RankDistribution, *, confidence: float = 0.9, rule: TierRule = TierRule.NEIGHBOURS
) -> Tiers:
    r"""Group units that the draws cannot tell apart.

    By the rule ``neighbours``, two neighbours in the median order belong to one tier unless one of them ranks ahead
    of the other in at least ``confidence`` of the draws. Equal medians are ordered by the mean rank,
    then as the units are given. The rule looks at neighbours only: the first and the last of
    a long tier may well be told apart, but nowhere between them is there a clear step.

    By the rule ``anchor`` the median order is walked from its least developed end. The first unit is the
    anchor of the last tier; each following unit belongs to that tier unless it ranks ahead of the anchor in
    at least ``confidence`` of the draws, and the first that does is the anchor of the next tier. So nobody is
    told apart from the anchor of the own tier, and every anchor from the one before. It suits long lists,
    where neighbours always overlap and the first rule ends with one tier.

    Parameters
    ----------
    ranks
        Ranks of shape ``(draws, units)``, 1 being the most developed; ties share the lower rank. Or
        their distribution, counted with dominance.
    confidence
        Share of draws, in (0.5, 1].
    rule
        Which units are compared: neighbours, or each with the anchor of its tier.

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
    needed = confidence * ranks.draws * (1.0 - 1e-12)
    steps = _steps_between_neighbours if rule is TierRule.NEIGHBOURS else _steps_from_anchors
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = steps(ranks, order, needed)
    numbers.setflags(write=False)
    return Tiers(units=ranks.units, tiers=numbers, confidence=confidence)


def _steps_between_neighbours(
    ranks: RankDraws | RankDistribution, order: IntArray, needed: float
) -> IntArray:
    upper, lower = order[:-1], order[1:]
    apart = np.maximum(ranks.ahead_counts(upper, lower), ranks.ahead_counts(lower, upper)) >= needed
    return np.asarray(1 + np.concatenate([[0], np.cumsum(apart)]))


def _steps_from_anchors(ranks: RankDraws | RankDistribution, order: IntArray, needed: float) -> IntArray:
    opens = np.zeros(len(order), dtype=np.int64)
    anchor = len(order) - 1
    while anchor >= 0:
        above = order[:anchor]
        clear = np.flatnonzero(ranks.ahead_counts(above, np.full(anchor, order[anchor])) >= needed)
        opens[anchor] = 1
        anchor = int(clear[-1]) if clear.size else -1
    anchors_below = np.cumsum(opens[::-1])[::-1]
    return np.asarray(opens.sum() - anchors_below + 1)
