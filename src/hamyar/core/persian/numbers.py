"""Numbers as people in Iran type and read them."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from hamyar.core.errors import UnableToError
from hamyar.core.persian.digits import to_ascii_digits, to_persian_digits
from hamyar.core.persian.text import BIDI_CONTROLS
from hamyar.core.translation import gettext_noop as _

GROUP_MARKS = "٬,،"
DECIMAL_MARKS = "٫./"

_PRECISION = 100
_IGNORED = str.maketrans(dict.fromkeys(BIDI_CONTROLS + "\u200c"))
_MINUS = re.compile("[\u2010\u2011\u2013\u2212]")
_NUMBER = re.compile(
    rf"(?P<sign>[+-]?)\s?(?P<whole>\d+|\d{{1,3}}(?:[{GROUP_MARKS}]\d{{3}})+|\d{{1,3}}(?:\s\d{{3}})+)?"
    rf"(?:[{DECIMAL_MARKS}](?P<fraction>\d+))?"
)
_ONLY_MARKS_AND_DIGITS = re.compile(rf"[\d\s{GROUP_MARKS}{DECIMAL_MARKS}+-]+")


class UnableToReadNumberError(UnableToError):
    """A text that is no number, or one that could be read in two ways."""

    default_code = "number_unreadable"


def _refusal(text: str, typed: str) -> UnableToReadNumberError:
    shown = typed.strip()[:40]
    if not text:
        return UnableToReadNumberError(_("A number is expected; the field is empty."), "number_missing")
    if not _ONLY_MARKS_AND_DIGITS.fullmatch(text):
        return UnableToReadNumberError(
            _("“{text}” is not a number. Write digits only, for example ۱٬۲۳۴٫۵."), text=shown
        )
    if sum(text.count(mark) for mark in DECIMAL_MARKS) > 1:
        return UnableToReadNumberError(
            _("“{text}” has more than one decimal mark. Separate thousands with ٬ and decimals with ٫."),
            "number_two_decimal_marks",
            text=shown,
        )
    return UnableToReadNumberError(
        _("In “{text}” the thousands are not in groups of three. Write for example ۱٬۲۳۴٬۵۶۷٫۸۹."),
        "number_badly_grouped",
        text=shown,
    )


def parse_number(text: str) -> Decimal:
    """Read a number in any digits, with ٬ , ، or spaces between thousands and ٫ . or / before decimals.

    Raises
    ------
    UnableToReadNumberError
        When the text is empty, is no number, or its marks can be read in two ways («۱,۲۳», «1.234.567»).
    """
    plain = _MINUS.sub("-", to_ascii_digits(text.translate(_IGNORED)).strip())
    found = _NUMBER.fullmatch(plain)
    if not found or not (found["whole"] or found["fraction"]):
        raise _refusal(plain, text)
    whole = re.sub(r"\D", "", found["whole"] or "0")
    fraction = f".{found['fraction']}" if found["fraction"] else ""
    return Decimal(f"{found['sign']}{whole}{fraction}")


def parse_integer(text: str) -> int:
    """Read a whole number; refuse one with a fraction."""
    number = parse_number(text)
    if number != number.to_integral_value():
        raise UnableToReadNumberError(
            _("“{text}” has decimals; a whole number is expected."),
            "number_not_whole",
            text=text.strip()[:40],
        )
    return int(number)


def format_number(value: float | Decimal, *, decimals: int | None = None, language: str = "fa") -> str:
    """Write a number with its thousands separated: «۱٬۲۳۴٬۵۶۷٫۸۹» or, in English, "1,234,567.89".

    Without ``decimals`` all digits of the value are shown; with it the value is rounded half up.

    Raises
    ------
    ValueError
        When the value is not finite; missing values are shown by the caller, with their reason.
    """
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{value!r} cannot be written as a number")
    if decimals is not None:
        with localcontext(prec=_PRECISION):
            number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{number.copy_abs():,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = "−" if number < 0 else ""
    if language != "fa":
        return sign + text
    text = to_persian_digits(text.replace(",", "٬").replace(".", "٫"))
    return f"\u200e{sign}{text}" if sign else text
