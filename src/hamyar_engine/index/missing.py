"""Empty cells: refused, or filled by a named rule that reports every cell it fills."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import BoolArray, FloatArray
from hamyar_engine.errors import InvalidInputError, MissingValueError
from hamyar_engine.index.enums import Missing
from hamyar_engine.index.model import IndexInput

_CENTRES: dict[Missing, Callable[..., FloatArray]] = {
    Missing.MEAN: np.mean,
    Missing.MEDIAN: np.median,
    Missing.GROUP_MEAN: np.mean,
    Missing.GROUP_MEDIAN: np.median,
}
_FROM_PEERS = (Missing.GROUP_MEAN, Missing.GROUP_MEDIAN)


@dataclass(frozen=True)
class FilledCell:
    """One cell that was empty and what was put there, in the unit of the indicator."""

    unit: str
    indicator: str
    value: float
    rule: Missing


@dataclass(frozen=True, eq=False)
class Filled:
    """Values without gaps, and the list of what was filled."""

    values: FloatArray
    cells: tuple[FilledCell, ...]


def fill_missing(data: IndexInput, *, rule: Missing = Missing.REFUSE) -> Filled:
    """Fill the empty cells of ``data`` by ``rule``.

    Means and medians are taken over the values that are present, before any other step, so a
    filled value is in the unit of its indicator. Group rules take the unit's peers only.

    Parameters
    ----------
    data
        The input; ``NaN`` marks an empty cell.
    rule
        What to put there; ``refuse`` puts nothing.

    Returns
    -------
    Filled
        The matrix of shape ``(units, indicators)`` without ``NaN``, and one entry per filled
        cell, row by row.

    Raises
    ------
    MissingValueError
        Naming the first empty cell where the rule is ``refuse``, or the first that has no value
        to be filled from.
    InvalidInputError
        When a group rule is asked for and the units have no peer groups.
    """
    empty = np.isnan(data.values)
    if not empty.any():
        return Filled(data.values, ())
    if rule is Missing.REFUSE:
        raise _missing(data, empty, reason="the value is missing and the method refuses gaps", code="missing")
    values = np.array(data.values)
    for rows in _peer_rows(data, rule):
        _fill_rows(values, rows, rule)
    still_empty = np.isnan(values)
    if still_empty.any():
        raise _missing(
            data, still_empty, reason=f"there is no value to fill the gap from by {rule}", code="missing_all"
        )
    cells = tuple(
        FilledCell(data.units[row], data.codes[column], float(values[row, column]), rule)
        for row, column in np.argwhere(empty)
    )
    values.setflags(write=False)
    return Filled(values, cells)


def _peer_rows(data: IndexInput, rule: Missing) -> list[BoolArray]:
    if rule not in _FROM_PEERS:
        return [np.ones(len(data.units), dtype=np.bool_)]
    if data.peers is None:
        raise InvalidInputError(
            f"{rule} needs the peer group of each unit, and none is given", code="peers_needed", key="missing"
        )
    peers = np.array(data.peers)
    return [peers == peer for peer in dict.fromkeys(data.peers)]


def _fill_rows(values: FloatArray, rows: BoolArray, rule: Missing) -> None:
    block = values[rows]
    for column in np.flatnonzero(np.isnan(block).any(axis=0)):
        gaps = np.isnan(block[:, column])
        if not gaps.all():
            block[gaps, column] = _CENTRES[rule](block[~gaps, column])
    values[rows] = block


def _missing(data: IndexInput, empty: BoolArray, *, reason: str, code: str) -> MissingValueError:
    row, column = np.argwhere(empty)[0]
    unit, indicator = data.units[row], data.codes[column]
    return MissingValueError(
        f"unit {unit}, indicator {indicator}: {reason}", code=code, unit=unit, indicator=indicator
    )
