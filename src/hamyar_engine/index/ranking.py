"""From scores to ranks: rank 1 is the most developed, ties share the smaller rank."""

import numpy as np

from hamyar_engine.arrays import FloatArray, IntArray
from hamyar_engine.errors import InvalidInputError


def rounded(scores: FloatArray, *, decimals: int | None) -> FloatArray:
    """Scores as they are compared; ``None`` leaves them as they are. Halves go to the even digit."""
    return scores if decimals is None else np.round(scores, decimals)


def rank_scores(scores: FloatArray, *, decimals: int | None = None) -> IntArray:
    """Rank scores of which more is better.

    Parameters
    ----------
    scores
        Shape ``(units,)`` or, to rank many scorings at once, ``(scorings, units)``.
    decimals
        Decimals the scores are rounded to first; units equal after that tie.

    Returns
    -------
    IntArray
        Ranks of the same shape: 1 plus the number of units with a higher score, so ties share the
        smaller rank and the next rank is skipped (1, 2, 2, 4).

    Raises
    ------
    InvalidInputError
        When a score is ``NaN``.
    """
    if np.isnan(scores).any():
        raise InvalidInputError("a score is not a number, so the units have no order", code="nan_score")
    compared = rounded(scores, decimals=decimals)
    if compared.ndim == 1:
        return _rank_row(compared)
    return np.stack([_rank_row(row) for row in compared])


def _rank_row(scores: FloatArray) -> IntArray:
    ordered = np.sort(scores)
    return (len(scores) + 1 - np.searchsorted(ordered, scores, side="right")).astype(np.int64)
