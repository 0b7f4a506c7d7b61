"""What the tests of people and roles share."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from hamyar.core.models import AuditEntry

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ORIGIN = "https://hamyar.example.ir"


@pytest.fixture(autouse=True)
def _forgotten_limits():
    """Start without the limits that earlier tests used up."""
    cache.clear()


@pytest.fixture
def audited(db):
    """Return what was audited as ``(action, who, about whom, changes)``, oldest first."""

    def read():
        return [
            (entry.action, entry.actor_label, entry.target_label, entry.changes)
            for entry in AuditEntry.objects.order_by("pk")
        ]

    return read
