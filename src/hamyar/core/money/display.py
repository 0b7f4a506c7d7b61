"""Amounts as they are shown: never without the unit."""

from __future__ import annotations

from decimal import Decimal, localcontext
from enum import StrEnum

from hamyar.core.money.amounts import Money, MoneyUnit
from hamyar.core.persian.numbers import format_number
from hamyar.core.translation import active_language, translate
from hamyar.core.translation import gettext_noop as _


class Display(StrEnum):
    """A unit in which money is shown and typed."""

    RIAL = "rial"
    MILLION_RIAL = "million_rial"
    TOMAN = "toman"
    MILLION_TOMAN = "million_toman"
    BILLION_TOMAN = "billion_toman"
    HEMMAT = "hemmat"

    @property
    def rials(self) -> int:
        """How many current rials one of this unit is."""
        return _RIALS[self]


_RIALS = {
    Display.RIAL: 1,
    Display.MILLION_RIAL: 10**6,
    Display.TOMAN: 10,
    Display.MILLION_TOMAN: 10**7,
    Display.BILLION_TOMAN: 10**10,
    Display.HEMMAT: 10**13,
}
_NAMES = {
    Display.RIAL: _("rials"),
    Display.MILLION_RIAL: _("million rials"),
    Display.TOMAN: _("toman"),
    Display.MILLION_TOMAN: _("million toman"),
    Display.BILLION_TOMAN: _("billion toman"),
    Display.HEMMAT: _("hemmat (thousand billion toman)"),
}
_NAMES_OF_NEW_RIALS = {Display.RIAL: _("new rials"), Display.MILLION_RIAL: _("million new rials")}
_FROM_LARGE_TO_SMALL = (Display.HEMMAT, Display.BILLION_TOMAN, Display.MILLION_TOMAN, Display.TOMAN)


def unit_name(
    display: Display, *, unit: MoneyUnit = MoneyUnit.IRR_CURRENT, language: str | None = None
) -> str:
    """Return the name of a display unit in the reader's language."""
    names = _NAMES if unit is MoneyUnit.IRR_CURRENT else _NAMES_OF_NEW_RIALS
    return translate(names[display], language=language)


def _shown(money: Money, display: Display) -> Money:
    is_new_toman = money.unit is MoneyUnit.IRR_NEW and display not in _NAMES_OF_NEW_RIALS
    return money.in_current_rials() if is_new_toman else money


def format_money(
    money: Money,
    *,
    display: Display = Display.RIAL,
    decimals: int | None = None,
    language: str | None = None,
) -> str:
    """Write an amount with its unit, such as «۱۲٫۵ میلیارد تومان».

    Without ``decimals`` the amount is exact. New rials are shown in toman by way of current rials.
    """
    money = _shown(money, display)
    language = language or active_language()
    with localcontext(prec=100):
        number = Decimal(money.amount) / display.rials
    figure = format_number(number, decimals=decimals, language=language)
    return f"{figure} {unit_name(display, unit=money.unit, language=language)}"


def format_readable(money: Money, *, decimals: int | None = None, language: str | None = None) -> str:
    """Write an amount in the largest toman unit of which it holds at least one.

    ``decimals`` is the most that are shown: «۱۵۰ میلیون تومان», never «۱۵۰٫۰».
    """
    current = money.in_current_rials()
    display = next(
        (unit for unit in _FROM_LARGE_TO_SMALL if abs(current.amount) >= unit.rials), Display.TOMAN
    )
    if decimals is not None and current.amount % display.rials == 0:
        decimals = None
    return format_money(current, display=display, decimals=decimals, language=language)
