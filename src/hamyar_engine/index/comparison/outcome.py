"""What a comparison method gives back."""

from dataclasses import dataclass

from hamyar_engine.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Outcome:
    """Scores of a comparison method and the ranks they mean.

    Parameters
    ----------
    scores
        Score of each unit, shape ``(units,)``; each method says which end is the better one.
    ranks
        Rank of each unit; 1 is the most developed, ties share the smaller rank.
    """

    scores: FloatArray
    ranks: IntArray
