"""Borda's count: merging several rankings by points."""

import numpy as np
from scipy import stats

from hamyar_engine.arrays import IntArray
from hamyar_engine.index.comparison.outcome import Outcome
from hamyar_engine.index.ranking import rank_scores


def borda(rankings: IntArray) -> Outcome:
    """Rank by points: in each ranking one point for every unit behind, half for every other tied one.

    More points are better. With n units a unit that is first everywhere gets n − 1 per ranking.
    Beware: adding a unit, even a poor one, may reverse two others.

    Parameters
    ----------
    rankings
        Ranks of shape ``(rankings, units)``, 1 being the best; ties as in any ranking.

    References
    ----------
    Borda, J.-C. de (1784), *Mémoire sur les élections au scrutin*; Saari, D. (1995),
    *Basic geometry of voting*.
    """
    ranks = np.atleast_2d(rankings)
    points = (ranks.shape[1] - np.asarray(stats.rankdata(ranks, method="average", axis=1))).sum(axis=0)
    return Outcome(points, rank_scores(points))
