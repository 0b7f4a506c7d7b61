"""Best and worst rank of each unit, with the proof and the weights that give them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hamyar_engine.arrays import FloatArray, frozen
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.exact.admissible import AdmissibleWeights
from hamyar_engine.index.exact.duels import MARGIN, Duels, fewest_ahead, most_ahead
from hamyar_engine.index.exact.linear import LinearIndex


class Status(StrEnum):
    """Whether a rank is proven, the solver's limit left a gap, or only closed-form bounds were asked."""

    PROVEN = "proven"
    LIMIT = "limit"
    BOUNDS = "bounds"


@dataclass(frozen=True, eq=False)
class ExtremeRank:
    """One end of what the rank of a unit can be.

    Parameters
    ----------
    rank
        The rank that ``weights`` give, counted anew.
    bound
        No admissible weights can give a rank beyond this one; equal to ``rank`` when proven.
    status
        Whether rank and bound meet, and if not, why.
    weights
        Admissible weights that give ``rank``.
    """

    rank: int
    bound: int
    status: Status
    weights: FloatArray

    @property
    def gap(self) -> int:
        """Ranks left open between what was found and what is proven; 0 when proven."""
        return abs(self.rank - self.bound)


@dataclass(frozen=True, eq=False)
class RankRange:
    """The best and the worst rank of one unit under all admissible weights."""

    unit: str
    best: ExtremeRank
    worst: ExtremeRank


def rank_ranges(
    index: LinearIndex,
    admissible: AdmissibleWeights,
    *,
    units: Iterable[str] | None = None,
    node_limit: int = 10_000,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[RankRange, ...]:
    """Find the best and the worst rank of units under all admissible weights.

    Ties share the smaller rank, so a tie helps the best rank and also the worst. A unit counts as
    ahead when its linear score is larger by more than a millionth of the spread of all terms; the rounding
    of the method is not applied, because it is not linear.

    Parameters
    ----------
    index
        From :func:`linear_index`.
    admissible
        Bounds for the same codes.
    units
        Codes of the units wanted; all by default.
    node_limit
        Nodes of the search tree for each of the two programs of a unit; not seconds, so that the
        answer is the same on a busy machine. 0 solves no program and gives the bounds that follow
        from single pairs, in milliseconds per unit; meant for many hundreds of units.
    progress
        Called after each unit with the number done and the number of all.

    Returns
    -------
    tuple of RankRange
        In the order of ``units``. Where the limit is reached the rank found so far stands with the
        proven bound and the status says so.

    Raises
    ------
    InvalidInputError
        When a unit is unknown, the codes differ or the limit is negative.
    """
    if admissible.codes != index.codes or node_limit < 0:
        raise InvalidInputError(
            "exact ranks need bounds for the same codes and a limit of nodes from 0 up", code="exact_input"
        )
    places = {unit: place for place, unit in enumerate(index.units)}
    wanted = index.units if units is None else tuple(units)
    unknown = [unit for unit in wanted if unit not in places]
    if unknown:
        raise InvalidInputError(f"there is no unit {unknown[0]}", code="unknown_unit", unit=unknown[0])
    spread = float(index.terms.max() - index.terms.min())
    terms = index.terms / (spread if spread > 0 else 1.0)
    search = _Search(admissible.nearest(index.weights), node_limit)
    ranges = []
    for unit in wanted:
        ranges.append(_range(terms, places[unit], unit, admissible, search))
        if progress is not None:
            progress(len(ranges), len(wanted))
    return tuple(ranges)


@dataclass(frozen=True, eq=False)
class _Search:
    start: FloatArray
    node_limit: int


def _range(
    terms: FloatArray, place: int, unit: str, admissible: AdmissibleWeights, search: _Search
) -> RankRange:
    leads = np.delete(terms, place, axis=0) - terms[place]
    high, low = admissible.largest(leads), admissible.smallest(leads)
    always = int(np.count_nonzero(low > MARGIN))
    contested = (high > MARGIN) & (low <= MARGIN)
    duels = Duels(leads[contested], low[contested], high[contested], admissible)
    ends = []
    for extreme in (fewest_ahead, most_ahead):
        found = extreme(duels, start=search.start, node_limit=search.node_limit)
        rank = 1 + int(np.count_nonzero(leads @ found.weights > MARGIN))
        bound = 1 + always + found.bound
        unproven = Status.LIMIT if search.node_limit else Status.BOUNDS
        status = Status.PROVEN if rank == bound else unproven
        ends.append(ExtremeRank(rank, bound, status, frozen(found.weights)))
    return RankRange(unit, ends[0], ends[1])
