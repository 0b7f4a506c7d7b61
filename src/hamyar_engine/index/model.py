"""What goes into a composite index: indicators, their groups, and a matrix of values."""

import math
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property

import numpy as np

from hamyar_engine.arrays import FloatArray, frozen
from hamyar_engine.errors import InvalidInputError, InvalidMethodError
from hamyar_engine.index.enums import Aggregation, Direction, Transform


def _check_weight(weight: float, *, key: str) -> None:
    if not (math.isfinite(weight) and weight >= 0):
        raise InvalidMethodError(
            f"{key}: the weight must be a number from 0 up, not {weight}", code="weight_range", key=key
        )


@dataclass(frozen=True)
class Indicator:
    """One measured variable and how it enters the index.

    Parameters
    ----------
    code
        Its name in files, unique within an input.
    direction
        Whether more of it means more developed.
    weight
        Weight among its siblings (the members of the same group); any unit, 0 or more.
    group
        Code of the group it belongs to; ``None`` places it directly under the index.
    goalposts
        The values that count as none and as all of it, in its own unit, the smaller first, for
        either direction. Needed by the normalisation ``goalposts`` only.
    transform
        ``log`` takes the natural logarithm of the values and of the goalposts.
    """

    code: str
    _: KW_ONLY
    direction: Direction = Direction.HIGHER
    weight: float = 1.0
    group: str | None = None
    goalposts: tuple[float, float] | None = None
    transform: Transform = Transform.NONE

    def __post_init__(self) -> None:
        _check_weight(self.weight, key=f"indicators.{self.code}.weight")
        if self.goalposts is not None:
            self._check_goalposts(*self.goalposts)

    def _check_goalposts(self, low: float, high: float) -> None:
        key = f"indicators.{self.code}.goalposts"
        if not (math.isfinite(low) and math.isfinite(high) and low < high):
            raise InvalidMethodError(
                f"{key}: two finite numbers are needed, the smaller first, not {low} and {high}",
                code="goalposts_order",
                indicator=self.code,
                key=key,
            )
        if self.transform is Transform.LOG and low <= 0:
            raise InvalidMethodError(
                f"{key}: the logarithm needs goalposts above 0, not {low}",
                code="goalposts_log",
                indicator=self.code,
                key=key,
            )


@dataclass(frozen=True)
class Group:
    """A dimension that gathers indicators, or other groups, into a score of its own.

    Parameters
    ----------
    code
        Its name in files, unique among the groups; an indicator may have the same name.
    weight
        Weight among its siblings; any unit, 0 or more.
    aggregation
        How its members become its score; ``None`` takes the aggregation of the method.
    parent
        Code of the group it belongs to; ``None`` places it directly under the index.
    """

    code: str
    _: KW_ONLY
    weight: float = 1.0
    aggregation: Aggregation | None = None
    parent: str | None = None

    def __post_init__(self) -> None:
        _check_weight(self.weight, key=f"groups.{self.code}.weight")


