"""Amounts as people type them: «۱۲٫۵ میلیارد تومان», «۵۰۰ میلیون ریال», «۲ همت»."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from hamyar.core.errors import UnableToError
from hamyar.core.money.amounts import Money, MoneyUnit
from hamyar.core.persian.numbers import parse_number
from hamyar.core.persian.text import normalise_line
from hamyar.core.translation import gettext_noop as _

if TYPE_CHECKING:
    from hamyar.core.money.display import Display

_TIMES = {"هزار": 10**3, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9, "تریلیون": 10**12}
_TIMES |= {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_BASES = {"ریال": 1, "تومان": 10, "تومن": 10, "همت": 10**13}
_BASES |= {"rial": 1, "rials": 1, "toman": 10, "tomans": 10, "hemmat": 10**13}
_NEW = frozenset(("جدید", "new"))
_FIGURE_AND_WORDS = re.compile(r"(?P<figure>(?:(?![^\W\d_]).)+?)\s*(?P<words>[^\W\d_].*)?")


class UnableToReadMoneyError(UnableToError):
    """A text that is no amount, lacks its unit, or has a part of a rial."""

    default_code = "money_unreadable"


def _rials_per_unit(words: list[str], *, default: Display | None) -> tuple[int, MoneyUnit] | None:
    unit = MoneyUnit.IRR_NEW if _NEW & set(words) else MoneyUnit.IRR_CURRENT
    rest = [word for word in words if word not in _NEW]
    if not rest:
        return (default.rials, unit) if default else None
    base = next((_BASES[word] for word in rest if word in _BASES), None)
    if base is None or any(word not in _BASES and word not in _TIMES for word in rest):
        return None
    if unit is MoneyUnit.IRR_NEW and base != 1:
        return None
    for word in rest:
        base *= _TIMES.get(word, 1)
    return base, unit


def parse_money(text: str, *, default: Display | None = None) -> Money:
    """Read an amount with its unit; a bare number is read in ``default``, or refused where there is none.

    Raises
    ------
    UnableToReadMoneyError
        When the unit is missing or unknown, or the amount is no whole number of rials.
    UnableToReadNumberError
        When the figure is no number.
    """
    plain = normalise_line(text)
    found = _FIGURE_AND_WORDS.fullmatch(plain)
    words = (found["words"] or "").lower().split() if found else []
    size = _rials_per_unit(words, default=default)
    if size is None:
        raise UnableToReadMoneyError(
            _("“{text}” does not say its unit. Write for example ۱۲٫۵ میلیارد تومان or ۵۰۰ میلیون ریال."),
            "money_unit_unknown",
            text=plain[:40],
        )
    number = parse_number(found["figure"] if found else plain)
    rials, unit = size
    with localcontext(prec=100):
        amount: Decimal = number * rials
    if amount != amount.to_integral_value():
        raise UnableToReadMoneyError(
            _("“{text}” has a part of a rial; write whole rials."), "money_not_whole", text=plain[:40]
        )
    return Money(int(amount), unit)
