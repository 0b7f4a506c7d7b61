"""What every service of this stage writes beside its change."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db import models

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.places.permissions import Actor

Changes = Mapping[str, Any]


def plain(value: object) -> Any:
    """Return a value as the audit record keeps it: text, number, truth or nothing."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> Changes:
    """Return what differs, as ``field: [old, new]``."""
    return {
        field: [plain(before.get(field)), plain(value)]
        for field, value in after.items()
        if plain(before.get(field)) != plain(value)
    }


def created(values: Mapping[str, object]) -> Changes:
    """Return the first values of a new record, empty ones left out."""
    return {field: [None, plain(value)] for field, value in values.items() if value not in {None, ""}}


def write(*, by: Actor, at: dt.datetime, action: str, target: models.Model, changes: Changes) -> None:
    """Write one audit entry."""
    person = by if isinstance(by, User) else None
    record(by=person, at=at, action=action, target=target, changes=changes)
