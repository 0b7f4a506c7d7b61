"""A Jalali year as the calendar page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hamyar.core.enums import HolidayKind
from hamyar.core.jalali import fiscal_year, month_grid, month_name
from hamyar.core.translation import active_language

if TYPE_CHECKING:
    from datetime import date

    from hamyar.core.calendar import DayOff, WorkingCalendar


@dataclass(frozen=True)
class Day:
    """A cell of a month; ``reasons`` are why it is off."""

    date: date
    number: int
    is_in_month: bool
    is_today: bool
    reasons: tuple[DayOff, ...]

    @property
    def named(self) -> list[DayOff]:
        """The reasons that have a name of their own, weekends left out."""
        return [reason for reason in self.reasons if reason.kind is not HolidayKind.WEEKEND]


@dataclass(frozen=True)
class Month:
    """A month with its weeks, its holidays and the number of its working days."""

    number: int
    name: str
    weeks: list[list[Day]]
    holidays: list[Day]
    working_days: int


@dataclass(frozen=True)
class Year:
    """A year with what one must know before counting on it."""

    number: int
    months: list[Month]
    working_days: int
    has_lunar_table: bool
    rests_on_computed_dates: bool


def year_of(*, number: int, calendar: WorkingCalendar, today: date) -> Year:
    """Lay out a year."""
    months = [_month(number, month, calendar, today) for month in range(1, 13)]
    first, last = fiscal_year(number)
    return Year(
        number=number,
        months=months,
        working_days=sum(month.working_days for month in months),
        has_lunar_table=number in calendar.lunar_years,
        rests_on_computed_dates=calendar.rests_on_computed_dates(first, last),
    )


def _month(year: int, number: int, calendar: WorkingCalendar, today: date) -> Month:
    weeks = [
        [
            Day(cell.date, cell.day, cell.is_in_month, cell.date == today, calendar.reasons_off(cell.date))
            for cell in week
        ]
        for week in month_grid(year, number)
    ]
    days = [day for week in weeks for day in week if day.is_in_month]
    worked = sum(not day.reasons for day in days)
    name = month_name(number, language=active_language())
    return Month(number, name, weeks, [day for day in days if day.named], worked)
