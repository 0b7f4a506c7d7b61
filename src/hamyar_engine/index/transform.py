"""The transform of single indicators, and values per head (or per any other base)."""

import numpy as np

from hamyar_engine.arrays import FloatArray
from hamyar_engine.errors import UnsuitableValueError
from hamyar_engine.index.enums import Transform
from hamyar_engine.index.model import IndexInput, Indicator


def transform(data: IndexInput, values: FloatArray) -> FloatArray:
    """Take the natural logarithm of the columns whose indicator asks for it.

    Parameters
    ----------
    data
        Names the units and indicators; its own values are not read.
    values
        Matrix of shape ``(units, indicators)`` without ``NaN``.

    Raises
    ------
    UnsuitableValueError
        Naming the first value that is not above 0 in a column with a logarithm.
    """
    columns = [place for place, item in enumerate(data.indicators) if item.transform is Transform.LOG]
    if not columns:
        return values
    chosen = values[:, columns]
    bad = np.argwhere(chosen <= 0)
    if bad.size:
        unit, code = data.units[bad[0, 0]], data.codes[columns[bad[0, 1]]]
        value = chosen[bad[0, 0], bad[0, 1]]
        raise UnsuitableValueError(
            f"unit {unit}, indicator {code}: the logarithm needs a value above 0, not {value:g}",
            code="log_of_non_positive",
            unit=unit,
            indicator=code,
        )
    result = np.array(values)
    result[:, columns] = np.log(chosen)
    return result


def transformed_goalposts(indicator: Indicator) -> tuple[float, float] | None:
    """The goalposts of an indicator on the scale its values have after :func:`transform`."""
    if indicator.goalposts is None or indicator.transform is Transform.NONE:
        return indicator.goalposts
    low, high = indicator.goalposts
    return float(np.log(low)), float(np.log(high))


def denominate(values: FloatArray, base: FloatArray) -> FloatArray:
    """Divide values by a base such as population, so that large and small places compare.

    Parameters
    ----------
    values
        Matrix of shape ``(units, indicators)``; ``NaN`` stays ``NaN``.
    base
        The base of each cell or, with shape ``(units, 1)``, of each unit. ``NaN`` gives ``NaN``.

    Raises
    ------
    UnsuitableValueError
        When a base is 0 or less.
    """
    bad = np.argwhere(np.asarray(base) <= 0)
    if bad.size:
        raise UnsuitableValueError(f"row {bad[0, 0] + 1}: the base must be above 0", code="base_non_positive")
    return values / base
