"""Changes made on devices: each is handled once, in a transaction of its own, and what became of it is kept.

Which records there are is no matter here: a :class:`Keeper` reads and saves one kind of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.errors import UnableToError
from hamyar.visits.enums import OperationResult, Resolution
from hamyar.visits.errors import UnableToSaveRecordError
from hamyar.visits.models import DeviceOperation, Meeting
from hamyar.visits.permissions import can_record, require_can_record
from hamyar.visits.services.meeting.saving import belongs_to


@dataclass(frozen=True)
class SentOperation:
    """A change as a device sent it; ``resolution`` says how a person ended the conflict ``resolves``."""

    operation_id: UUID
    meeting: Meeting | None
    kind: str
    record_id: UUID
    base_revision: int
    fields: Mapping[str, Any]
    device_time: datetime | None = None
    skew_seconds: int = 0
    resolves: UUID | None = None
    resolution: Resolution | None = None


@dataclass(frozen=True)
class Standing:
    """A record as it stands in the system: its revision, its fields as a device writes them, who and when."""

    revision: int
    fields: Mapping[str, Any]
    by: str = ""
    at: datetime | None = None
    is_withdrawn: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept beside the change that met it."""
        at = self.at.isoformat() if self.at else None
        said = {"revision": self.revision, "fields": dict(self.fields), "by": self.by, "at": at}
        return {**said, "is_withdrawn": self.is_withdrawn}


class Keeper(Protocol):
    """How one kind of record is read and saved."""

    def standing(self, *, meeting: Meeting, record_id: UUID) -> Standing | None:
        """Return the record as it stands, locked; nothing while there is none."""

    def save(self, *, meeting: Meeting, sent: SentOperation, by: User, at: datetime) -> int:
        """Save the record and return its new revision."""


@dataclass(frozen=True)
class Outcome:
    """What becomes of a change."""

    result: OperationResult
    revision: int | None = None
    reason: str = ""
    current: Mapping[str, Any] | None = None


def receive_operation(
    *, sent: SentOperation, keeper: Keeper | None, by: User, at: datetime
) -> tuple[DeviceOperation, bool]:
    """Handle a change once; the second value says whether it had been handled before.

    A refused change and one that met a newer record are kept with their content: nothing is lost with the device.

    Raises
    ------
    PermissionDenied
        When somebody else sent this change before.
    """
    try:
        with transaction.atomic():
            return _known_or_handled(sent, keeper, by=by, at=at)
    except IntegrityError:  # the same change came by another request at the same moment, or breaks a rule
        with transaction.atomic():
            return _known_or_handled(sent, keeper, by=by, at=at, is_second=True)


def _known_or_handled(
    sent: SentOperation, keeper: Keeper | None, *, by: User, at: datetime, is_second: bool = False
) -> tuple[DeviceOperation, bool]:
    known = DeviceOperation.objects.filter(operation_id=sent.operation_id).first()
    if known:
        return _own(known, by), True
    try:
        with transaction.atomic():
            outcome = _outcome(sent, keeper, by=by, at=at)
    except IntegrityError:
        if not is_second:
            raise
        broken = UnableToSaveRecordError(_("The content breaks a rule of the records."), "rule_broken")
        outcome = Outcome(OperationResult.REFUSED, reason=broken.message)
    row = DeviceOperation.objects.create(
        operation_id=sent.operation_id,
        **(belongs_to(sent.meeting) if sent.meeting else {}),
        kind=sent.kind,
        record_id=sent.record_id,
        base_revision=sent.base_revision,
        fields=dict(sent.fields),
        result=outcome.result,
        reason=outcome.reason[:300],
        revision=outcome.revision,
        current=outcome.current,
        device_time=sent.device_time,
        skew_seconds=sent.skew_seconds,
        received_at=at,
        sent_by=by,
    )
    return row, False


def _own(row: DeviceOperation, by: User) -> DeviceOperation:
    if row.sent_by_id != by.pk:
        raise PermissionDenied(row.operation_id)
    return row


def _outcome(sent: SentOperation, keeper: Keeper | None, *, by: User, at: datetime) -> Outcome:
    try:
        with transaction.atomic():
            return _applied(sent, keeper, by=by, at=at)
    except PermissionDenied:
        refusal: UnableToError = UnableToSaveRecordError(_("You may not record at this visit."), "not_yours")
    except UnableToError as refused:
        refusal = refused
    return Outcome(OperationResult.REFUSED, reason=refusal.message)


