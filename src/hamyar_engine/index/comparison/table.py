"""The published index beside the methods of local studies."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import IntArray
from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.comparison.borda import borda
from hamyar_engine.index.comparison.copeland import copeland
from hamyar_engine.index.comparison.morris import morris
from hamyar_engine.index.comparison.outcome import Outcome
from hamyar_engine.index.comparison.taxonomy import taxonomy
from hamyar_engine.index.comparison.topsis import topsis
from hamyar_engine.index.comparison.vikor import vikor
from hamyar_engine.index.comparison.waspas import waspas
from hamyar_engine.index.correlation import RankCorrelation, rank_correlation
from hamyar_engine.index.enums import Comparison
from hamyar_engine.index.result import IndexResult

PUBLISHED = "index"

_SCORINGS: dict[Comparison, Callable[[IndexResult], Outcome]] = {
    Comparison.TOPSIS: lambda result: topsis(result.data, result.complete, weights=result.weights),
    Comparison.MORRIS: lambda result: morris(result.data, result.complete),
    Comparison.TAXONOMY: lambda result: taxonomy(result.data, result.complete),
    Comparison.VIKOR: lambda result: vikor(result.data, result.complete, weights=result.weights),
    Comparison.WASPAS: lambda result: waspas(result.data, result.complete, weights=result.weights),
}
_MERGERS: dict[Comparison, Callable[[IntArray], Outcome]] = {
    Comparison.BORDA: borda,
    Comparison.COPELAND: copeland,
}


@dataclass(frozen=True)
class Refusal:
    """A method that cannot work with these values, and why."""

    method: Comparison
    error: InvalidInputError


@dataclass(frozen=True, eq=False)
class ComparisonTable:
    """Rankings by several methods and how alike they are.

    Parameters
    ----------
    names
        ``index`` for the published ranking, then the methods that could be computed.
    outcomes
        Scores and ranks in the order of ``names``.
    correlation
        Rank correlations between them, in the same order.
    refusals
        The methods that could not be computed.
    """

    names: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    correlation: RankCorrelation
    refusals: tuple[Refusal, ...]

    @property
    def ranks(self) -> IntArray:
        """Ranks of shape ``(methods, units)`` in the order of ``names``."""
        return _stacked(self.outcomes)


def compare(result: IndexResult) -> ComparisonTable:
    """Rank the units of ``result`` by every comparison method.

    The methods start from the filled values in their own units (no transform, no treatment, as the
    studies do) with the weights of the index in the whole; Morris and taxonomy know no weights.
    Borda and Copeland merge the rankings of the others, without the published one.

    Parameters
    ----------
    result
        A computed index.

    Returns
    -------
    ComparisonTable
        A method that refuses the values is listed with its reason and left out of the merging.
    """
    outcomes: dict[Comparison, Outcome] = {}
    refusals = []
    for method, scoring in _SCORINGS.items():
        try:
            outcomes[method] = scoring(result)
        except InvalidInputError as error:
            refusals.append(Refusal(method, error))
    merged = _stacked(outcomes.values())
    outcomes.update({method: merge(merged) for method, merge in _MERGERS.items()})
    everything = (Outcome(result.rounded_scores, result.ranks), *outcomes.values())
    return ComparisonTable(
        (PUBLISHED, *outcomes),
        everything,
        rank_correlation(_stacked(everything)),
        tuple(refusals),
    )


def _stacked(outcomes: Iterable[Outcome]) -> IntArray:
    return np.stack([outcome.ranks for outcome in outcomes])
