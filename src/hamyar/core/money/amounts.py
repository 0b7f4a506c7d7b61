"""The amount itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hamyar.core.errors import UnableToError
from hamyar.core.translation import gettext_noop as _

CURRENT_RIALS_IN_A_NEW_ONE = 10_000
"""Law of 1404: one new rial is ten thousand current rials; both circulate for up to three years."""


class MoneyUnit(StrEnum):
    """Which rial is meant."""

    IRR_CURRENT = "IRR_CURRENT"
    IRR_NEW = "IRR_NEW"


class UnableToCalculateMoneyError(UnableToError):
    """Two amounts of different units, or a conversion that would lose rials."""

    default_code = "money_units_differ"


@dataclass(frozen=True)
class Money:
    """A whole number of rials and which rial it is."""

    amount: int
    unit: MoneyUnit = MoneyUnit.IRR_CURRENT

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, int):
            raise TypeError(f"money is a whole number of rials, not {self.amount!r}")

    def _same_unit(self, other: Money) -> Money:
        if self.unit != other.unit:
            raise UnableToCalculateMoneyError(
                _("Current and new rials cannot be added or compared; convert one of them first.")
            )
        return other

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same_unit(other).amount, self.unit)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same_unit(other).amount, self.unit)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.unit)

    def __mul__(self, times: int) -> Money:
        return Money(self.amount * times, self.unit)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same_unit(other).amount

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same_unit(other).amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def in_current_rials(self) -> Money:
        """Convert to current rials, which is always exact."""
        if self.unit is MoneyUnit.IRR_CURRENT:
            return self
        return Money(self.amount * CURRENT_RIALS_IN_A_NEW_ONE)

    def in_new_rials(self) -> Money:
        """Convert to new rials; refuse when a part of a new rial would be lost."""
        if self.unit is MoneyUnit.IRR_NEW:
            return self
        whole, rest = divmod(self.amount, CURRENT_RIALS_IN_A_NEW_ONE)
        if rest:
            raise UnableToCalculateMoneyError(
                _("The amount is not a whole number of new rials (one is ۱۰٬۰۰۰ current rials)."),
                "money_not_whole",
            )
        return Money(whole, MoneyUnit.IRR_NEW)
