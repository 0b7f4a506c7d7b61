"""Scores of draws: weighted sums of prepared matrices where the groups allow it, else node by node."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from hamyar_engine.arrays import FloatArray, IntArray
from hamyar_engine.index.enums import Aggregation
from hamyar_engine.index.hierarchy import Node, Plan
from hamyar_engine.index.method import Method
from hamyar_engine.index.ranking import rounded
from hamyar_engine.index.uncertainty.kernels import Kernels, RankArray
from hamyar_engine.index.uncertainty.noise import noisy_members
from hamyar_engine.index.uncertainty.recipe import MEANS_OF_POSITIVES, Recipe, refuse_negative
from hamyar_engine.index.uncertainty.sampling import Sample, effective_weights

_CELLS_AT_ONCE = 98_304
_FULL_TILE = 32
_HUGE = 1e300
"""Stands for the logarithm and the reciprocal of 0, so that a weight of 0 makes it 0 and not NaN."""
_INFINITE = 1e200


@dataclass(frozen=True, eq=False)
class Kitchen:
    """A recipe with its matrices laid out for the kernels of this process.

    Parameters
    ----------
    recipe
        What is uncertain.
    kernels
        The inner loops.
    packed
        For each pair of normalisation and aggregation whose groups can be multiplied out, the packed
        matrices of its weighted sums.
    """

    recipe: Recipe
    kernels: Kernels
    packed: dict[tuple[int, int], tuple[Any, ...]]


def set_up(recipe: Recipe, kernels: Kernels) -> Kitchen:
    """Lay out the matrices of a recipe."""
    packed: dict[tuple[int, int], tuple[Any, ...]] = {}
    for place, layout in enumerate(recipe.layouts):
        aggregation = flat_aggregation(layout)
        if aggregation is None or recipe.is_noisy:
            continue
        for choice, values in enumerate(recipe.normalised):
            packed[choice, place] = tuple(
                kernels.pack(matrix)
                for matrix in _summed_matrices(aggregation, np.ascontiguousarray(values.T))
            )
    return Kitchen(recipe, kernels, packed)


def flat_aggregation(layout: Plan) -> Aggregation | None:
    """The aggregation of all groups, where their weights can be multiplied out, else ``None``.

    A mean of means of the same kind is one mean of that kind. TOPSIS of TOPSIS is not.
    """
    kinds = {node.aggregation for node in layout.nodes}
    if len(kinds) > 1 or (Aggregation.TOPSIS in kinds and len(layout.nodes) > 1):
        return None
    return kinds.pop()


def rank_sample(kitchen: Kitchen, sample: Sample) -> RankArray:
    """Ranks of shape ``(draws, units)`` of all draws of a sample."""
    order, ranks = rank_by_choice(kitchen, sample)
    in_order = np.empty_like(ranks)
    in_order[order] = ranks
    return in_order


def rank_by_choice(kitchen: Kitchen, sample: Sample) -> tuple[IntArray, RankArray]:
    """Ranks as :func:`rank_sample` gives them, but sorted by the choices, with the draw of each row."""
    recipe = kitchen.recipe
    kind = sample.normalisation * len(recipe.layouts) + sample.aggregation
    order = np.argsort(kind, kind="stable")
    weights = effective_weights(recipe, sample)[order] if kitchen.packed else np.empty((len(sample), 0))
    ranks = np.empty((len(sample), len(recipe.units)), dtype=np.uint16)
    pot = _Pot(kitchen)
    for first, last in _runs(kind[order], longest=len(pot.sums[0])):
        choice, place = divmod(int(kind[order[first]]), len(recipe.layouts))
        if (choice, place) in kitchen.packed:
            scores = _flat_scores(pot, choice, place, weights[first:last])
        else:
            scores = _nested_scores(recipe, choice, place, sample, order[first:last])
        kitchen.kernels.rank(rounded(scores, decimals=recipe.method.rounding), ranks[first:last])
    return order, ranks


def _runs(kinds: IntArray, *, longest: int) -> Iterator[tuple[int, int]]:
    """Pieces of a sorted array, equal throughout and not too long."""
    edges = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), len(kinds)]
    for start, stop in pairwise(edges):
        for first in range(start, stop, longest):
            yield first, min(stop, first + longest)


class _Pot:
    """Room for the sums of some draws, used again and again."""

    def __init__(self, kitchen: Kitchen) -> None:
        self.kitchen = kitchen
        recipe = kitchen.recipe
        units = len(recipe.units)
        cells = units * (len(recipe.data.indicators) if recipe.is_noisy else 1)
        draws = max(1, _CELLS_AT_ONCE // cells)
        draws = draws // _FULL_TILE * _FULL_TILE or draws
        self.sums = [np.empty((draws, units)) for _ in range(2)]


def _flat_scores(pot: _Pot, choice: int, place: int, weights: FloatArray) -> FloatArray:
    kitchen = pot.kitchen
    aggregation = kitchen.recipe.layouts[place].nodes[-1].aggregation
    if aggregation is Aggregation.TOPSIS:
        weights = np.square(weights)
    sums = [out[: len(weights)] for out in pot.sums]
    for packed, out in zip(kitchen.packed[choice, place], sums, strict=False):
        kitchen.kernels.product(weights, packed, out)
    return _finished(aggregation, sums)


def _summed_matrices(aggregation: Aggregation, values: FloatArray) -> list[FloatArray]:
    """What the weights (for TOPSIS their squares) are summed over; ``values`` has units last."""
    if aggregation is Aggregation.TOPSIS:
        best, worst = values.max(axis=-1, keepdims=True), values.min(axis=-1, keepdims=True)
        return [np.square(best - values), np.square(values - worst)]
    if aggregation is Aggregation.ARITHMETIC:
        return [values]
    with np.errstate(divide="ignore"):
        if aggregation is Aggregation.GEOMETRIC:
            return [np.maximum(np.log(values), -_HUGE)]
        return [np.minimum(1.0 / values, _HUGE)]


def _finished(aggregation: Aggregation, sums: list[FloatArray]) -> FloatArray:
    """Turn sums into scores, in place."""
    total = sums[0]
    if aggregation is Aggregation.GEOMETRIC:
        np.exp(total, out=total)
    elif aggregation is Aggregation.HARMONIC:
        total[total > _INFINITE] = np.inf
        np.divide(1.0, total, out=total)
    elif aggregation is Aggregation.TOPSIS:
        return _closeness(np.sqrt(total, out=total), np.sqrt(sums[1], out=sums[1]))
    return total


def _closeness(to_best: FloatArray, to_worst: FloatArray) -> FloatArray:
    to_best += to_worst
    if to_best.all():
        return np.divide(to_worst, to_best, out=to_worst)
    equal = to_best == 0
    to_best[equal] = 1.0
    to_worst /= to_best
    to_worst[equal] = 0.5
    return to_worst


def _nested_scores(recipe: Recipe, choice: int, place: int, sample: Sample, draws: IntArray) -> FloatArray:
    """Scores node by node; each member is an array of shape ``(draws or 1, units)``."""
    layout, method = recipe.layouts[place], recipe.methods[choice]
    members = noisy_members(recipe, choice, sample, draws)
    for node, weights in zip(layout.nodes, sample.weights, strict=True):
        _refuse_negative_members(recipe, node, members, method)
        members.append(_node_scores(node, weights[draws], members))
    return members[-1]


def _refuse_negative_members(recipe: Recipe, node: Node, members: list[FloatArray], method: Method) -> None:
    if node.aggregation not in MEANS_OF_POSITIVES:
        return
    names = (*recipe.data.codes, *(item.code or "index" for item in recipe.layouts[0].nodes))
    for member in node.members:
        lowest = members[member].min(axis=0)
        refuse_negative(recipe, lowest, names[member], method=method, mean=node.aggregation)


def _node_scores(node: Node, weights: FloatArray, members: list[FloatArray]) -> FloatArray:
    if node.aggregation is Aggregation.TOPSIS:
        weights = np.square(weights)
    sums: list[FloatArray] = []
    for place, member in enumerate(node.members):
        matrices = _summed_matrices(node.aggregation, members[member])
        terms = [weights[:, place, None] * matrix for matrix in matrices]
        sums = terms if not sums else [total + term for total, term in zip(sums, terms, strict=True)]
    return _finished(node.aggregation, sums)
