"""Counting working days on facts that were loaded before; nothing here reads the database."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hamyar.core.calendar.solar import solar_holiday
from hamyar.core.enums import HolidayKind, HolidayStatus
from hamyar.core.errors import UnableToError
from hamyar.core.jalali import jalali_year, weekday
from hamyar.core.translation import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.utils.functional import Promise

SATURDAY_TO_WEDNESDAY = frozenset(range(5))
_DAY = timedelta(days=1)
_LONGEST_SEARCH = 400


class UnableToCountWorkingDaysError(UnableToError):
    """There is no working day for more than a year."""

    default_code = "no_working_day"


@dataclass(frozen=True)
class DayOff:
    """One reason why a day is off; ``status`` says how sure a lunar date is."""

    kind: HolidayKind
    name: str | Promise
    status: HolidayStatus = HolidayStatus.OFFICIAL


@dataclass(frozen=True)
class ClosedPeriod:
    """Consecutive days off."""

    first_on: date
    last_on: date

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last_on - self.first_on).days + 1


@dataclass(frozen=True)
class WorkingCalendar:
    """The working week with its history, and the days off that follow no rule.

    Parameters
    ----------
    weeks
        First day → working weekdays (0 is Saturday), ascending; before the first row and without any,
        Saturday to Wednesday are worked.
    days_off
        Lunar holidays and closures by day.
    lunar_years
        Jalali years whose lunar table is known.
    """

    weeks: tuple[tuple[date, frozenset[int]], ...] = ()
    days_off: Mapping[date, tuple[DayOff, ...]] = field(default_factory=dict)
    lunar_years: frozenset[int] = frozenset()

    def working_weekdays(self, day: date) -> frozenset[int]:
        """Return the weekdays worked at the time of ``day``."""
        place = bisect_right([start for start, _days in self.weeks], day)
        return self.weeks[place - 1][1] if place else SATURDAY_TO_WEDNESDAY

    def reasons_off(self, day: date) -> tuple[DayOff, ...]:
        """Return all reasons why ``day`` is off: weekend, solar, lunar, closure; none for a working day."""
        reasons = []
        if weekday(day) not in self.working_weekdays(day):
            reasons.append(DayOff(HolidayKind.WEEKEND, _("Weekend")))
        if name := solar_holiday(day):
            reasons.append(DayOff(HolidayKind.SOLAR, name))
        return (*reasons, *self.days_off.get(day, ()))

    def is_working_day(self, day: date) -> bool:
        """Tell whether ``day`` is worked."""
        return not self.reasons_off(day)

    def working_day_from(self, day: date) -> date:
        """Return ``day`` or, when it is off, the first working day after it, as legal periods end."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def add_working_days(self, start: date, count: int) -> date:
        """Return the ``count``-th working day after ``start`` (before it when negative).

        ``start`` itself is never counted, as the day of a notification is not; with 0 it is moved to a
        working day if it is off.

        Raises
        ------
        UnableToCountWorkingDaysError
            When more than a year passes without a working day.
        """
        if count == 0:
            return self.working_day_from(start)
        step = _DAY if count > 0 else -_DAY
        day = start
        for _number in range(abs(count)):
            day = self._next(day + step, step)
        return day

    def _next(self, day: date, step: timedelta) -> date:
        for _tried in range(_LONGEST_SEARCH):
            if self.is_working_day(day):
                return day
            day += step
        raise UnableToCountWorkingDaysError(gettext_noop("More than a year passes without a working day."))

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after ``start`` up to and including ``end``; negative backwards.

        It undoes :meth:`add_working_days`.
        """
        if end < start:
            return -sum(self.is_working_day(day) for day in days_between(end, start - _DAY))
        return sum(self.is_working_day(day) for day in days_between(start + _DAY, end))

    def closed_periods(self, first_on: date, last_on: date, *, at_least: int = 1) -> list[ClosedPeriod]:
        """Return the runs of days off within the bounds that last ``at_least`` days."""
        periods: list[ClosedPeriod] = []
        for day in days_between(first_on, last_on):
            if self.is_working_day(day):
                continue
            if periods and periods[-1].last_on == day - _DAY:
                periods[-1] = ClosedPeriod(periods[-1].first_on, day)
            else:
                periods.append(ClosedPeriod(day, day))
        return [period for period in periods if period.days >= at_least]

    def years_without_lunar_table(self, first_on: date, last_on: date) -> list[int]:
        """Return the Jalali years in which lunar holidays are unknown: a count there is too high."""
        years = range(jalali_year(first_on), jalali_year(last_on) + 1)
        return [year for year in years if year not in self.lunar_years]

    def rests_on_computed_dates(self, first_on: date, last_on: date) -> bool:
        """Tell whether a lunar holiday within the bounds is computed only and may move by a day."""
        return any(
            reason.status is HolidayStatus.COMPUTED
            for day in days_between(first_on, last_on)
            for reason in self.days_off.get(day, ())
        )


def days_between(first_on: date, last_on: date) -> Iterator[date]:
    """Yield the days from the first to the last, both included."""
    for offset in range((last_on - first_on).days + 1):
        yield first_on + timedelta(days=offset)
