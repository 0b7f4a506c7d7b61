r"""Joining normalised values into one score, more being better.

The three means are one family, :math:`f^{-1}(\sum_j w_j f(x_j))` with :math:`f` the identity, the
logarithm and the reciprocal: the arithmetic mean lets a strength pay for a weakness in full, the
geometric less, the harmonic least. TOPSIS measures closeness to the best values seen.

Rows are summed one by one rather than by a matrix product, whose rounding may depend on the place
of a row: equal units get equal scores, bit by bit, in any order.
"""

from collections.abc import Callable, Sequence

import numpy as np

from hamyar_engine.arrays import FloatArray, IntArray
from hamyar_engine.errors import UnsuitableValueError
from hamyar_engine.index.enums import Aggregation
from hamyar_engine.index.hierarchy import Plan


def aggregate(
    normalised: FloatArray, *, plan: Plan, units: Sequence[str], members: Sequence[str]
) -> FloatArray:
    """Score every group and the index.

    Parameters
    ----------
    normalised
        Matrix of shape ``(units, indicators)``, more being better.
    plan
        The order of aggregations.
    units, members
        Codes of the units and of the indicators followed by the nodes, to name a cell at fault.

    Returns
    -------
    FloatArray
        Scores of shape ``(units, nodes)`` in the order of the plan; the last column is the index.

    Raises
    ------
    UnsuitableValueError
        When a geometric or harmonic mean meets a negative value.
    """
    count = plan.indicators
    scores = np.empty((len(normalised), count + len(plan.nodes)), order="F")
    scores[:, :count] = normalised
    for place, node in enumerate(plan.nodes):
        values = scores[:, _columns(node.members)]
        if node.aggregation in {Aggregation.GEOMETRIC, Aggregation.HARMONIC}:
            _refuse_negative(values, units, [members[member] for member in node.members], node.aggregation)
        scores[:, count + place] = AGGREGATIONS[node.aggregation](values, node.weights)
    return scores[:, count:]


def _columns(members: IntArray) -> slice | IntArray:
    """Neighbouring columns as a slice, which needs no copy."""
    first, last = int(members[0]), int(members[-1])
    neighbours = last - first + 1 == len(members) and bool((np.diff(members) == 1).all())
    return slice(first, last + 1) if neighbours else members


def arithmetic(values: FloatArray, weights: FloatArray) -> FloatArray:
    r"""Weighted mean :math:`\sum_j w_j x_j` of rows of shape ``(units, members)``; weights sum to 1."""
    return weighted_sum(values, weights)


def geometric(values: FloatArray, weights: FloatArray) -> FloatArray:
    r"""Weighted geometric mean :math:`\prod_j x_j^{w_j}`; 0 as soon as one value is 0."""
    with np.errstate(divide="ignore"):
        return np.exp(weighted_sum(np.log(values), weights))


def harmonic(values: FloatArray, weights: FloatArray) -> FloatArray:
    r"""Weighted harmonic mean :math:`1/\sum_j w_j/x_j`; 0 as soon as one value is 0."""
    with np.errstate(divide="ignore"):
        return 1.0 / weighted_sum(1.0 / values, weights)


def topsis(values: FloatArray, weights: FloatArray) -> FloatArray:
    r"""Relative closeness :math:`D^-/(D^+ + D^-)` to the best value of each member seen in any unit.

    :math:`D^\pm` are Euclidean distances of the weighted values to the best and the worst ones.
    The score of a unit depends on which other units are compared. Where all units are equal it is ½.
    """
    squared = np.square(weights)
    gap = values.max(axis=0) - values
    to_best = np.sqrt(weighted_sum(np.multiply(gap, gap, out=gap), squared))
    np.subtract(values, values.min(axis=0), out=gap)
    to_worst = np.sqrt(weighted_sum(np.multiply(gap, gap, out=gap), squared))
    together = to_best + to_worst
    return np.where(together > 0, to_worst / np.where(together > 0, together, 1.0), 0.5)


def weighted_sum(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Weighted sum of each row, term by term in the order of the members.

    A matrix product would add the terms of some rows in another order, so that equal units could get
    scores that differ in the last bit, and different ranks. The draws of ``uncertainty`` add in this
    order too, so a draw and a single ranking with the same choices agree to the last bit.
    """
    total = np.zeros(len(values))
    for column, weight in zip(values.T, weights, strict=True):
        total += weight * column
    return total


AGGREGATIONS: dict[Aggregation, Callable[[FloatArray, FloatArray], FloatArray]] = {
    Aggregation.ARITHMETIC: arithmetic,
    Aggregation.GEOMETRIC: geometric,
    Aggregation.HARMONIC: harmonic,
    Aggregation.TOPSIS: topsis,
}


def _refuse_negative(
    values: FloatArray, units: Sequence[str], members: Sequence[str], aggregation: Aggregation
) -> None:
    negative = np.argwhere(values < 0)
    if negative.size:
        row, column = negative[0]
        raise UnsuitableValueError(
            f"unit {units[row]}, {members[column]}: a {aggregation} mean needs normalised values "
            f"from 0 up, not {values[row, column]:g}; choose another normalisation or scale",
            code="negative_mean",
            unit=units[row],
            indicator=members[column],
        )
