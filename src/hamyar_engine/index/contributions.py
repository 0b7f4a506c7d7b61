r"""What each indicator contributes to each unit's distance from the median score.

The comparison is with the *typical unit*: the one whose every normalised indicator is the median of
its column. For a mean :math:`S = f^{-1}(\sum_j w_j f(x_j))` the difference to the typical unit r splits
without remainder,

.. math:: S(x) - S(r) = \sum_j w_j\,\frac{f(x_j) - f(r_j)}{x_j - r_j}\,
          \frac{S(x) - S(r)}{f(S(x)) - f(S(r))}\,(x_j - r_j),

and so does TOPSIS, whose distances are sums of squares. Nested groups multiply these slopes. The
score of the typical unit differs a little from the median score; that common difference is spread
over the indicators by their weights, so the contributions of a unit sum to its score minus the median.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import FloatArray, frozen
from hamyar_engine.index.aggregation import AGGREGATIONS
from hamyar_engine.index.enums import Aggregation
from hamyar_engine.index.hierarchy import Node
from hamyar_engine.index.result import IndexResult


@dataclass(frozen=True, eq=False)
class Contributions:
    """The split of every unit's distance from the median.

    Parameters
    ----------
    median_score
        Median of the unrounded scores; with an even number of units between the middle two.
    distances
        Score of each unit minus ``median_score``, shape ``(units,)``; positive is more developed.
    typical
        Median of each normalised indicator, shape ``(indicators,)``.
    values
        Contributions of shape ``(units, indicators)`` in units of the score; each row sums to the
        distance of its unit.
    """

    median_score: float
    distances: FloatArray
    typical: FloatArray
    values: FloatArray


def contributions(result: IndexResult) -> Contributions:
    """Split the distance of each unit from the median over the indicators.

    Parameters
    ----------
    result
        A computed index; its unrounded scores are split.

    Returns
    -------
    Contributions
        Rows sum to the distances up to the last digits of a double.
    """
    typical = np.median(result.normalised, axis=0)
    own, reference = _all_scores(result, typical)
    slopes = np.zeros_like(own)
    slopes[:, -1] = 1.0
    for place in range(len(result.plan.nodes) - 1, -1, -1):
        node, at = result.plan.nodes[place], result.plan.indicators + place
        chain = slopes[:, at, None]
        slopes[:, node.members] = chain * _slopes(node, own, reference, at)
    count = result.plan.indicators
    median_score = float(np.median(result.scores))
    values = slopes[:, :count] * (own[:, :count] - reference[:count])
    values += result.weights * (reference[-1] - median_score)
    return Contributions(median_score, frozen(result.scores - median_score), frozen(typical), frozen(values))


def _all_scores(result: IndexResult, typical: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Indicators and nodes of every unit, and of the typical unit measured against the same ideals."""
    own = np.hstack([result.normalised, result.group_scores, result.scores[:, None]])
    reference = np.concatenate([typical, np.zeros(len(result.plan.nodes))])
    for place, node in enumerate(result.plan.nodes, start=result.plan.indicators):
        members, everyone = reference[node.members][None], own[:, node.members]
        if node.aggregation is Aggregation.TOPSIS:
            to_best, to_worst = _distances(members, everyone, node.weights)
            together = to_best + to_worst
            reference[place] = to_worst[0] / together[0] if together[0] > 0 else 0.5
        else:
            reference[place] = AGGREGATIONS[node.aggregation](members, node.weights)[0]
    return own, reference


def _slopes(node: Node, own: FloatArray, reference: FloatArray, at: int) -> FloatArray:
    """How much the score of a node moves per unit of each member, between the two points exactly."""
    x, r = own[:, node.members], reference[node.members]
    if node.aggregation is Aggregation.ARITHMETIC:
        return np.broadcast_to(node.weights, x.shape)
    if node.aggregation is Aggregation.TOPSIS:
        return _topsis_slopes(x, r[None], node.weights)
    return _mean_slopes(node, x, r, score=own[:, at], typical=float(reference[at]))


def _mean_slopes(
    node: Node, x: FloatArray, r: FloatArray, *, score: FloatArray, typical: float
) -> FloatArray:
    slopes: FloatArray = np.zeros_like(x)
    positive = (score > 0) & (typical > 0)
    spread = _SPREADS[node.aggregation]
    slopes[positive] = (
        node.weights * spread(score[positive], np.array(typical))[:, None] / spread(x[positive], r)
    )
    only_one = (score > 0) != (typical > 0)
    slopes[only_one] = _zero_slopes(x[only_one], r, node.weights, score[only_one] - typical)
    return slopes


def _zero_slopes(x: FloatArray, r: FloatArray, weights: FloatArray, difference: FloatArray) -> FloatArray:
    """Where one of the two scores is 0, the zeros alone explain it, by their weights."""
    blame = weights * ((x > 0) != (r > 0))
    gap = np.where(blame > 0, x - r, 1.0)
    return np.asarray(blame / blame.sum(axis=1, keepdims=True) * difference[:, None] / gap)


def _logarithmic_mean(a: FloatArray, b: FloatArray) -> FloatArray:
    difference = a - b
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(difference == 0, b, difference / np.log1p(difference / b))


def _product(a: FloatArray, b: FloatArray) -> FloatArray:
    return a * b


_SPREADS: dict[Aggregation, Callable[[FloatArray, FloatArray], FloatArray]] = {
    Aggregation.GEOMETRIC: _logarithmic_mean,
    Aggregation.HARMONIC: _product,
}


def _topsis_slopes(x: FloatArray, r: FloatArray, weights: FloatArray) -> FloatArray:
    best, worst = x.max(axis=0), x.min(axis=0)
    if (best == worst).all():
        return np.zeros_like(x)
    (to_best, to_worst), (typical_best, typical_worst) = (_distances(point, x, weights) for point in (x, r))
    together = (to_best + to_worst) * (typical_best + typical_worst)
    toward = _per_distance(x + r - 2 * worst, weights, to_worst + typical_worst)
    away = _per_distance(x + r - 2 * best, weights, to_best + typical_best)
    half_best, half_worst = (to_best + typical_best) / 2, (to_worst + typical_worst) / 2
    return (half_best[:, None] * toward - half_worst[:, None] * away) / together[:, None]


def _per_distance(reach: FloatArray, weights: FloatArray, distances: FloatArray) -> FloatArray:
    safe = np.where(distances > 0, distances, 1.0)
    return np.where(distances[:, None] > 0, np.square(weights) * reach / safe[:, None], 0.0)


def _distances(
    points: FloatArray, everyone: FloatArray, weights: FloatArray
) -> tuple[FloatArray, FloatArray]:
    best, worst = everyone.max(axis=0), everyone.min(axis=0)
    return (
        np.sqrt(np.square((best - points) * weights).sum(axis=1)),
        np.sqrt(np.square((points - worst) * weights).sum(axis=1)),
    )
