"""The rules of a programme as data: read from JSON, checked, with the house's norms as defaults."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.utils.translation import gettext_noop as _

from hamyar.visits.errors import UnableToPlanVisitsError


@dataclass(frozen=True)
class SessionRule:
    """A county session that may be held once: towns met together in one of them."""

    host: str
    members: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class ProgrammeRules:
    """What a programme owes each town and what a day of travel may hold.

    ``visits_each`` is guaranteed to every town, ``visits_last_tier`` to those of the last tier; up to
    ``visits_most`` are made where they are worth it, at least ``spacing_days`` apart.
    """

    visits_each: int = 1
    visits_last_tier: int = 2
    visits_most: int = 2
    spacing_days: int = 42
    visit_minutes: int = 120
    stops_a_day: int = 3
    longest_trip_days: int = 2
    day_starts_at: int = 450
    break_minutes: int = 60
    ramadan_minutes: int = 420
    sessions: tuple[SessionRule, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the rules as they are stored."""
        sessions = [asdict(each) | {"members": list(each.members)} for each in self.sessions]
        return asdict(self) | {"sessions": sessions}

    def numbers(self) -> dict[str, int]:
        """Return the rules that are whole numbers, by name."""
        return {name: getattr(self, name) for name in LIMITS}


LIMITS = {
    "visits_each": (0, 6),
    "visits_last_tier": (0, 12),
    "visits_most": (1, 12),
    "spacing_days": (1, 300),
    "visit_minutes": (15, 480),
    "stops_a_day": (1, 8),
    "longest_trip_days": (1, 5),
    "day_starts_at": (300, 720),
    "break_minutes": (0, 180),
    "ramadan_minutes": (120, 720),
}
"""Least and most of each rule."""

SESSION_MINUTES = (30, 480)
"""Least and most minutes of a county session."""


def read_rules(stored: Mapping[str, Any]) -> ProgrammeRules:
    """Read stored or typed rules.

    Raises
    ------
    UnableToPlanVisitsError
        When a rule is not known, is no whole number within its limits, or rules contradict each other.
    """
    unknown = set(stored) - {field.name for field in fields(ProgrammeRules)}
    if unknown:
        raise UnableToPlanVisitsError(
            _("There is no rule of the name {name}."), "unknown_rule", name=min(unknown)
        )
    numbers = {name: value for name, value in stored.items() if name != "sessions"}
    for name, value in numbers.items():
        least, most = LIMITS[name]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise UnableToPlanVisitsError(
                _("The rule {name} must be a whole number from {least} to {most}."),
                "rule_out_of_range",
                name=name,
                least=least,
                most=most,
            )
    rules = ProgrammeRules(**numbers, sessions=tuple(_session(each) for each in stored.get("sessions", ())))
    if max(rules.visits_each, rules.visits_last_tier) > rules.visits_most:
        raise UnableToPlanVisitsError(
            _("The most visits of a town cannot be fewer than the guaranteed ones."), "rules_contradict"
        )
    return rules


def _session(stored: Mapping[str, Any]) -> SessionRule:
    minutes = stored["minutes"]
    if not isinstance(minutes, int) or not SESSION_MINUTES[0] <= minutes <= SESSION_MINUTES[1]:
        raise UnableToPlanVisitsError(
            _("A county session takes from {least} to {most} minutes."),
            "session_out_of_range",
            least=SESSION_MINUTES[0],
            most=SESSION_MINUTES[1],
        )
    return SessionRule(stored["host"], tuple(stored["members"]), minutes)
