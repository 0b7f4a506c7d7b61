"""Counting working days; the weeks of Nowruz 1404 are checked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamyar.core.calendar import ClosedPeriod, DayOff, UnableToCountWorkingDaysError, WorkingCalendar
from hamyar.core.calendar.solar import SOLAR_HOLIDAYS, solar_holiday
from hamyar.core.enums import HolidayKind, HolidayStatus
from hamyar.core.jalali import parse_jalali

PLAIN = WorkingCalendar()


def day(text: str) -> date:
    return parse_jalali(text)


def kinds(calendar: WorkingCalendar, text: str) -> list[HolidayKind]:
    return [reason.kind for reason in calendar.reasons_off(day(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1405/09/01", []),  # Sunday
        ("1405/09/04", []),  # Wednesday
        ("1405/09/05", [HolidayKind.WEEKEND]),  # Thursday
        ("1405/09/06", [HolidayKind.WEEKEND]),  # Friday
        ("1405/01/01", [HolidayKind.SOLAR]),  # Saturday
        ("1404/01/01", [HolidayKind.WEEKEND, HolidayKind.SOLAR]),  # Friday
        ("1405/11/22", [HolidayKind.WEEKEND, HolidayKind.SOLAR]),  # Thursday
        ("1405/03/14", [HolidayKind.WEEKEND, HolidayKind.SOLAR]),  # Thursday
        ("1404/12/29", [HolidayKind.WEEKEND, HolidayKind.SOLAR]),  # Friday
        ("1403/12/30", [HolidayKind.WEEKEND]),  # Thursday, the last day of a leap year
    ],
)
def test_days_off_without_any_stored_fact(text: str, expected: list[HolidayKind]) -> None:
    assert kinds(PLAIN, text) == expected


def test_solar_holidays_are_those_of_the_law() -> None:
    assert sorted(SOLAR_HOLIDAYS) == [
        (1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29),
    ]  # fmt: skip
    assert solar_holiday(day("1405/12/28")) is None


def test_the_working_week_changes_on_its_day() -> None:
    with_thursday = WorkingCalendar(weeks=((day("1405/07/01"), frozenset(range(6))),))
    assert not with_thursday.is_working_day(day("1405/06/26"))  # Thursday before
    assert with_thursday.is_working_day(day("1405/07/02"))  # Thursday after
    assert not with_thursday.is_working_day(day("1405/07/03"))  # Friday


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("1405/09/01", 1, "1405/09/02"),
        ("1405/09/04", 1, "1405/09/07"),  # over Thursday and Friday
        ("1405/09/05", 1, "1405/09/07"),
        ("1405/09/01", 10, "1405/09/15"),
        ("1403/12/28", 1, "1404/01/05"),  # over 29, 30 Esfand and the four days of Nowruz
        ("1403/12/28", 5, "1404/01/11"),
        ("1404/01/11", 1, "1404/01/16"),  # over 12 and 13 Farvardin, Thursday and Friday
        ("1405/09/07", -1, "1405/09/04"),
        ("1405/09/06", 0, "1405/09/07"),
        ("1405/09/01", 0, "1405/09/01"),
    ],
)
def test_add_working_days(start: str, count: int, expected: str) -> None:
    assert PLAIN.add_working_days(day(start), count) == day(expected)


def test_a_legal_period_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert PLAIN.working_day_from(day("1405/09/06")) == day("1405/09/07")
    assert PLAIN.working_day_from(day("1405/09/07")) == day("1405/09/07")


def test_working_days_between_excludes_the_start_and_includes_the_end() -> None:
    assert PLAIN.working_days_between(day("1405/09/01"), day("1405/09/15")) == 10
    assert PLAIN.working_days_between(day("1405/09/15"), day("1405/09/01")) == -10
    assert PLAIN.working_days_between(day("1405/09/01"), day("1405/09/01")) == 0


@given(st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 1, 1)), st.integers(-60, 60))
def test_counting_undoes_adding(start: date, count: int) -> None:
    start = PLAIN.working_day_from(start)
    end = PLAIN.add_working_days(start, count)
    assert PLAIN.is_working_day(end)
    assert PLAIN.working_days_between(start, end) == count


def test_stored_days_off_count_and_say_how_sure_they_are() -> None:
    ghadir = DayOff(HolidayKind.LUNAR, "غدیر", HolidayStatus.COMPUTED)
    cold = DayOff(HolidayKind.CLOSURE, "سرما")
    calendar = WorkingCalendar(
        days_off={day("1405/09/02"): (ghadir,), day("1405/09/03"): (cold,)}, lunar_years=frozenset({1405})
    )
    assert calendar.add_working_days(day("1405/09/01"), 1) == day("1405/09/04")
    assert calendar.reasons_off(day("1405/09/03")) == (cold,)
    assert calendar.rests_on_computed_dates(day("1405/09/01"), day("1405/09/04"))
    assert not calendar.rests_on_computed_dates(day("1405/09/03"), day("1405/09/04"))
    assert calendar.years_without_lunar_table(day("1404/12/01"), day("1406/01/05")) == [1404, 1406]


def test_closed_periods_join_neighbouring_days_off() -> None:
    periods = PLAIN.closed_periods(day("1403/12/26"), day("1404/01/16"), at_least=3)
    assert periods == [
        ClosedPeriod(day("1403/12/29"), day("1404/01/04")),
        ClosedPeriod(day("1404/01/12"), day("1404/01/15")),
    ]
    assert [period.days for period in periods] == [6, 4]


def test_a_year_without_working_days_is_refused() -> None:
    never = WorkingCalendar(weeks=((date(2020, 1, 1), frozenset()),))
    with pytest.raises(UnableToCountWorkingDaysError):
        never.add_working_days(date(2026, 1, 1), 1)
