"""The working calendar: ``working_calendar()`` loads it once, its methods count without the database."""

from datetime import date

from hamyar.core.calendar.working import (
    SATURDAY_TO_WEDNESDAY,
    ClosedPeriod,
    DayOff,
    UnableToCountWorkingDaysError,
    WorkingCalendar,
)

__all__ = [
    "SATURDAY_TO_WEDNESDAY",
    "ClosedPeriod",
    "DayOff",
    "UnableToCountWorkingDaysError",
    "WorkingCalendar",
    "add_working_days",
    "is_working_day",
    "working_calendar",
    "working_days_between",
]


def working_calendar() -> WorkingCalendar:
    """Return the whole working calendar, in three queries."""
    from hamyar.core.calendar.selectors import working_calendar as stored  # needs Django, the rules do not

    return stored()


def is_working_day(day: date) -> bool:
    """Tell whether ``day`` is worked; for many days load ``working_calendar()`` once."""
    return working_calendar().is_working_day(day)


def add_working_days(start: date, count: int) -> date:
    """Return the ``count``-th working day after ``start``."""
    return working_calendar().add_working_days(start, count)


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after ``start`` up to and including ``end``."""
    return working_calendar().working_days_between(start, end)
