"""VIKOR: a compromise between what all indicators say and what the worst one says."""

from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import FloatArray
from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index.comparison.outcome import Outcome
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.ranking import rank_scores


@dataclass(frozen=True, eq=False)
class VikorOutcome(Outcome):
    """Compromise scores with their two parts.

    Parameters
    ----------
    utility
        S: weighted sum of the regrets of each unit.
    regret
        R: the largest weighted regret of each unit.
    """

    utility: FloatArray
    regret: FloatArray


def vikor(
    data: IndexInput, values: FloatArray, *, weights: FloatArray, majority: float = 0.5
) -> VikorOutcome:
    r"""Rank by :math:`Q`, 0 for the best unit and 1 for the worst: **less is better**.

    The regret of a unit in an indicator is its weighted distance from the best value as a share of
    the range; :math:`S` sums the regrets, :math:`R` is the largest;
    :math:`Q = v\,(S - S^*)/(S^- - S^*) + (1 - v)(R - R^*)/(R^- - R^*)`. A constant column causes no
    regret; where all units have the same S (or R), that part is 0.

    Parameters
    ----------
    data
        Gives the directions; its own values are not read.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``.
    weights
        Weights of shape ``(indicators,)``; they are scaled to sum to 1.
    majority
        v, the say of the sum against the largest regret, in [0, 1].

    Raises
    ------
    InvalidMethodError
        When ``majority`` lies outside [0, 1].

    References
    ----------
    Opricovic, S. and Tzeng, G.-H. (2004), *European Journal of Operational Research* 156, 445–455.
    """
    if not 0 <= majority <= 1:
        raise InvalidMethodError(f"majority must lie in [0, 1], not {majority}", code="share", key="majority")
    signed = values * data.signs
    regrets = _share(signed.max(axis=0) - signed) * (weights / weights.sum())
    utility, regret = regrets.sum(axis=1), regrets.max(axis=1)
    scores = majority * _share(utility - utility.min()) + (1 - majority) * _share(regret - regret.min())
    return VikorOutcome(scores, rank_scores(-scores), utility, regret)


def _share(distances: FloatArray) -> FloatArray:
    largest = distances.max(axis=0)
    return np.where(largest > 0, distances / np.where(largest > 0, largest, 1.0), 0.0)
