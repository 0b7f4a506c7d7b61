"""Which reminder stands on a day: counted from the due date alone, so that a missed day is caught up once."""

from datetime import date, timedelta

from hamyar.commitments.definitions import ReminderRule
from hamyar.commitments.enums import ReminderKind

Standing = tuple[ReminderKind, date]
"""Why somebody is reminded, and the day the reminder stands for."""


def owner_reminder(due_on: date, *, today: date, rule: ReminderRule) -> Standing | None:
    """Return the last reminder of the owner that has come up: before the date, on it, then at each distance."""
    days = (today - due_on).days
    if days < -rule.days_before:
        return None
    if days < 0:
        return ReminderKind.WEEK_BEFORE, due_on - timedelta(days=rule.days_before)
    repeats = days // rule.repeat_every_days
    kind = ReminderKind.WEEKLY if repeats else ReminderKind.DUE_DAY
    return kind, due_on + timedelta(days=repeats * rule.repeat_every_days)


def chief_reminder(due_on: date, *, today: date, rule: ReminderRule) -> Standing | None:
    """Return the escalation to the chief once the promise has been overdue for the days of the rule."""
    day = due_on + timedelta(days=rule.escalate_after_days)
    return (ReminderKind.ESCALATION, day) if today >= day else None
