"""Reading the record of changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from hamyar.core.jalali import TEHRAN
from hamyar.core.models import AuditEntry
from hamyar.core.persian import normalise_line

if TYPE_CHECKING:
    from django.db.models import QuerySet

SYSTEM = "-"
"""Stands for entries without a person."""


@dataclass(frozen=True)
class AuditFilter:
    """Which entries are wanted; an empty field does not filter."""

    who: str = ""
    action: str = ""
    kind: str = ""
    record: str = ""
    words: str = ""
    first_on: date | None = None
    last_on: date | None = None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=TEHRAN).astimezone(UTC)


def _conditions(wanted: AuditFilter) -> list[Q]:
    words = normalise_line(wanted.words)
    conditions = {
        "who": Q(actor_id="" if wanted.who == SYSTEM else wanted.who),
        "action": Q(action=wanted.action),
        "kind": Q(target_type=wanted.kind),
        "record": Q(target_id=wanted.record),
        "words": Q(target_label__icontains=words) | Q(actor_label__icontains=words),
    }
    found = [condition for name, condition in conditions.items() if getattr(wanted, name)]
    if wanted.first_on:
        found.append(Q(at__gte=_midnight(wanted.first_on)))
    if wanted.last_on:
        found.append(Q(at__lt=_midnight(wanted.last_on + timedelta(days=1))))
    return found


def audit_entries(*, wanted: AuditFilter) -> QuerySet[AuditEntry]:
    """Return the entries that match, newest first; days are days in Tehran."""
    return AuditEntry.objects.filter(*_conditions(wanted))


def audit_actors() -> list[tuple[str, str]]:
    """Return the persons of the record by number and name; the system's own entries have no person."""
    rows = AuditEntry.objects.order_by().values("actor_id").annotate(name=Max("actor_label"))
    return [(row["actor_id"] or SYSTEM, row["name"]) for row in rows]


def audit_actions() -> list[str]:
    """Return the codes of the actions that occur."""
    return list(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def audit_kinds() -> list[str]:
    """Return the kinds of records that occur."""
    kinds = AuditEntry.objects.exclude(target_type="").order_by("target_type")
    return list(kinds.values_list("target_type", flat=True).distinct())
