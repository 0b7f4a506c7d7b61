"""On which days of a programme a visit is possible, and how long a working day is."""

from collections.abc import Iterator
from datetime import date, timedelta

from hamyar.core.calendar import WorkingCalendar, working_calendar
from hamyar.core.enums import LunarOccasion
from hamyar.core.jalali import jalali_parts
from hamyar.core.models import LunarHoliday
from hamyar.visits.models import VisitProgramme
from hamyar.visits.rules import ProgrammeRules
from hamyar_engine.visits.model import WorkDay


def is_nowruz_pause(day: date) -> bool:
    """Tell whether no visits are made on a day around Nowruz: 29 Esfand to 13 Farvardin."""
    _year, month, number = jalali_parts(day)
    return (month == 12 and number >= 29) or (month == 1 and number <= 13)


def work_days(
    *, programme: VisitProgramme, rules: ProgrammeRules, calendar: WorkingCalendar | None = None
) -> tuple[WorkDay, ...]:
    """Return the days on which teams may travel; those of Ramadan are shorter."""
    ramadan = set(_ramadan(programme.first_on, programme.last_on))
    known = calendar or working_calendar()
    days = []
    for offset in range((programme.last_on - programme.first_on).days + 1):
        day = programme.first_on + timedelta(days=offset)
        if known.is_working_day(day) and not is_nowruz_pause(day):
            minutes = float(rules.ramadan_minutes) if day in ramadan else float("inf")
            year, month, _number = jalali_parts(day)
            days.append(WorkDay(on=day, minutes=minutes, month=f"{year}-{month:02d}"))
    return tuple(days)


def _ramadan(first_on: date, last_on: date) -> Iterator[date]:
    """Yield the days of Ramadan: from 20 days before its 21st to the day before Eid."""
    near = LunarHoliday.objects.filter(
        date__range=(first_on - timedelta(days=31), last_on + timedelta(days=31))
    )
    ali = sorted(near.filter(occasion=LunarOccasion.IMAM_ALI_MARTYRDOM).values_list("date", flat=True))
    for twenty_first in ali:
        start = twenty_first - timedelta(days=20)
        eid = near.filter(occasion=LunarOccasion.EID_FITR, date__gt=twenty_first).order_by("date").first()
        end = eid.date if eid else start + timedelta(days=30)
        yield from (start + timedelta(days=at) for at in range((end - start).days))
