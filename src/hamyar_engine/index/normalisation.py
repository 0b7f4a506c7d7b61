"""Bringing indicators to a common scale on which more is always better.

Every function here takes *signed* values: those of indicators where less is better already
multiplied by −1, so that a larger number is always the more developed one. A column in which all
units are equal separates nobody; it gets the middle of the scale, never a division by zero.
"""

from collections.abc import Callable

import numpy as np
from scipy import stats

from hamyar_engine.arrays import FloatArray
from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index.enums import Direction, Normalisation
from hamyar_engine.index.method import Method
from hamyar_engine.index.model import IndexInput, Indicator
from hamyar_engine.index.transform import transformed_goalposts

Scale = tuple[float, float]


def normalise(data: IndexInput, values: FloatArray, *, method: Method) -> FloatArray:
    """Normalise values by the rule of ``method``.

    Parameters
    ----------
    data
        Gives directions and goalposts; its own values are not read.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``, after transform and treatment.
    method
        Gives the rule and its scale.

    Returns
    -------
    FloatArray
        Matrix of shape ``(units, indicators)``; more is better in every column.

    Raises
    ------
    InvalidMethodError
        When an indicator has no goalposts and the rule needs them.
    """
    signed = values * data.signs
    if method.normalisation is Normalisation.GOALPOSTS:
        return goalposts(signed, posts=signed_goalposts(data.indicators), scale=method.scale)
    return RULES[method.normalisation](signed, scale=method.scale)


def min_max(signed: FloatArray, *, scale: Scale = (0.0, 1.0)) -> FloatArray:
    r"""Stretch each column from the lowest to the highest value of ``scale``.

    :math:`z = a + (b - a)(x - \min x)/(\max x - \min x)`. The worst unit of each column gets exactly
    ``a``: with ``a = 0`` one worst place makes a geometric or harmonic score 0.
    """
    low, high = signed.min(axis=0), signed.max(axis=0)
    return _stretched(signed - low, high - low, scale)


def goalposts(signed: FloatArray, *, posts: FloatArray, scale: Scale = (0.0, 1.0)) -> FloatArray:
    """Place each value between two fixed posts; a value beyond a post counts as the post.

    ``posts`` has shape ``(2, indicators)``, signed like the values, the worse post first.
    """
    clamped = np.clip(signed, posts[0], posts[1])
    return _stretched(clamped - posts[0], posts[1] - posts[0], scale)


def z_score(signed: FloatArray, *, scale: Scale = (0.0, 1.0)) -> FloatArray:
    """Centre each column on ``scale[0]`` with a sample standard deviation (n − 1) of ``scale[1]``."""
    mean = signed.mean(axis=0)
    varied = signed.max(axis=0) > signed.min(axis=0)
    deviation = np.ones(signed.shape[1])
    if varied.any():
        deviation[varied] = signed[:, varied].std(axis=0, ddof=1)
    standard = np.where(varied, (signed - mean) / deviation, 0.0)
    return scale[0] + scale[1] * standard


def rank(signed: FloatArray, *, scale: Scale = (0.0, 1.0)) -> FloatArray:
    """Replace each value by its place from the worst (1) up; equal values share the smaller place.

    ``scale`` is not used: places are places.
    """
    return np.asarray(stats.rankdata(signed, method="min", axis=0), dtype=np.float64)


def percentile(signed: FloatArray, *, scale: Scale = (0.0, 1.0)) -> FloatArray:
    """Replace each value by the share of the other units that are worse, stretched to ``scale``."""
    below = rank(signed) - 1.0
    others = np.where(signed.max(axis=0) > signed.min(axis=0), len(signed) - 1.0, 0.0)
    return _stretched(below, others, scale)


def vector(signed: FloatArray, *, scale: Scale = (0.0, 1.0)) -> FloatArray:
    """Divide each column by its Euclidean length, as classic TOPSIS does; a column of zeros stays so.

    Indicators where less is better keep their negative sign, which leaves all distances as they are.
    """
    length = np.sqrt(np.square(signed).sum(axis=0))
    return signed / np.where(length > 0, length, 1.0)


def signed_goalposts(indicators: tuple[Indicator, ...]) -> FloatArray:
    """The posts of each indicator, shape ``(2, indicators)``, signed and the worse one first.

    Raises
    ------
    InvalidMethodError
        Naming the first indicator without goalposts.
    """
    return np.array([_signed_posts(indicator) for indicator in indicators]).T


def _signed_posts(indicator: Indicator) -> Scale:
    posts = transformed_goalposts(indicator)
    if posts is None:
        raise InvalidMethodError(
            f"indicators.{indicator.code}.goalposts: normalisation goalposts needs them for every indicator",
            code="goalposts_needed",
            indicator=indicator.code,
            key=f"indicators.{indicator.code}.goalposts",
        )
    low, high = posts
    return (low, high) if indicator.direction is Direction.HIGHER else (-high, -low)


def _stretched(distance: FloatArray, spread: FloatArray, scale: Scale) -> FloatArray:
    """Distances from the worst as shares of their spread, on the scale; ``distance`` is used up."""
    constant = spread <= 0
    share = np.divide(distance, np.where(constant, 1.0, spread), out=distance)
    if constant.any():
        share[:, constant] = 0.5
    low, high = scale
    return share if scale == (0.0, 1.0) else low + (high - low) * share


RULES: dict[Normalisation, Callable[..., FloatArray]] = {
    Normalisation.MIN_MAX: min_max,
    Normalisation.Z_SCORE: z_score,
    Normalisation.RANK: rank,
    Normalisation.PERCENTILE: percentile,
    Normalisation.VECTOR: vector,
}
