"""Outliers: winsorised or tamed by a logarithm, only where skewness and kurtosis say so."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import stats

from hamyar_engine.arrays import BoolArray, FloatArray
from hamyar_engine.index.method import Treatment
from hamyar_engine.index.model import IndexInput

MIN_UNITS = 4
LOG_MARGIN = 0.01


class Remedy(StrEnum):
    """What was done to a treated indicator."""

    WINSORISED = "winsorised"
    LOG = "log"


@dataclass(frozen=True)
class TreatedIndicator:
    """One indicator whose outliers were treated.

    Parameters
    ----------
    indicator
        Its code.
    remedy
        What was done.
    units
        The units whose value was pulled in; empty for a logarithm, which moves all of them.
    skewness, kurtosis
        Before and after the treatment.
    """

    indicator: str
    remedy: Remedy
    units: tuple[str, ...]
    skewness: tuple[float, float]
    kurtosis: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Treated:
    """Values after treatment and the list of treated indicators."""

    values: FloatArray
    indicators: tuple[TreatedIndicator, ...]


def treat(data: IndexInput, values: FloatArray, *, limits: Treatment | None) -> Treated:
    r"""Treat the outliers of each indicator, as COINr does by default.

    An indicator fails when its absolute skewness **and** its kurtosis exceed their limits (both
    bias-corrected, the ones of Excel). Then the most extreme point on the side of the skew is set
    to the next one, again and again, until the indicator passes or the permitted number of points
    is used up. Where that is not enough, or would leave all units equal, the original values are replaced by
    :math:`\ln(x - \min x + 0.01(\max x - \min x))`, mirrored for a left skew. Both keep the order of
    units (winsorising makes ties).

    Parameters
    ----------
    data
        Names the units and indicators; its own values are not read.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``.
    limits
        The limits; ``None`` treats nothing. With fewer than 4 units kurtosis has no meaning and
        nothing is treated.

    References
    ----------
    Becker, W. et al. (2022), "COINr: an R package for developing composite indicators", *Journal
    of Open Source Software* 7(78), 4567; OECD and JRC (2008), *Handbook on constructing composite
    indicators*, step 3.
    """
    if limits is None or len(data.units) < MIN_UNITS:
        return Treated(values, ())
    failing = np.flatnonzero(_fails(values, limits))
    if not failing.size:
        return Treated(values, ())
    result = np.array(values)
    notes = []
    for column in failing:
        result[:, column], note = _treat_column(values[:, column], limits, data, int(column))
        notes.append(note)
    return Treated(result, tuple(notes))


def shape_of(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Bias-corrected skewness and excess kurtosis of each column; 0 for a constant column."""
    varied = values.max(axis=0) > values.min(axis=0)
    skewness, kurtosis = np.zeros(values.shape[1]), np.zeros(values.shape[1])
    if varied.any():
        skewness[varied] = stats.skew(values[:, varied], bias=False)
        kurtosis[varied] = stats.kurtosis(values[:, varied], bias=False)
    return skewness, kurtosis


def _fails(values: FloatArray, limits: Treatment) -> BoolArray:
    skewness, kurtosis = shape_of(values)
    return (np.abs(skewness) > limits.skewness) & (kurtosis > limits.kurtosis)


def _treat_column(
    column: FloatArray, limits: Treatment, data: IndexInput, place: int
) -> tuple[FloatArray, TreatedIndicator]:
    treated, remedy = _winsorise(column, limits), Remedy.WINSORISED
    if treated is None:
        treated, remedy = _log(column), Remedy.LOG
    moved = np.flatnonzero(treated != column).tolist() if remedy is Remedy.WINSORISED else []
    before, after = (shape_of(values[:, None]) for values in (column, treated))
    return treated, TreatedIndicator(
        data.codes[place],
        remedy,
        tuple(data.units[row] for row in moved),
        (float(before[0][0]), float(after[0][0])),
        (float(before[1][0]), float(after[1][0])),
    )


def _winsorise(column: FloatArray, limits: Treatment) -> FloatArray | None:
    """The column with its outliers pulled in, or ``None`` where the permitted points do not suffice."""
    result = np.array(column)
    while _fails(result[:, None], limits)[0]:
        high = shape_of(result[:, None])[0][0] > 0
        extreme = result.max() if high else result.min()
        others = result[result != extreme]
        result[result == extreme] = others.max() if high else others.min()
        flattened = result.max() == result.min()
        if flattened or np.count_nonzero(result != column) > limits.max_winsorised:
            return None
    return result


def _log(column: FloatArray) -> FloatArray:
    low, high = column.min(), column.max()
    margin = LOG_MARGIN * (high - low)
    if shape_of(column[:, None])[0][0] < 0:
        return np.asarray(-np.log(high - column + margin))
    return np.asarray(np.log(column - low + margin))
