"""What a draft of a method would change, before anyone adopts it."""

from dataclasses import dataclass

import numpy as np

from hamyar.places.models import Municipality
from hamyar.priorities.models import MethodVersion, Run
from hamyar.priorities.services.compute import RankingRow, compute_ranking
from hamyar.priorities.services.method_file import read_method
from hamyar.priorities.services.package import METHOD, VALUES
from hamyar.priorities.services.runs import freeze_inputs
from hamyar_engine.index.correlation import rank_correlation

DRAWS = 1000


@dataclass(frozen=True)
class Move:
    """A town whose rank would change; ``moved`` is positive where it would rank as more developed."""

    town: Municipality
    now: RankingRow
    before_rank: int | None
    before_tier: int | None

    @property
    def moved(self) -> int:
        """Return the ranks gained."""
        return 0 if self.before_rank is None else self.before_rank - self.now.rank


@dataclass(frozen=True)
class Preview:
    """A draft computed with few draws beside the ranking in force."""

    rows: tuple[Move, ...]
    tiers: int
    correlation: float | None

    @property
    def moved(self) -> int:
        """Return how many towns would have another rank."""
        return sum(1 for row in self.rows if row.moved)


def preview_version(*, version: MethodVersion, against: Run | None) -> Preview:
    """Compute a draft on today's figures with few draws and set it beside a run, without storing anything.

    Raises
    ------
    UnableToComputeRankingError
        When the draft and the figures do not go together.
    """
    method = read_method(version.text.encode("utf-8"), file=METHOD)
    inputs = freeze_inputs(method)
    ranking = compute_ranking(
        method, inputs.values, file=VALUES, draws=min(DRAWS, method.draws), with_bounds=False
    )
    known = {result.municipality_id: result for result in against.results.all()} if against else {}
    rows = [
        Move(
            town,
            row,
            known[town.pk].rank if town.pk in known else None,
            known[town.pk].tier if town.pk in known else None,
        )
        for town, row in zip(inputs.matrix.towns, ranking.rows(), strict=True)
    ]
    rows.sort(key=lambda move: (-abs(move.moved), -move.now.rank, move.town.code))
    return Preview(tuple(rows), max(ranking.tiers), _correlation(rows))


def _correlation(rows: list[Move]) -> float | None:
    both = [(row.now.rank, row.before_rank) for row in rows if row.before_rank is not None]
    if len(both) < 2:
        return None
    value = float(rank_correlation(np.array(both, dtype=np.int64).T).spearman[0, 1])
    return None if np.isnan(value) else value
