"""The stored facts of the working calendar."""

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from hamyar.core.calendar.working import DayOff, WorkingCalendar, days_between
from hamyar.core.enums import HolidayKind, HolidayStatus, LunarOccasion
from hamyar.core.jalali import fiscal_year
from hamyar.core.models import Closure, LunarHoliday, WorkingWeek

if TYPE_CHECKING:
    from datetime import date


def working_calendar() -> WorkingCalendar:
    """Return the whole working calendar, in three queries."""
    days_off: dict[date, list[DayOff]] = defaultdict(list)
    years = set()
    for day, year, occasion, status in LunarHoliday.objects.values_list(
        "date", "jalali_year", "occasion", "status"
    ):
        name = LunarOccasion(occasion).label
        days_off[day].append(DayOff(HolidayKind.LUNAR, name, HolidayStatus(status)))
        years.add(year)
    for closure in Closure.objects.all():
        for day in days_between(closure.first_on, closure.last_on):
            days_off[day].append(DayOff(HolidayKind.CLOSURE, closure.reason))
    weeks = tuple((week.effective_from, frozenset(week.days)) for week in WorkingWeek.objects.all())
    return WorkingCalendar(weeks, {day: tuple(rows) for day, rows in days_off.items()}, frozenset(years))


def lunar_holidays_of(*, year: int) -> QuerySet[LunarHoliday]:
    """Return the lunar table of a Jalali year, by date."""
    return LunarHoliday.objects.filter(jalali_year=year)


def closures_of(*, year: int) -> QuerySet[Closure]:
    """Return the closures that touch a Jalali year, by date."""
    first, last = fiscal_year(year)
    return Closure.objects.filter(Q(first_on__lte=last) & Q(last_on__gte=first))


def working_weeks() -> QuerySet[WorkingWeek]:
    """Return the history of the working week, newest first."""
    return WorkingWeek.objects.order_by("-effective_from")
