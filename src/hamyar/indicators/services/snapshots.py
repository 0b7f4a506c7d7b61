"""A value as it is kept in a batch, so that undoing brings all of it back."""

import datetime as dt
from typing import Any

from hamyar.indicators.models import Value

PLAIN = ("amount", "status", "boundary", "caveat", "source", "note", "batch_id", "recorded_by_id")


def snapshot(value: Value) -> dict[str, Any]:
    """Return everything about a value that an import may change."""
    return {**{field: getattr(value, field) for field in PLAIN}, "recorded_at": value.recorded_at.isoformat()}


def restore(value: Value, kept: dict[str, Any]) -> Value:
    """Put what was kept back into a value; it is not saved."""
    for field in PLAIN:
        setattr(value, field, kept[field])
    value.recorded_at = dt.datetime.fromisoformat(kept["recorded_at"])
    return value
