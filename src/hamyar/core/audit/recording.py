"""Writing audit entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models

from hamyar.core.models import AuditEntry

if TYPE_CHECKING:
    from datetime import datetime

Changes = Mapping[str, Any]

_LABEL_LENGTH = AuditEntry._meta.get_field("target_label").max_length
_ACTOR_LENGTH = AuditEntry._meta.get_field("actor_label").max_length


def record(
    *,
    by: models.Model | None,
    at: datetime,
    action: str,
    target: models.Model | None = None,
    changes: Changes | None = None,
    target_label: str = "",
) -> AuditEntry:
    """Keep who did what, when and to which record.

    Parameters
    ----------
    by
        The person, or ``None`` for the system itself (set-up, scheduled work).
    at
        The instant of the change, from the edge.
    action
        Verb and noun of the service, such as ``"publish_ranking"``.
    target
        The record that was changed.
    changes
        Field → ``[old, new]``; further facts as field → value, not lists. Keep secrets and identity numbers out.
    target_label
        Name of what was changed where there is no single record.
    """
    return AuditEntry.objects.create(
        at=at,
        actor_id="" if by is None else str(by.pk),
        actor_label="" if by is None else _name_of(by)[:_ACTOR_LENGTH],
        action=action,
        target_type="" if target is None else target._meta.label,
        target_id="" if target is None else str(target.pk),
        target_label=(target_label or ("" if target is None else str(target)))[:_LABEL_LENGTH],
        changes=dict(changes or {}),
    )


def _name_of(person: models.Model) -> str:
    return str(getattr(person, "full_name", "") or person)


def facts_of(record_: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """Return the stored values of ``fields``, foreign keys by their label, to compare before and after."""
    values: dict[str, Any] = {}
    for name in fields:
        value = getattr(record_, name)
        values[name] = str(value) if isinstance(value, models.Model) else value
    return values


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return field → ``[old, new]`` for the fields that differ."""
    return {
        name: [before.get(name), after.get(name)]
        for name in (*before, *(name for name in after if name not in before))
        if before.get(name) != after.get(name)
    }