@dataclass(frozen=True, eq=False)
class IndexInput:
    """Values of units on indicators, with all that the values mean.

    Parameters
    ----------
    units
        Codes of the rows, unique.
    indicators
        The columns, with unique codes.
    values
        Matrix of shape ``(units, indicators)`` in the unit of each indicator. ``NaN`` is an empty
        cell; infinities are refused. It is copied and made read-only.
    groups
        The groups the indicators name, and the groups those belong to.
    peers
        The peer group of each unit (a county, a class of size), for filling from peers;
        ``None`` where no such division is known.

    Raises
    ------
    InvalidInputError
        Naming the cell, row or column at fault.
    InvalidMethodError
        When the hierarchy of groups does not hold together.
    """

    units: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    values: FloatArray
    _: KW_ONLY
    groups: tuple[Group, ...] = ()
    peers: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", tuple(self.units))
        object.__setattr__(self, "indicators", tuple(self.indicators))
        object.__setattr__(self, "groups", tuple(self.groups))
        object.__setattr__(self, "values", frozen(self.values))
        self._check_codes()
        self._check_shape()
        self._check_cells()
        check_hierarchy(self.indicators, self.groups)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the indicators, in the order of the columns."""
        return tuple(indicator.code for indicator in self.indicators)

    @cached_property
    def signs(self) -> FloatArray:
        """``+1`` for each column where more is better, ``-1`` where less is better."""
        return frozen([indicator.direction.sign for indicator in self.indicators])

    @cached_property
    def given_weights(self) -> FloatArray:
        """The weight written beside each indicator, before any scaling."""
        return frozen([indicator.weight for indicator in self.indicators])

    def _check_codes(self) -> None:
        if not self.units or not self.indicators:
            raise InvalidInputError("an index needs at least one unit and one indicator", code="empty_input")
        _check_unique(self.units, what="unit")

    def _check_shape(self) -> None:
        expected = (len(self.units), len(self.indicators))
        if self.values.shape != expected:
            raise InvalidInputError(
                f"the values have shape {self.values.shape}; {expected[0]} units and "
                f"{expected[1]} indicators need {expected}",
                code="shape",
            )
        if self.peers is not None and len(self.peers) != len(self.units):
            raise InvalidInputError(
                f"{len(self.peers)} peer groups are given for {len(self.units)} units", code="peers_length"
            )

    def _check_cells(self) -> None:
        infinite = np.argwhere(np.isinf(self.values))
        if infinite.size:
            unit, code = self.units[infinite[0, 0]], self.codes[infinite[0, 1]]
            raise InvalidInputError(
                f"unit {unit}, indicator {code}: the value is infinite",
                code="infinite_value",
                unit=unit,
                indicator=code,
            )


def _check_unique(codes: Sequence[str], *, what: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if not code:
            raise InvalidInputError(f"the code of one {what} is empty", code="empty_code")
        if code in seen:
            raise InvalidInputError(f"the {what} {code} appears twice", code="duplicate_code", key=code)
        seen.add(code)


def check_hierarchy(indicators: Sequence[Indicator], groups: Sequence[Group]) -> None:
    """Refuse groups that are unknown, empty, circular or without weight, and codes that appear twice.

    Raises
    ------
    InvalidInputError
        Naming the code or key at fault.
    """
    _check_unique([indicator.code for indicator in indicators], what="indicator")
    _check_unique([group.code for group in groups], what="group")
    known = {group.code: group for group in groups}
    for indicator in indicators:
        _check_known(indicator.group, known, key=f"indicators.{indicator.code}.group")
    for group in groups:
        _check_known(group.parent, known, key=f"groups.{group.code}.parent")
        _check_no_cycle(group, known)
    _check_members(indicators, groups)


def _check_known(code: str | None, known: dict[str, Group], *, key: str) -> None:
    if code is not None and code not in known:
        raise InvalidMethodError(f"{key}: there is no group {code}", code="unknown_group", key=key)


def _check_no_cycle(group: Group, known: dict[str, Group]) -> None:
    parent, steps = group.parent, 0
    while parent is not None and parent in known:
        steps += 1
        if steps > len(known):
            raise InvalidMethodError(
                f"groups.{group.code}.parent: the groups form a circle",
                code="group_cycle",
                key=f"groups.{group.code}.parent",
            )
        parent = known[parent].parent


def _check_members(indicators: Sequence[Indicator], groups: Sequence[Group]) -> None:
    weights: dict[str | None, float] = {}
    for parent, weight in [(item.group, item.weight) for item in indicators] + [
        (item.parent, item.weight) for item in groups
    ]:
        weights[parent] = weights.get(parent, 0.0) + weight
    for group in groups:
        if group.code not in weights:
            raise InvalidMethodError(
                f"groups.{group.code}: the group has no members",
                code="empty_group",
                key=f"groups.{group.code}",
            )
    for parent, total in weights.items():
        if total <= 0:
            place = "the index" if parent is None else f"groups.{parent}"
            raise InvalidMethodError(
                f"{place}: the weights of the members are all 0", code="zero_weights", key=parent
            )
