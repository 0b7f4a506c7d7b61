"""The words between device and server: a batch of changes in, what became of each out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from hamyar.visits.enums import Resolution
from hamyar.visits.models import CountySession, DeviceOperation, Meeting, Visit
from hamyar.visits.services.sync import SentOperation
from hamyar.web.field import reading
from hamyar.web.field.reading import UnableToReadError

SESSION_KEY = re.compile(r"s([0-9]{1,9})")
MOST_OPERATIONS = 50
"""Most changes in one batch; the device sends the rest in the next."""


@dataclass(frozen=True)
class Batch:
    """Changes of one person on one device, oldest first."""

    user_id: int
    device_now: datetime | None
    operations: tuple[Mapping[str, Any], ...]


def read_batch(document: object) -> Batch:
    """Return the batch, its changes still as they were sent.

    Raises
    ------
    UnableToReadError
        When it is no batch, or holds too many changes.
    """
    if not isinstance(document, dict) or not isinstance(document.get("operations"), list):
        raise UnableToReadError(_("This is no batch of changes."), "no_batch")
    operations = document["operations"]
    if len(operations) > MOST_OPERATIONS or not all(isinstance(each, dict) for each in operations):
        raise UnableToReadError(_("This is no batch of changes."), "no_batch")
    return Batch(reading.whole(document, "user"), reading.moment(document, "device_now"), tuple(operations))


def skew_of(device_now: datetime | None, at: datetime) -> int:
    """Return by how many seconds the device's clock is ahead of the server's."""
    return round((device_now - at).total_seconds()) if device_now else 0


def read_operation(sent: Mapping[str, Any], *, skew_seconds: int) -> SentOperation:
    """Return a change in its types.

    Raises
    ------
    UnableToReadError
        When a part is missing or of the wrong type.
    """
    fields = sent.get("fields")
    if not isinstance(fields, dict):
        raise UnableToReadError(
            _("What the device sent could not be read: {name}."), "unreadable", name="fields"
        )
    return SentOperation(
        operation_id=reading.needed_identity(sent, "id"),
        meeting=_meeting(sent),
        kind=reading.text(sent, "kind")[:20],
        record_id=reading.needed_identity(sent, "record"),
        base_revision=reading.whole(sent, "base"),
        fields={name: _without_nul(value) for name, value in fields.items()},
        device_time=reading.moment(sent, "device_time"),
        skew_seconds=skew_seconds,
        resolves=reading.identity(sent, "resolves"),
        resolution=_resolution(sent),
    )


def _without_nul(value: object) -> object:
    """Return a text without the one letter that no database stores; it would be sent again for ever."""
    return value.replace("\0", "") if isinstance(value, str) else value


def _meeting(sent: Mapping[str, Any]) -> Meeting | None:
    """Return the visit of a number, or the county session of an ``s`` and its number; nothing where there is none."""
    named = sent.get("visit")
    if not isinstance(named, str):
        return Visit.objects.filter(pk=reading.whole(sent, "visit")).select_related("trip").first()
    found = SESSION_KEY.fullmatch(named)
    number = int(found[1]) if found else 0
    return CountySession.objects.filter(pk=number).select_related("trip", "county").first()


def _resolution(sent: Mapping[str, Any]) -> Resolution | None:
    named = reading.text(sent, "resolution")
    if not named:
        return None
    if named not in Resolution.values:
        raise UnableToReadError(
            _("What the device sent could not be read: {name}."), "unreadable", name="resolution"
        )
    return Resolution(named)


def answer(row: DeviceOperation, *, is_repeated: bool) -> dict[str, Any]:
    """Return what became of a change, as the device reads it."""
    return {
        "id": str(row.operation_id),
        "result": row.result,
        "same": is_repeated,
        "revision": row.revision,
        "reason": row.reason,
        "current": row.current,
    }
