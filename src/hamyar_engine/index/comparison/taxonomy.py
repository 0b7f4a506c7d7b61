"""Numerical taxonomy (Wrocław): distance from an ideal place on standardised values."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import distance

from hamyar_engine.arrays import BoolArray, FloatArray
from hamyar_engine.index.comparison.outcome import Outcome
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.ranking import rank_scores


@dataclass(frozen=True, eq=False)
class TaxonomyOutcome(Outcome):
    """Degrees of development with the test of homogeneity.

    Parameters
    ----------
    nearest
        Distance of each unit to the unit most like it.
    bounds
        Mean minus and plus two standard deviations of ``nearest``.
    outliers
        Units outside the bounds. Studies often drop them and start again; here they stay ranked
        and are only named.
    limit
        The distance that counts as 1: mean plus two standard deviations of the distances to the ideal.
    """

    nearest: FloatArray
    bounds: tuple[float, float]
    outliers: BoolArray
    limit: float


def taxonomy(data: IndexInput, values: FloatArray) -> TaxonomyOutcome:
    r"""Rank by the degree :math:`F_i = d_i/C_0`, 0 being the ideal and **less being better**.

    Values are standardised by mean and population standard deviation (n), negated where less is
    better; the ideal is the best value of each column; :math:`d_i` is the Euclidean distance to it and
    :math:`C_0 = \bar d + 2 s_d`. A degree may exceed 1. There are no weights, so indicators that say
    the same thing count twice. A constant column counts for nothing.

    Parameters
    ----------
    data
        Gives the directions; its own values are not read.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``.

    References
    ----------
    Florek, K. et al. (1951); Hellwig, Z. (1968), in UNESCO, *Towards a system of human resources
    indicators for less developed countries*.
    """
    standard = _standardised(values * data.signs)
    nearest = _nearest(standard)
    bounds = _band(nearest)
    to_ideal = np.sqrt(np.square(standard.max(axis=0) - standard).sum(axis=1))
    limit = _band(to_ideal)[1]
    degrees = to_ideal / limit if limit > 0 else to_ideal
    outliers = (nearest < bounds[0]) | (nearest > bounds[1])
    return TaxonomyOutcome(degrees, rank_scores(-degrees), nearest, bounds, outliers, limit)


def _standardised(signed: FloatArray) -> FloatArray:
    varied = signed.max(axis=0) > signed.min(axis=0)
    deviation = np.where(varied, signed.std(axis=0), 1.0)
    return np.where(varied, (signed - signed.mean(axis=0)) / deviation, 0.0)


def _nearest(points: FloatArray) -> FloatArray:
    if len(points) == 1:
        return np.zeros(1)
    distances = distance.squareform(distance.pdist(points))
    np.fill_diagonal(distances, np.inf)
    return np.asarray(distances.min(axis=1))


def _band(distances: FloatArray) -> tuple[float, float]:
    centre, spread = float(distances.mean()), 2.0 * float(distances.std())
    return centre - spread, centre + spread
