"""The published ranking beside the methods of local studies."""

import math
from typing import Any

from hamyar.priorities.services.compute import Ranking
from hamyar_engine.index.comparison import compare
from hamyar_engine.index.comparison.table import PUBLISHED


def comparison_of(ranking: Ranking) -> dict[str, Any]:
    """Rank by the comparison methods that the method names and correlate the orders.

    Returns
    -------
    dict
        ``names`` (``index`` first), ``ranks`` by name in the order of the units, ``spearman`` and ``kendall`` with the
        published ranking by name (``None`` where a ranking ties everything), ``refused`` with code by method.
    """
    table = compare(ranking.result)
    ranks = table.ranks
    wanted = {PUBLISHED, *map(str, ranking.method.comparisons)}
    shown = [(at, name) for at, name in enumerate(table.names) if name in wanted]
    return {
        "names": [name for _, name in shown],
        "ranks": {name: [int(rank) for rank in ranks[at]] for at, name in shown},
        "spearman": _with_published(table.names, table.correlation.spearman[0]),
        "kendall": _with_published(table.names, table.correlation.kendall[0]),
        "refused": {str(refusal.method): refusal.error.code for refusal in table.refusals},
    }


def _with_published(names: tuple[str, ...], row: Any) -> dict[str, float | None]:
    return {name: None if math.isnan(value) else float(value) for name, value in zip(names, row, strict=True)}
