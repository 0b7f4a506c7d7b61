"""How many promises are overdue in each town, as the value of a visit counts them.

This stage knows the decisions of its meetings only. The stage of promises, further on in the chain, knows which of them
became promises and what else was promised: it names its own count when the product starts.
"""

from collections import Counter
from datetime import date
from typing import Protocol

from django.db.models import Count, Q

from hamyar.visits.enums import DecisionState
from hamyar.visits.models import Decision


class OverdueCount(Protocol):
    """A count of what is overdue on a day, by the key of the town."""

    def __call__(self, *, on: date) -> Counter[int]:
        """Count what is overdue on a day."""


def overdue_decisions(*, on: date, but: Q | None = None) -> Counter[int]:
    """Count by town the decisions of its visits that are overdue on a day, without those that fit ``but``."""
    rows = Decision.objects.filter(
        state=DecisionState.OPEN, due_on__lt=on, visit__isnull=False, withdrawn_at__isnull=True
    )
    rows = rows.exclude(but) if but is not None else rows
    counted = rows.values("visit__municipality").annotate(number=Count("pk")).order_by("visit__municipality")
    return Counter({row["visit__municipality"]: row["number"] for row in counted})


_count: OverdueCount = overdue_decisions


def count_overdue_with(count: OverdueCount) -> None:
    """Let a later stage count what is overdue; called once, when the product starts."""
    global _count  # noqa: PLW0603  # one count for the whole product, set when it starts
    _count = count


def overdue_by_town(*, on: date) -> Counter[int]:
    """Count by town what is overdue on a day."""
    return _count(on=on)
