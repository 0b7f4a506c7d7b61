"""TOPSIS as the textbooks and local studies compute it: vector norm and weights."""

from hamyar_engine.arrays import FloatArray
from hamyar_engine.index import aggregation
from hamyar_engine.index.comparison.outcome import Outcome
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.normalisation import vector
from hamyar_engine.index.ranking import rank_scores


def topsis(data: IndexInput, values: FloatArray, *, weights: FloatArray) -> Outcome:
    r"""Rank by relative closeness to the best value of each indicator.

    Each column is divided by its Euclidean length and weighted; :math:`D^\pm` are the distances to the
    column-wise best and worst; the score is :math:`D^-/(D^+ + D^-)` in [0, 1], more being better.
    The score depends on which units are compared: adding a unit may reverse two others.

    Parameters
    ----------
    data
        Gives the directions; its own values are not read.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``.
    weights
        Weights of shape ``(indicators,)``, in any unit.

    References
    ----------
    Hwang, C.-L. and Yoon, K. (1981), *Multiple attribute decision making*, ch. 3.
    """
    scores = aggregation.topsis(vector(values * data.signs), weights)
    return Outcome(scores, rank_scores(scores))
