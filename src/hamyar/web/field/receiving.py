"""Taking in a batch: one change at a time, so that what fails takes nothing else with it."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from hamyar.accounts.models import User
from hamyar.visits.services.sync import SentOperation, receive_operation
from hamyar.web.field.kinds import keeper_of
from hamyar.web.field.protocol import Batch, answer, read_operation, skew_of
from hamyar.web.field.reading import UnableToReadError, moment

LOG = logging.getLogger(__name__)


def receive_batch(*, batch: Batch, by: User, at: datetime) -> list[dict[str, Any]]:
    """Handle each change in a transaction of its own and return what became of each, in their order."""
    skew = skew_of(batch.device_now, at)
    return [_receive(sent, skew, by=by, at=at) for sent in batch.operations]


def receive_photo(sent: Mapping[str, Any], content: bytes, *, by: User, at: datetime) -> dict[str, Any]:
    """Handle one photo with the change that belongs to it.

    Raises
    ------
    UnableToReadError
        When the time of the device is none.
    """
    skew = skew_of(moment(sent, "device_now"), at)
    return _receive(sent, skew, by=by, at=at, content=content)


def _receive(
    sent: Mapping[str, Any], skew: int, *, by: User, at: datetime, content: bytes | None = None
) -> dict[str, Any]:
    try:
        return receive(read_operation(sent, skew_seconds=skew), by=by, at=at, content=content)
    except UnableToReadError as refusal:
        return _told(sent, "refused", refusal.message)
    except Exception:  # the edge of the process: one broken change must not hold up the others
        LOG.exception("A change from a device failed.")
        return _told(sent, "failed", "")


def receive(sent: SentOperation, *, by: User, at: datetime, content: bytes | None = None) -> dict[str, Any]:
    """Handle one change and return what became of it."""
    keeper = keeper_of(sent.kind, content=content)
    try:
        row, is_repeated = receive_operation(sent=sent, keeper=keeper, by=by, at=at)
    except PermissionDenied:  # somebody else's change
        return _told({"id": str(sent.operation_id)}, "refused", "")
    return answer(row, is_repeated=is_repeated)


def _told(sent: Mapping[str, Any], result: str, reason: str) -> dict[str, Any]:
    found = {"id": sent.get("id"), "result": result, "same": False, "reason": reason}
    return {**found, "revision": None, "current": None}
