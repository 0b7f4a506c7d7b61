"""What leaving out one indicator does to the order."""

from dataclasses import dataclass, replace

import numpy as np

from hamyar_engine.arrays import IntArray
from hamyar_engine.index.enums import Weighting
from hamyar_engine.index.method import Method
from hamyar_engine.index.model import Group, IndexInput
from hamyar_engine.index.pipeline import compute
from hamyar_engine.index.result import IndexResult

BLOCK = 256


@dataclass(frozen=True, eq=False)
class DropOne:
    """The ranking without one indicator.

    Parameters
    ----------
    indicator
        The one left out.
    ranks
        Rank of each unit without it.
    reversed_pairs
        Pairs of units of which one is strictly ahead with the indicator and strictly behind without.
    largest_move
        The most places a unit moves.
    moved_most
        The unit that moves so far; the first one where several do.
    """

    indicator: str
    ranks: IntArray
    reversed_pairs: int
    largest_move: int
    moved_most: str


def drop_one(result: IndexResult) -> tuple[DropOne, ...]:
    """Leave out each indicator in turn and compute the index again.

    A group that loses its last indicator with a weight goes with it. An indicator without which
    nothing would be left is passed over, so an index of one indicator gives an empty report.

    Parameters
    ----------
    result
        A computed index.

    Returns
    -------
    tuple of DropOne
        In the order of the indicators.
    """
    reports = []
    for place in range(len(result.data.indicators)):
        data = _without(result.data, place, result.method)
        if data is not None:
            again = compute(data, _method_without(result.method, place))
            reports.append(_report(result, place, again.ranks))
    return tuple(reports)


def _report(result: IndexResult, place: int, ranks: IntArray) -> DropOne:
    moves = np.abs(ranks - result.ranks)
    furthest = int(np.argmax(moves))
    return DropOne(
        result.data.codes[place],
        ranks,
        reversed_pairs(result.ranks, ranks),
        int(moves[furthest]),
        result.units[furthest],
    )


def reversed_pairs(before: IntArray, after: IntArray) -> int:
    """Number of pairs strictly in one order before and strictly in the other after."""
    old, new = before.astype(np.int32), after.astype(np.int32)
    count = 0
    for start in range(0, len(old), BLOCK):
        rows = slice(start, start + BLOCK)
        ahead = old[rows, None] < old
        count += int(np.count_nonzero(ahead & (new[rows, None] > new)))
    return count


def _without(data: IndexInput, place: int, method: Method) -> IndexInput | None:
    """The input without one column and the groups that then weigh nothing; ``None`` if nothing is left."""
    given = method.weighting is Weighting.GIVEN
    kept = [at for at in range(len(data.indicators)) if at != place]
    members = [(data.indicators[at].group, data.indicators[at].weight) for at in kept]
    alive = _alive([group for group, weight in members if weight > 0 or not given], data.groups, given=given)
    if None not in alive:
        return None
    used = [at for at in kept if data.indicators[at].group in alive]
    return IndexInput(
        data.units,
        tuple(data.indicators[at] for at in used),
        data.values[:, used],
        groups=tuple(group for group in data.groups if group.code in alive),
        peers=data.peers,
    )


def _alive(seeds: list[str | None], groups: tuple[Group, ...], *, given: bool) -> set[str | None]:
    """Groups (and ``None``, the index) that a counting indicator reaches through counting groups."""
    above = {group.code: group.parent for group in groups if group.weight > 0 or not given}
    alive: set[str | None] = set()
    for seed in seeds:
        code: str | None = seed
        while code not in alive:
            alive.add(code)
            if code is None or code not in above:
                break
            code = above[code]
    return alive


def _method_without(method: Method, place: int) -> Method:
    if method.pairwise is None:
        return method
    rows = [row for at, row in enumerate(method.pairwise) if at != place]
    return replace(method, pairwise=tuple(row[:place] + row[place + 1 :] for row in rows))
