"""The order in which groups are aggregated, and what each indicator weighs in the whole."""

from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import FloatArray, IntArray, frozen
from hamyar_engine.index.enums import Aggregation, Weighting
from hamyar_engine.index.method import Method
from hamyar_engine.index.model import Group, IndexInput


@dataclass(frozen=True, eq=False)
class Node:
    """One aggregation: members become the score of a group, or of the index.

    Parameters
    ----------
    code
        Code of the group; ``None`` for the index itself.
    members
        Places of the members: a place below the number of indicators is a column, the following
        places are the nodes in the order of the plan.
    weights
        Weights of the members that sum to 1. Members of weight 0 are left out.
    aggregation
        How they are joined.
    """

    code: str | None
    members: IntArray
    weights: FloatArray
    aggregation: Aggregation


@dataclass(frozen=True, eq=False)
class Plan:
    """Nodes in an order in which every node comes after its members; the index is the last.

    Parameters
    ----------
    indicators
        Number of columns.
    nodes
        The aggregations.
    """

    indicators: int
    nodes: tuple[Node, ...]

    def effective_weights(self) -> FloatArray:
        """Product of the weights from the index down to each indicator; they sum to 1."""
        weights = np.zeros(self.indicators + len(self.nodes))
        weights[-1] = 1.0
        for place in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[place]
            weights[node.members] = weights[self.indicators + place] * node.weights
        return frozen(weights[: self.indicators])


def plan(data: IndexInput, *, method: Method, indicator_weights: FloatArray) -> Plan:
    """Lay out the aggregations of ``data``.

    With given weights each member counts by the weight written beside it. With equal weights the
    members of one group count the same at every level. With any other weighting the indicators
    bring their weights and a group counts as much as its members together, so an arithmetic index
    weighs each indicator exactly as the rule says, grouped or not.

    Parameters
    ----------
    data
        Gives indicators and groups.
    method
        Gives the weighting and the default aggregation.
    indicator_weights
        Weight of each indicator before scaling, shape ``(indicators,)``.
    """
    count = len(data.indicators)
    order = _members_first(data)
    members: dict[str | None, list[int]] = {code: [] for code in order}
    weights = indicator_weights.tolist() + [0.0] * len(order)
    for place, indicator in enumerate(data.indicators):
        members[indicator.group].append(place)
    groups = {group.code: group for group in data.groups}
    nodes = []
    for place, code in enumerate(order, start=count):
        group = groups[code] if code is not None else _INDEX
        own = np.array([weights[member] for member in members[code]])
        nodes.append(_node(code, members[code], own, group.aggregation or method.aggregation))
        if code is not None:
            members[group.parent].append(place)
            weights[place] = _group_weight(method.weighting, given=group.weight, total=float(own.sum()))
    return Plan(count, tuple(nodes))


_INDEX = Group("index")


def _members_first(data: IndexInput) -> list[str | None]:
    """Codes of the groups, each after the groups it contains, and the index (``None``) last."""
    parents = {group.code: group.parent for group in data.groups}

    def depth(code: str) -> int:
        parent = parents[code]
        return 0 if parent is None else 1 + depth(parent)

    return [*sorted(parents, key=depth, reverse=True), None]


def _group_weight(weighting: Weighting, *, given: float, total: float) -> float:
    if weighting is Weighting.GIVEN:
        return given
    return 1.0 if weighting is Weighting.EQUAL else total


def _node(code: str | None, members: list[int], weights: FloatArray, aggregation: Aggregation) -> Node:
    """A group whose members all weigh nothing still has a score: their plain mean."""
    if weights.sum() <= 0:
        weights = np.ones(len(weights))
    counted = weights > 0
    return Node(code, np.array(members)[counted], frozen(weights[counted] / weights.sum()), aggregation)
