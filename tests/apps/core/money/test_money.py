"""Money: whole rials, always with the unit."""

import pytest

from hamyar.core.money import (
    Display,
    Money,
    MoneyUnit,
    UnableToCalculateMoneyError,
    UnableToReadMoneyError,
    format_money,
    format_readable,
    parse_money,
    suspicious_jump,
)

NEW = MoneyUnit.IRR_NEW


def test_money_is_whole() -> None:
    for wrong in (1.5, "5", True):
        with pytest.raises(TypeError, match="whole number"):
            Money(wrong)  # type: ignore[arg-type]  # the refusal of exactly this


def test_money_adds_and_compares_within_one_unit() -> None:
    assert Money(3) + Money(4) - Money(1) == Money(6)
    assert -Money(3) * 2 == Money(-6)
    assert Money(3) < Money(4)
    assert Money(4) <= Money(4)
    assert not Money(0)


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__lt__", "__le__"])
def test_money_of_two_units_is_not_mixed(operation: str) -> None:
    with pytest.raises(UnableToCalculateMoneyError):
        getattr(Money(1), operation)(Money(1, NEW))


def test_new_rials_convert_exactly_or_not_at_all() -> None:
    assert Money(50_000).in_new_rials() == Money(5, NEW)
    assert Money(5, NEW).in_current_rials() == Money(50_000)
    with pytest.raises(UnableToCalculateMoneyError) as refusal:
        Money(50_001).in_new_rials()
    assert refusal.value.code == "money_not_whole"


@pytest.mark.parametrize(
    ("display", "shown"),
    [
        (Display.RIAL, "125,000,000,000 rials"),
        (Display.MILLION_RIAL, "125,000 million rials"),
        (Display.TOMAN, "12,500,000,000 toman"),
        (Display.MILLION_TOMAN, "12,500 million toman"),
        (Display.BILLION_TOMAN, "12.5 billion toman"),
        (Display.HEMMAT, "0.0125 hemmat (thousand billion toman)"),
    ],
)
def test_format_money_says_the_unit(display: Display, shown: str) -> None:
    assert format_money(Money(125_000_000_000), display=display, language="en") == shown


def test_one_hemmat_is_ten_to_the_thirteen_rials() -> None:
    assert Display.HEMMAT.rials == 10**13 == 1000 * Display.BILLION_TOMAN.rials == 10**7 * 10**6
    assert format_readable(Money(10**13), language="en") == "1 hemmat (thousand billion toman)"


def test_new_rials_are_named_new() -> None:
    assert format_money(Money(1_000, NEW), language="en") == "1,000 new rials"
    assert format_money(Money(1_000, NEW), display=Display.TOMAN, language="en") == "1,000,000 toman"


def test_format_readable_takes_the_largest_fitting_unit() -> None:
    assert format_readable(Money(1_234_567_890), decimals=1, language="en") == "123.5 million toman"
    assert format_readable(Money(1_500_000_000), decimals=1, language="en") == "150 million toman"
    assert format_readable(Money(-50), decimals=1, language="en") == "−5 toman"
    assert format_readable(Money(0), language="en") == "0 toman"


@pytest.mark.parametrize(
    ("typed", "money"),
    [
        ("۱۲٫۵ میلیارد تومان", Money(125_000_000_000)),
        ("۱۲٫۵میلیارد تومان", Money(125_000_000_000)),
        ("500 ميليون ريال", Money(500_000_000)),
        ("۲ همت", Money(2 * 10**13)),
        ("۲ هزار میلیارد تومان", Money(2 * 10**13)),
        ("۱٬۰۰۰ ریال", Money(1_000)),
        ("-۳ تومان", Money(-30)),
        ("۱٬۰۰۰ ریال جدید", Money(1_000, NEW)),
        ("3 million rials", Money(3_000_000)),
    ],
)
def test_parse_money_reads_the_unit(typed: str, money: Money) -> None:
    assert parse_money(typed) == money


def test_parse_money_reads_a_bare_number_in_the_unit_of_the_field() -> None:
    assert parse_money("۲٫۵", default=Display.MILLION_RIAL) == Money(2_500_000)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("۵", "money_unit_unknown"),
        ("۵ میلیون", "money_unit_unknown"),
        ("۵ دلار", "money_unit_unknown"),
        ("تومان", "money_unit_unknown"),
        ("", "money_unit_unknown"),
        ("۵ تومان جدید", "money_unit_unknown"),
        ("۰٫۵ ریال", "money_not_whole"),
    ],
)
def test_parse_money_refuses_without_a_clear_unit(typed: str, code: str) -> None:
    with pytest.raises(UnableToReadMoneyError) as refusal:
        parse_money(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("typed", "expected", "other"),
    [
        (10_000, 1_000, 1_000),
        (9_000, 1_000, 900),
        (1_000, 10_000, 10_000),
        (5_000_000_000, 4_000, 5_000),
        (3 * 10**7, 3, 3),
    ],
)
def test_suspicious_jump_shows_the_other_reading(typed: int, expected: int, other: int) -> None:
    jump = suspicious_jump(typed=Money(typed), expected=Money(expected))
    assert jump is not None
    assert jump.other == Money(other)


@pytest.mark.parametrize(
    ("typed", "expected"), [(2_000, 1_000), (4_900, 1_000), (5, 0), (0, 5), (-10, 1), (70, 1)]
)
def test_a_usual_change_is_not_suspicious(typed: int, expected: int) -> None:
    assert suspicious_jump(typed=Money(typed), expected=Money(expected)) is None


def test_jump_asks_in_words() -> None:
    jump = suspicious_jump(typed=Money(120_000_000), expected=Money(11_000_000))
    assert jump is not None
    assert jump.question(language="en") == (
        "10 times? The last amount was 1.1 million toman. "
        "You typed 12 million toman; was 1.2 million toman meant?"
    )
