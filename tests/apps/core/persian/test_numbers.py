"""Numbers as typed and as shown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamyar.core.persian import UnableToReadNumberError, format_number, parse_integer, parse_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("۱٬۲۳۴٬۵۶۷٫۸۹", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("۱،۲۳۴،۵۶۷/۸۹", "1234567.89"),
        ("١٢٣٤٫٥", "1234.5"),
        ("1 234 567", "1234567"),
        ("۱\u00a0۲۳۴", "1234"),
        ("۳/۵", "3.5"),
        ("٫۵", "0.5"),
        ("-5", "-5"),
        ("\u200e−۵", "-5"),
        ("+۴", "4"),
        ("007", "7"),
        (" 12 ", "12"),
        ("0", "0"),
        ("12345678901234567890123456789012345", "12345678901234567890123456789012345"),
    ],
)
def test_parse_number_reads_every_set_of_marks(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number_missing"),
        ("   ", "number_missing"),
        ("نامشخص", "number_unreadable"),
        ("1e5", "number_unreadable"),
        ("nan", "number_unreadable"),
        ("۱۲٪", "number_unreadable"),
        ("=1+1", "number_unreadable"),
        ("1.234.567", "number_two_decimal_marks"),
        ("1/2/3", "number_two_decimal_marks"),
        ("۱,۲۳", "number_badly_grouped"),
        ("1234,567", "number_badly_grouped"),
        ("12 34", "number_badly_grouped"),
        ("5-", "number_badly_grouped"),
        ("1.", "number_badly_grouped"),
        ("-", "number_badly_grouped"),
    ],
)
def test_parse_number_refuses_what_is_no_number_or_has_two_readings(typed: str, code: str) -> None:
    with pytest.raises(UnableToReadNumberError) as refusal:
        parse_number(typed)
    assert refusal.value.code == code
    assert refusal.value.message


def test_parse_integer_refuses_decimals() -> None:
    assert parse_integer("۱٬۰۰۰٫۰") == 1000
    with pytest.raises(UnableToReadNumberError) as refusal:
        parse_integer("۳٫۵")
    assert refusal.value.code == "number_not_whole"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234567.89, None, "۱٬۲۳۴٬۵۶۷٫۸۹"),
        (1000, None, "۱٬۰۰۰"),
        (Decimal("1E+3"), None, "۱٬۰۰۰"),
        (Decimal("2.50"), None, "۲٫۵"),
        (2.5, 0, "۳"),
        (3.5, 0, "۴"),
        (1.005, 2, "۱٫۰۱"),
        (2, 2, "۲٫۰۰"),
        (-5, None, "\u200e−۵"),
        (-0.001, 2, "۰٫۰۰"),
        (0, None, "۰"),
        (10**27, None, "۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰"),
    ],
)
def test_format_number_in_persian(value: float | Decimal, decimals: int | None, shown: str) -> None:
    assert format_number(value, decimals=decimals) == shown


def test_format_number_in_english() -> None:
    assert format_number(-1234567.891, decimals=2, language="en") == "−1,234,567.89"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_format_number_refuses_what_is_not_finite(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        format_number(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.sampled_from(["fa", "en"]))
def test_what_is_shown_can_be_typed(number: Decimal, language: str) -> None:
    assert parse_number(format_number(number, language=language)) == number
