"""How alike two rankings are."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from hamyar_engine.arrays import FloatArray, IntArray, frozen


@dataclass(frozen=True, eq=False)
class RankCorrelation:
    """Pairwise correlations of rankings, 1 for the same order and −1 for the reverse.

    Parameters
    ----------
    spearman
        Spearman's ρ of shape ``(rankings, rankings)``.
    kendall
        Kendall's τ-b of the same shape.
    """

    spearman: FloatArray
    kendall: FloatArray


def rank_correlation(rankings: IntArray) -> RankCorrelation:
    """Correlate every ranking with every other.

    Spearman's ρ is the ordinary correlation of ranks in which ties have their mean rank; Kendall's
    τ-b counts pairs in the same and in the reverse order, corrected for ties. A ranking that ties all
    its units has no order to compare: its correlations are ``NaN``, also with itself.

    Parameters
    ----------
    rankings
        Ranks of shape ``(rankings, units)``; ties as in any ranking.

    References
    ----------
    Kendall, M. (1970), *Rank correlation methods*, 4th ed.
    """
    ranks = np.asarray(stats.rankdata(rankings, method="average", axis=1))
    return RankCorrelation(frozen(_spearman(ranks)), frozen(_kendall(ranks)))


def _spearman(ranks: FloatArray) -> FloatArray:
    centred = ranks - ranks.mean(axis=1, keepdims=True)
    length = np.sqrt(np.square(centred).sum(axis=1))
    with np.errstate(invalid="ignore"):
        result = np.clip(centred @ centred.T / np.outer(length, length), -1.0, 1.0)
    np.fill_diagonal(result, np.where(length > 0, 1.0, np.nan))
    return np.asarray(result)


def _kendall(ranks: FloatArray) -> FloatArray:
    count = len(ranks)
    result = np.where(ranks.max(axis=1) > ranks.min(axis=1), 1.0, np.nan) * np.eye(count)
    for first in range(count):
        for second in range(first):
            tau = stats.kendalltau(ranks[first], ranks[second]).statistic
            result[first, second] = result[second, first] = tau
    return result
