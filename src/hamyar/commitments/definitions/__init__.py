"""Reviewed tables that change by decision, not by code."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class ReminderRule:
    """When people are reminded, from a day on."""

    since: date
    days_before: int
    repeat_every_days: int
    escalate_after_days: int

    def __post_init__(self) -> None:
        if min(self.days_before, self.repeat_every_days, self.escalate_after_days) < 1:
            raise ValueError(f"the reminder rule of {self.since} needs days of at least 1")


@cache
def reminder_rules() -> tuple[ReminderRule, ...]:
    """Return all rules, oldest first."""
    rows = yaml.safe_load((FOLDER / "reminders.yaml").read_text(encoding="utf-8"))
    return tuple(sorted((ReminderRule(**row) for row in rows), key=lambda rule: rule.since))


def reminder_rule(day: date) -> ReminderRule:
    """Return the rule that holds on a day; before the first rule the first one."""
    rules = reminder_rules()
    return next((rule for rule in reversed(rules) if rule.since <= day), rules[0])
