"""WASPAS: halfway between a weighted sum and a weighted product."""

import numpy as np

from hamyar_engine.arrays import BoolArray, FloatArray
from hamyar_engine.errors import InvalidMethodError, UnsuitableValueError
from hamyar_engine.index.comparison.outcome import Outcome
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.ranking import rank_scores


def waspas(data: IndexInput, values: FloatArray, *, weights: FloatArray, sum_share: float = 0.5) -> Outcome:
    r"""Rank by :math:`\lambda\sum_j w_j r_{ij} + (1 - \lambda)\prod_j r_{ij}^{w_j}`, more being better.

    :math:`r = x/\max x` where more is better and :math:`r = \min x/x` where less is better. The ratios
    have meaning only for values with a true zero, so a negative value is refused, and so is a zero
    where less is better. A zero where more is better makes the product 0.

    Parameters
    ----------
    data
        Gives the directions and names; its own values are not read.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``.
    weights
        Weights of shape ``(indicators,)``; they are scaled to sum to 1.
    sum_share
        λ, the share of the sum, in [0, 1].

    Raises
    ------
    UnsuitableValueError
        Naming the first value without a ratio.
    InvalidMethodError
        When ``sum_share`` lies outside [0, 1].

    References
    ----------
    Zavadskas, E. K. et al. (2012), *Elektronika ir Elektrotechnika* 122(6), 3–6.
    """
    if not 0 <= sum_share <= 1:
        raise InvalidMethodError(
            f"sum_share must lie in [0, 1], not {sum_share}", code="share", key="sum_share"
        )
    _refuse_without_ratio(data, values)
    ratios, shares = _ratios(values, higher=data.signs > 0), weights / weights.sum()
    counted = shares > 0
    total = (ratios * shares).sum(axis=1)
    with np.errstate(divide="ignore"):
        product = np.exp((np.log(ratios[:, counted]) * shares[counted]).sum(axis=1))
    scores = sum_share * total + (1 - sum_share) * product
    return Outcome(scores, rank_scores(scores))


def _ratios(values: FloatArray, *, higher: BoolArray) -> FloatArray:
    largest, smallest = values.max(axis=0), values.min(axis=0)
    ratios = np.ones_like(values)
    gains = higher & (largest > 0)
    ratios[:, gains] = values[:, gains] / largest[gains]
    ratios[:, ~higher] = smallest[~higher] / values[:, ~higher]
    return ratios


def _refuse_without_ratio(data: IndexInput, values: FloatArray) -> None:
    bad = np.argwhere((values < 0) | ((values == 0) & (data.signs < 0)))
    if bad.size:
        unit, code = data.units[bad[0, 0]], data.codes[bad[0, 1]]
        value = values[bad[0, 0], bad[0, 1]]
        raise UnsuitableValueError(
            f"unit {unit}, indicator {code}: WASPAS works with ratios and cannot use {value:g}",
            code="no_ratio",
            unit=unit,
            indicator=code,
        )
