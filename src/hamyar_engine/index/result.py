"""What a composite index gives back."""

from dataclasses import dataclass
from functools import cached_property

from hamyar_engine.arrays import FloatArray, IntArray
from hamyar_engine.index.hierarchy import Plan
from hamyar_engine.index.method import Method
from hamyar_engine.index.missing import FilledCell
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.treatment import TreatedIndicator


@dataclass(frozen=True, eq=False, kw_only=True)
class IndexResult:
    """Scores and ranks, with every stage on the way. All arrays are read-only.

    Parameters
    ----------
    data, method
        What was computed from.
    filled
        The empty cells that were filled, row by row.
    complete
        Values of shape ``(units, indicators)`` in their own units after filling.
    treated_indicators
        The indicators whose outliers were treated.
    treated
        Values after transform and treatment.
    normalised
        Values on the common scale, more being better.
    plan
        The order of aggregations with the weights of the members.
    weights
        Weight of each indicator in the whole (the product down the groups); they sum to 1.
    group_scores
        Scores of shape ``(units, groups)`` in the order of ``groups``.
    scores
        Score of each unit before rounding; more is better.
    rounded_scores
        The scores that were ranked.
    ranks
        Rank of each unit; 1 is the most developed and ties share the smaller rank.
    """

    data: IndexInput
    method: Method
    filled: tuple[FilledCell, ...]
    complete: FloatArray
    treated_indicators: tuple[TreatedIndicator, ...]
    treated: FloatArray
    normalised: FloatArray
    plan: Plan
    weights: FloatArray
    group_scores: FloatArray
    scores: FloatArray
    rounded_scores: FloatArray
    ranks: IntArray

    @property
    def units(self) -> tuple[str, ...]:
        """Codes of the units, in the order of every array."""
        return self.data.units

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Codes of the groups, in the order of the columns of ``group_scores``."""
        return tuple(node.code for node in self.plan.nodes if node.code is not None)
