"""Reading the cells of an entry: codes, years, numbers, words; each refusal with its reason."""

import math

from hamyar.core.persian import UnableToReadNumberError, normalise_line, parse_integer, parse_number
from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.importing.grid import Odd, Scalar
from hamyar.indicators.importing.preview import Reason, reason
from hamyar.indicators.importing.reference import IndicatorReference

LONGEST = {"source": 300, "note": 500}
_ODD = {
    "formula": _("The cell holds a formula. Paste its result as a plain value."),
    "date": _("The cell holds a date, not a number."),
    "truth": _("The cell holds true or false, not a number."),
    "error": _("The cell holds an error of Excel."),
}


class RefusedCell(Exception):
    """Carries the reason out of the nested checks of one cell."""

    def __init__(self, refusal: Reason) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def read_code(typed: Scalar) -> str:
    """Return the code of a place as ASCII digits, with the zeros a text cell begins with."""
    if isinstance(typed, Odd):
        raise RefusedCell(reason(f"code_{typed.kind}", _ODD[typed.kind]))
    if isinstance(typed, float) and typed.is_integer():
        typed = int(typed)
    whole = read_whole(typed)
    return str(typed or "").strip() if whole is None else _as_typed(typed, whole)


def _as_typed(typed: Scalar, whole: int) -> str:
    """Keep the zeros a text code begins with."""
    return str(whole).zfill(len(typed.strip())) if isinstance(typed, str) else str(whole)


def read_whole(typed: Scalar) -> int | None:
    """Return a whole number, or nothing when the cell holds none."""
    if isinstance(typed, Odd) or typed is None:
        return None
    if isinstance(typed, int | float):
        return int(typed) if float(typed).is_integer() else None
    try:
        return parse_integer(typed)
    except UnableToReadNumberError:
        return None


def read_amount(typed: Scalar, indicator: IndicatorReference) -> float:
    """Return the value, refusing what is no number or lies outside the valid range."""
    amount = _number(typed)
    if not math.isfinite(amount):
        raise RefusedCell(reason("not_finite", _("The number is too large.")))
    if not indicator.least <= amount <= indicator.most:
        raise RefusedCell(
            reason(
                "out_of_range",
                _("{typed} lies outside the valid range from {least} to {most}."),
                typed=str(typed)[:30],
                least=indicator.least,
                most=indicator.most,
            )
        )
    return amount


def _number(typed: Scalar) -> float:
    if isinstance(typed, int | float):
        return float(typed)
    if isinstance(typed, Odd):
        raise RefusedCell(reason(typed.kind, _ODD[typed.kind]))
    try:
        return float(parse_number(str(typed)))
    except UnableToReadNumberError as error:
        raise RefusedCell(_no_number(str(typed), error)) from error


def _no_number(typed: str, error: UnableToReadNumberError) -> Reason:
    if any(letter.isalpha() for letter in typed) or not any(letter.isdigit() for letter in typed):
        return reason(
            "no_number",
            _("“{typed}” is not a number. Leave the cell empty when the value is not known."),
            typed=typed[:40],
        )
    return Reason(error.code, str(error.args[0]), tuple(error.params.items()))


def read_words(typed: Scalar, field: str) -> str:
    """Return a source or a note, normalised and cut to what is kept."""
    if typed is None:
        return ""
    if isinstance(typed, Odd):
        raise RefusedCell(reason(f"{field}_{typed.kind}", _ODD[typed.kind]))
    return normalise_line(str(typed))[: LONGEST[field]]
