"""What would move a town: the figures whose knowledge would narrow its interval most."""

from collections.abc import Sequence
from dataclasses import replace

from hamyar.priorities.services.compute import Ranking
from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.uncertainty.drivers import Driver, interval_drivers

DRAWS = 4000
INHERITED_ERROR = 0.25
"""A county's figure may differ from the town's own by a quarter of the spread among units."""
FILLED_ERROR = 0.5
"""A filled cell may be off by half the spread among units."""
MOST = 3
LEAST_RANKS = 0.5
"""Below half a rank the draws cannot tell a reduction from chance."""


def movers_of(
    ranking: Ranking, *, inherited: Sequence[tuple[str, str]]
) -> dict[str, list[tuple[str, float]]]:
    """Return by unit the figures worth asking for, each with the ranks its interval would lose.

    Beside the doubt of the method, figures inherited from the county and filled cells are taken as doubtful by
    :data:`INHERITED_ERROR` and :data:`FILLED_ERROR`; a town's own figure would take that doubt away.
    """
    doubtful = replace(
        ranking.method.uncertainty,
        filled_error=max(FILLED_ERROR, ranking.method.uncertainty.filled_error),
        cell_errors=dict.fromkeys(inherited, INHERITED_ERROR),
    )
    values = ranking.values
    data = IndexInput(
        values.codes,
        ranking.method.indicators,
        values.matrix,
        groups=ranking.method.groups,
        peers=values.peers,
    )
    try:
        found = interval_drivers(
            data,
            ranking.method.method,
            doubtful,
            draws=min(DRAWS, max(ranking.draws, 200)),
            seed=ranking.seed,
        )
    except InvalidMethodError:
        return {}  # no figure is in doubt
    return {unit: _worth(found.of(unit)) for unit in values.codes}


def _worth(drivers: Sequence[Driver]) -> list[tuple[str, float]]:
    pairs = [(each.indicator, round(each.reduction, 2)) for each in drivers]
    return [pair for pair in pairs if pair[1] >= LEAST_RANKS][:MOST]
