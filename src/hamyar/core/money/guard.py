"""The other reading of an amount: «۱۰ برابر؟»."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from hamyar.core.money.amounts import Money
from hamyar.core.money.display import format_readable
from hamyar.core.persian.numbers import format_number
from hamyar.core.translation import active_language, translate
from hamyar.core.translation import gettext_noop as _

_SLIPS = (10, 1_000, 10_000, 10**6, 10**7)
"""Rial for toman, thousands, current for new rials, million rials or million toman for one."""
_NEAR = math.log10(2)
_SUSPICIOUS = 5


@dataclass(frozen=True)
class Jump:
    """A typed amount that is a usual slip away from what was expected."""

    typed: Money
    expected: Money
    other: Money
    factor: Fraction

    def question(self, *, language: str | None = None) -> str:
        """Ask whether the other reading was meant."""
        language = language or active_language()
        times = format_number(int(max(self.factor, 1 / self.factor)), language=language)
        text = (
            _("{times} times? The last amount was {last}. You typed {typed}; was {other} meant?")
            if self.factor > 1
            else _("{times} times less? The last amount was {last}. You typed {typed}; was {other} meant?")
        )
        return translate(text, language=language).format(
            times=times,
            last=format_readable(self.expected, language=language),
            typed=format_readable(self.typed, language=language),
            other=format_readable(self.other, language=language),
        )


def suspicious_jump(*, typed: Money, expected: Money) -> Jump | None:
    """Return the other reading when ``typed`` lies about a power of ten away from ``expected``.

    A factor of 5 to 20 around a usual slip counts (ten: rial for toman), up or down; an amount that
    merely doubled, or a zero, is not suspicious.
    """
    now, before = typed.in_current_rials(), expected.in_current_rials()
    if now.amount * before.amount <= 0:
        return None
    ratio = Fraction(now.amount, before.amount)
    size = ratio if ratio > 1 else 1 / ratio
    if size < _SUSPICIOUS:
        return None
    slip = min(_SLIPS, key=lambda slip: abs(math.log10(size / slip)))
    if abs(math.log10(size / slip)) > _NEAR:
        return None
    factor = Fraction(slip) if ratio > 1 else Fraction(1, slip)
    return Jump(now, before, Money(round(now.amount / factor)), factor)