def _applied(sent: SentOperation, keeper: Keeper | None, *, by: User, at: datetime) -> Outcome:
    if sent.meeting is None:
        raise UnableToSaveRecordError(_("There is no such visit."), "no_visit")
    if keeper is None:
        raise UnableToSaveRecordError(_("This kind of record is not known here."), "kind_unknown")
    require_can_record(user=by, meeting=sent.meeting)
    outcome = _compared(sent, keeper, sent.meeting, by=by, at=at)
    if (
        sent.resolves and sent.resolution
    ):  # where it met yet another change, its content lives on in the new row
        _end(sent.resolves, sent.meeting, sent.resolution, by=by, at=at)
    return outcome


def _compared(sent: SentOperation, keeper: Keeper, meeting: Meeting, *, by: User, at: datetime) -> Outcome:
    now = keeper.standing(meeting=meeting, record_id=sent.record_id)
    if sent.resolution == Resolution.THEIRS:
        return Outcome(OperationResult.APPLIED, now.revision if now else 0)
    if now is None and sent.base_revision:
        raise UnableToSaveRecordError(_("This record is no longer in the system."), "record_gone")
    if now and not now.is_withdrawn and says_the_same(now.fields, sent.fields):
        return Outcome(OperationResult.APPLIED, now.revision)
    if now and now.revision != sent.base_revision:
        return Outcome(OperationResult.CONFLICT, current=now.as_json())
    return Outcome(OperationResult.APPLIED, keeper.save(meeting=meeting, sent=sent, by=by, at=at))


def says_the_same(stands: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    """Tell whether nothing sent differs from what stands; an empty text and no value are the same."""
    return all((stands.get(name) or None) == (value or None) for name, value in sent.items())


def _end(operation_id: UUID, meeting: Meeting, resolution: Resolution, *, by: User, at: datetime) -> None:
    rows = DeviceOperation.objects.select_for_update().filter(
        operation_id=operation_id, **belongs_to(meeting), result=OperationResult.CONFLICT, resolution=""
    )
    for row in rows:
        row.resolution, row.resolved_at, row.resolved_by = resolution, at, by
        row.save()
        record(
            by=by, at=at, action="end_device_conflict", target=row, changes={"resolution": ["", resolution]}
        )


@transaction.atomic
def resolve_conflict(
    *,
    operation: DeviceOperation,
    resolution: Resolution,
    seen_revision: int,
    keeper: Keeper,
    by: User,
    at: datetime,
) -> None:
    """End a conflict on the desk: the device's words, those of the system, or both in two records.

    Raises
    ------
    PermissionDenied
        When ``by`` does not record at this visit.
    UnableToSaveRecordError
        When somebody ended it before, or the record changed since it was shown.
    """
    row = DeviceOperation.objects.select_for_update().get(pk=operation.pk)
    meeting = row.meeting
    if meeting is None or not can_record(user=by, meeting=meeting):
        raise PermissionDenied(row.operation_id)
    if row.result != OperationResult.CONFLICT or row.resolution:
        raise UnableToSaveRecordError(_("Somebody has ended this conflict already."), "conflict_ended")
    if resolution != Resolution.THEIRS:
        _save_chosen(row, meeting, resolution, seen_revision, keeper, by=by, at=at)
    _end(row.operation_id, meeting, resolution, by=by, at=at)


def _save_chosen(
    row: DeviceOperation,
    meeting: Meeting,
    resolution: Resolution,
    seen_revision: int,
    keeper: Keeper,
    *,
    by: User,
    at: datetime,
) -> None:
    """Save the device's words: over the record as it was shown, or as a record of their own."""
    is_new = resolution == Resolution.BOTH
    now = keeper.standing(meeting=meeting, record_id=row.record_id)
    if not is_new and (now.revision if now else 0) != seen_revision:
        raise UnableToSaveRecordError(_("The record has changed since it was shown; compare again."), "stale")
    sent = SentOperation(
        operation_id=row.operation_id,
        meeting=meeting,
        kind=row.kind,
        record_id=row.operation_id if is_new else row.record_id,
        base_revision=0 if is_new else seen_revision,
        fields=row.fields,
        device_time=row.device_time,
    )
    keeper.save(meeting=meeting, sent=sent, by=by, at=at)
