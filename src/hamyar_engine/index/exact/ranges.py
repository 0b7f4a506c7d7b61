"""Best and worst rank of each unit, with the proof and the weights that give them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hamyar_engine.arrays import FloatArray, frozen
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.exact.admissible import AdmissibleWeights
from hamyar_engine.index.exact.duels import MARGIN, Duels, fewest_ahead, most_ahead
from hamyar_engine.index.exact.linear import LinearIndex


class Status(StrEnum):
    """Whether a rank is proven, or the limit of the solver left a gap to the bound."""

    PROVEN = "proven"
    LIMIT = "limit"


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
        Whether the time sufficed for the proof.
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
    time_limit: float = 10.0,
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
    time_limit
        Seconds for each of the two programs of a unit, above 0.

    Returns
    -------
    tuple of RankRange
        In the order of ``units``. When time runs out the rank found so far stands with the proven
        bound and the status says so.

    Raises
    ------
    InvalidInputError
        When a unit is unknown, the codes differ or the time limit is not positive.
    """
    if admissible.codes != index.codes or time_limit <= 0:
        raise InvalidInputError(
            "exact ranks need bounds for the same codes and a time above 0", code="exact_input"
        )
    places = {unit: place for place, unit in enumerate(index.units)}
    wanted = index.units if units is None else tuple(units)
    unknown = [unit for unit in wanted if unit not in places]
    if unknown:
        raise InvalidInputError(f"there is no unit {unknown[0]}", code="unknown_unit", unit=unknown[0])
    spread = float(index.terms.max() - index.terms.min())
    terms = index.terms / (spread if spread > 0 else 1.0)
    search = _Search(admissible.nearest(index.weights), time_limit)
    return tuple(_range(terms, places[unit], unit, admissible, search) for unit in wanted)


@dataclass(frozen=True, eq=False)
class _Search:
    start: FloatArray
    time_limit: float


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
        found = extreme(duels, start=search.start, time_limit=search.time_limit)
        rank = 1 + int(np.count_nonzero(leads @ found.weights > MARGIN))
        bound = 1 + always + found.bound
        status = Status.PROVEN if rank == bound else Status.LIMIT
        ends.append(ExtremeRank(rank, bound, status, frozen(found.weights)))
    return RankRange(unit, ends[0], ends[1])
