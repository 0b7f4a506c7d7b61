"""Jalali dates: the vectors of domain.md §9.6 and a frozen table of 200 new years.

``nowruz_1300_1499.csv`` was written by Node 20 (ICU, ``Intl.DateTimeFormat('en-u-ca-persian')``), a method
independent of the library in use; both agreed on every row when it was frozen.
"""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamyar.core.jalali import (
    UnableToReadDateError,
    fiscal_year,
    format_jalali,
    gregorian,
    is_leap_year,
    jalali_parts,
    jalali_year,
    local_date,
    month_grid,
    parse_jalali,
    quarter,
    season,
)

with (Path(__file__).parent / "nowruz_1300_1499.csv").open(encoding="utf-8") as rows:
    NOWRUZ = {int(row["jalali_year"]): date.fromisoformat(row["nowruz"]) for row in csv.DictReader(rows)}


@pytest.mark.parametrize(
    ("day", "jalali"),
    [
        (date(2021, 3, 1), (1399, 12, 11)),
        (date(2021, 3, 20), (1399, 12, 30)),
        (date(2024, 3, 20), (1403, 1, 1)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(2026, 3, 20), (1404, 12, 29)),
        (date(2026, 3, 21), (1405, 1, 1)),
    ],
)
def test_vectors_hold_both_ways(day: date, jalali: tuple[int, int, int]) -> None:
    assert jalali_parts(day) == jalali
    assert gregorian(*jalali) == day


def test_every_new_year_of_two_centuries() -> None:
    assert list(NOWRUZ) == list(range(1300, 1500))
    assert {year: gregorian(year, 1, 1) for year in NOWRUZ} == NOWRUZ


def test_leap_years_follow_from_the_table() -> None:
    lengths = {year: (NOWRUZ[year + 1] - NOWRUZ[year]).days for year in range(1300, 1499)}
    assert set(lengths.values()) == {365, 366}
    assert [year for year in lengths if is_leap_year(year)] == [
        y for y, days in lengths.items() if days == 366
    ]
    assert {1395, 1399, 1403, 1408} <= {year for year in lengths if is_leap_year(year)}


@pytest.mark.parametrize(
    "typed",
    [
        "1405/9/1", "۱۴۰۵/۰۹/۰۱", "١٤٠٥/٠٩/٠١", "1405-09-01", "1405.9.1", "1405 / 9 / 1", "1/9/1405",
        "۱ آذر ۱۴۰۵", "یکشنبه ۱ آذر ۱۴۰۵", "يكشنبه، ۱ آذر ماه ۱۴۰۵", "۱ آذرماه سال ۱۴۰۵", "1 Azar 1405",
        "\u200f۱۴۰۵/۰۹/۰۱ ",
    ],
)  # fmt: skip
def test_parse_jalali_reads_what_people_type(typed: str) -> None:
    assert parse_jalali(typed) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1405/12/30", "date_no_such_day"),
        ("۳۱ مهر ۱۴۰۵", "date_no_such_day"),
        ("1405/1/32", "date_no_such_day"),
        ("1405/1/0", "date_no_such_day"),
        ("1405/13/1", "date_no_such_month"),
        ("1405/0/1", "date_no_such_month"),
        ("2026/11/22", "date_year_out_of_range"),
        ("05/9/1", "date_unreadable"),
        ("14050901", "date_unreadable"),
        ("1405/9-1", "date_unreadable"),
        ("۱ اذار ۱۴۰۵", "date_unreadable"),
        ("اول آذر", "date_unreadable"),
        ("1405/9/1/2", "date_unreadable"),
        ("", "date_unreadable"),
    ],
)
def test_parse_jalali_refuses_what_is_no_day(typed: str, code: str) -> None:
    with pytest.raises(UnableToReadDateError) as refusal:
        parse_jalali(typed)
    assert refusal.value.code == code


def test_parse_jalali_accepts_the_last_day_of_a_leap_year() -> None:
    assert parse_jalali("1403/12/30") == date(2025, 3, 20)


@pytest.mark.parametrize(
    ("style", "language", "shown"),
    [
        ("long", "fa", "۱۱ اسفند ۱۳۹۹"),
        ("weekday", "fa", "دوشنبه ۱۱ اسفند ۱۳۹۹"),
        ("short", "fa", "۱۳۹۹/۱۲/۱۱"),
        ("month", "fa", "اسفند ۱۳۹۹"),
        ("numeric", "fa", "1399/12/11"),
        ("long", "en", "11 Esfand 1399"),
        ("weekday", "en", "Monday 11 Esfand 1399"),
        ("short", "en", "1399/12/11"),
    ],
)
def test_format_jalali(style: str, language: str, shown: str) -> None:
    assert format_jalali(date(2021, 3, 1), style, language=language) == shown  # type: ignore[arg-type]  # the literal is spread over the table


def test_an_instant_is_shown_by_the_day_in_tehran() -> None:
    late = datetime(2021, 3, 20, 20, 45, tzinfo=UTC)
    assert format_jalali(late, "short") == "۱۴۰۰/۰۱/۰۱"
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2021, 3, 20, 20, 45))  # noqa: DTZ001  # the refusal of exactly this


def test_fiscal_year_ends_with_esfand() -> None:
    assert fiscal_year(1403) == (date(2024, 3, 20), date(2025, 3, 20))
    assert fiscal_year(1404) == (date(2025, 3, 21), date(2026, 3, 20))
    assert jalali_year(date(2026, 3, 20)) == 1404


def test_quarter_is_the_season() -> None:
    assert [quarter(gregorian(1405, month, 1)) for month in (1, 3, 4, 7, 10, 12)] == [1, 1, 2, 3, 4, 4]
    assert season(gregorian(1405, 9, 1)) == "پاییز"
    assert season(gregorian(1405, 9, 1), language="en") == "Autumn"


def test_month_grid_starts_on_saturday_and_is_filled() -> None:
    weeks = month_grid(1399, 12)
    assert [len(week) for week in weeks] == [7] * 6
    assert all(week[0].date.weekday() == 5 for week in weeks)
    assert (weeks[0][0].month, weeks[0][0].day, weeks[0][0].is_in_month) == (11, 25, False)
    assert [cell.day for week in weeks for cell in week if cell.is_in_month] == list(range(1, 31))
    assert (weeks[-1][-1].year, weeks[-1][-1].month, weeks[-1][-1].day) == (1400, 1, 6)


@given(st.dates(min_value=date(1825, 1, 1), max_value=date(2115, 1, 1)))
def test_what_is_shown_can_be_typed_and_days_follow_each_other(day: date) -> None:
    assert parse_jalali(format_jalali(day, "weekday")) == day
    assert parse_jalali(format_jalali(day, "short")) == day
    following = jalali_parts(day + timedelta(days=1))
    assert following > jalali_parts(day)
