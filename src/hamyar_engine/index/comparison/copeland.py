"""Copeland's rule: every unit against every other, by majority of the rankings."""

import numpy as np
import numpy.typing as npt

from hamyar_engine.arrays import IntArray
from hamyar_engine.index.comparison.outcome import Outcome
from hamyar_engine.index.ranking import rank_scores

TILE = 128

Ranks = npt.NDArray[np.unsignedinteger]
Margins = npt.NDArray[np.signedinteger]


def copeland(rankings: IntArray) -> Outcome:
    """Rank by duels won minus duels lost, more being better.

    A unit wins the duel against another when more rankings place it ahead than behind. Copeland's
    rule always puts a unit first that wins all its duels (Borda's need not).

    Parameters
    ----------
    rankings
        Ranks of shape ``(rankings, units)``, 1 being the best; ties as in any ranking. To let
        indicators vote, pass the ranks of each indicator.

    Notes
    -----
    All pairs are compared on the smallest integers that hold the ranks, one tile of rows at a time
    against the units that follow, so that the work stays in the processor's cache. Rankings without
    ties need one comparison per pair, others two. Memory grows with the number of units, not with
    its square.

    References
    ----------
    Copeland, A. H. (1951), *A reasonable social welfare function*, University of Michigan.
    """
    ranks = _compact(np.atleast_2d(rankings))
    strict = np.diff(np.sort(ranks, axis=1), axis=1).all(axis=1)
    balance = np.zeros(ranks.shape[1], dtype=np.int64)
    for start in range(0, ranks.shape[1], TILE):
        signs = np.sign(_margins(ranks[strict], ranks[~strict], start))
        rows = len(signs)
        balance[start : start + rows] += _sum(signs, axis=1)
        balance[start + rows :] -= _sum(signs[:, rows:], axis=0)
    scores = balance.astype(np.float64)
    return Outcome(scores, rank_scores(scores))


def _compact(ranks: IntArray) -> Ranks:
    """The same order in the smallest unsigned integers."""
    low, high = int(ranks.min()), int(ranks.max())
    return np.ascontiguousarray((ranks - low).astype(np.min_scalar_type(high - low)))


def _margins(strict: Ranks, tied: Ranks, start: int) -> Margins:
    """How many more rankings place the units of a tile ahead of each unit from ``start`` on than behind."""
    units, voters = strict.shape[1], len(strict) + len(tied)
    shape = (min(TILE, units - start), units - start)
    margins = np.zeros(shape, dtype=np.min_scalar_type(-2 * voters))
    verdict = np.empty(shape, dtype=np.bool_)
    points = verdict.view(np.int8)
    for row in strict[:, start:]:
        np.less(row[:TILE, None], row, out=verdict)
        np.add(margins, points, out=margins)
    np.multiply(margins, 2, out=margins)
    np.subtract(margins, len(strict), out=margins)
    for row in tied[:, start:]:
        np.less(row[:TILE, None], row, out=verdict)
        np.add(margins, points, out=margins)
        np.greater(row[:TILE, None], row, out=verdict)
        np.subtract(margins, points, out=margins)
    np.fill_diagonal(margins, 0)  # no unit duels with itself
    return margins


def _sum(signs: Margins, *, axis: int) -> Margins:
    """Sums of −1, 0 and 1 along an axis, in the smallest integers that cannot overflow."""
    return np.asarray(signs.sum(axis=axis, dtype=np.min_scalar_type(-signs.shape[axis] - 1)))
