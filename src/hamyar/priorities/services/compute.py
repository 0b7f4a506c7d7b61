"""From a method file and values to a ranking: the one way, for the web, the command line and ``reproduce``."""

from collections.abc import Callable
from dataclasses import dataclass

from hamyar.core.translation import gettext_noop
from hamyar.priorities.errors import UnableToComputeRankingError
from hamyar.priorities.services.method_file import MethodFile
from hamyar.priorities.services.reasons import reason_of
from hamyar.priorities.services.values_file import Values
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.contributions import Contributions, contributions
from hamyar_engine.index.exact import RankRange, linear_index, rank_ranges
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.pipeline import compute
from hamyar_engine.index.result import IndexResult
from hamyar_engine.index.uncertainty import RankDistribution, simulate, tiers

Progress = Callable[[int, int], None]
"""Called with the draws done and the draws wanted; it may raise to stop."""

DECIMALS = 10
"""Decimals of scores and shares in files: fewer than two machines' arithmetic may differ by."""

WEIGHT_SHARE = 0.5
"""Exact ranks look at all weights within this share of the method's own: from half to one and a half times."""

CELL = gettext_noop("{file}, row {row}, column “{column}”: {reason} (unit {unit}).")
PLACE = gettext_noop("{file}: {place}: {reason}.")


@dataclass(frozen=True)
class ExactRanks:
    """Best and worst possible rank of each unit while weights may differ by a share of themselves.

    ``status`` is ``proven``, ``limit`` where time ran out for some unit (the stated rank is then the proven bound),
    or the reason why the method has no exact ranks, such as ``exact_topsis``.
    """

    ranges: tuple[RankRange, ...]
    status: str

    def best(self, at: int) -> int | None:
        """Return the best possible rank of the unit in row ``at``, or nothing where there is none."""
        return self.ranges[at].best.bound if self.ranges else None

    def worst(self, at: int) -> int | None:
        """Return the worst possible rank of the unit in row ``at``, or nothing where there is none."""
        return self.ranges[at].worst.bound if self.ranges else None


@dataclass(frozen=True)
class RankingRow:
    """One unit of a ranking; rank 1 and tier 1 are the most developed."""

    code: str
    name: str
    score: float
    rank: int
    rank_p05: int
    rank_p50: int
    rank_p95: int
    rank_best: int | None
    rank_worst: int | None
    p_last_quartile: float
    tier: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Ranking:
    """A ranking with everything that defends it."""

    method: MethodFile
    values: Values
    draws: int
    seed: int
    result: IndexResult
    distribution: RankDistribution
    exact: ExactRanks
    tiers: tuple[int, ...]
    contributions: Contributions

    def rows(self) -> tuple[RankingRow, ...]:
        """Return one row a unit, in the order of the values."""
        return tuple(self._row(position) for position in range(len(self.values.codes)))

    def _row(self, at: int) -> RankingRow:
        spread = self.distribution
        return RankingRow(
            code=self.values.codes[at],
            name=self.values.names[at],
            score=round(float(self.result.rounded_scores[at]), DECIMALS),
            rank=int(self.result.ranks[at]),
            rank_p05=int(spread.p05[at]),
            rank_p50=int(spread.p50[at]),
            rank_p95=int(spread.p95[at]),
            rank_best=self.exact.best(at),
            rank_worst=self.exact.worst(at),
            p_last_quartile=round(float(spread.p_last_quartile[at]), DECIMALS),
            tier=self.tiers[at],
        )


def compute_ranking(
    method: MethodFile,
    values: Values,
    *,
    file: str,
    draws: int | None = None,
    seed: int | None = None,
    with_bounds: bool = True,
    progress: Progress | None = None,
) -> Ranking:
    """Compute scores, ranks, their distributions, exact bounds, tiers and contributions.

    Parameters
    ----------
    method, values
        As read; the columns of ``values`` stand in the order of the method's indicators.
    file
        The name of the values to say in refusals.
    draws, seed
        Override those of the method.
    with_bounds
        Whether to prove the best and the worst possible rank of each unit, the slow part.
    progress
        Called now and then during the draws.

    Raises
    ------
    UnableToComputeRankingError
        Naming unit and indicator.
    """
    wanted = draws if draws is not None else method.draws
    start = seed if seed is not None else method.seed
    try:
        data = IndexInput(
            values.codes, method.indicators, values.matrix, groups=method.groups, peers=values.peers
        )
        result = compute(data, method.method)
        spread = simulate(
            data, method.method, method.uncertainty, draws=wanted, seed=start, progress=progress
        )
        return Ranking(
            method=method,
            values=values,
            draws=wanted,
            seed=start,
            result=result,
            distribution=spread,
            exact=exact_ranks(result) if with_bounds else ExactRanks((), "not_asked"),
            tiers=_tiers(method, spread),
            contributions=contributions(result),
        )
    except InvalidInputError as error:
        raise refusal(error, values, file=file) from error


def _tiers(method: MethodFile, spread: RankDistribution) -> tuple[int, ...]:
    found = tiers(spread, confidence=method.confidence, rule=method.tier_rule)
    return tuple(int(tier) for tier in found.tiers)


def exact_ranks(result: IndexResult) -> ExactRanks:
    """Find how far weights within :data:`WEIGHT_SHARE` of the method's can move each unit."""
    try:
        index = linear_index(result)
    except InvalidInputError as error:
        return ExactRanks((), error.code)
    ranges = rank_ranges(index, index.around(WEIGHT_SHARE))
    ends = [end for each in ranges for end in (each.best, each.worst)]
    return ExactRanks(ranges, "proven" if all(end.gap == 0 for end in ends) else "limit")


def refusal(error: InvalidInputError, values: Values, *, file: str) -> UnableToComputeRankingError:
    """Turn the engine's refusal into a sentence that names file, row and column, or the key of the method."""
    params: dict[str, object] = {"file": file, "reason": reason_of(error), "unit": error.unit}
    if error.unit in values.codes and error.indicator:
        row = values.lines[values.codes.index(error.unit)]
        return UnableToComputeRankingError(CELL, error.code, row=row, column=error.indicator, **params)
    place = error.key or error.indicator or error.unit or "—"
    return UnableToComputeRankingError(PLACE, error.code, place=place, **params)
