"""Confirming a batch as a whole, discarding it, and undoing it as a whole."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.errors import UnableToError
from hamyar.core.persian import normalise_line
from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.changes import Change, Key, unpack
from hamyar.indicators.enums import BATCH_MOVES, BatchState, Status
from hamyar.indicators.models import ImportBatch, Value
from hamyar.indicators.permissions import Actor, require_can_confirm, require_can_release, require_can_undo
from hamyar.indicators.services.snapshots import restore, snapshot

BATCH_SIZE = 1000
UPDATED = [
    "amount",
    "status",
    "boundary",
    "caveat",
    "source",
    "note",
    "batch",
    "recorded_at",
    "recorded_by",
]


class UnableToConfirmImportError(UnableToError):
    """A batch that cannot be stored as it was previewed."""

    default_code = "import_not_confirmable"


class UnableToReleaseImportError(UnableToError):
    """A batch whose values cannot be made public."""

    default_code = "import_not_releasable"


class UnableToUndoImportError(UnableToError):
    """A batch that cannot be taken back."""

    default_code = "import_not_undoable"


@transaction.atomic
def confirm_import(*, batch: ImportBatch, by: Actor, at: dt.datetime) -> ImportBatch:
    """Store all values of a batch, or none.

    Side effects: the values, the batch's state, one audit entry.

    Raises
    ------
    PermissionDenied
        When ``by`` may not confirm it.
    UnableToConfirmImportError
        When it is not waiting, or when a value has changed since the preview.
    """
    require_can_confirm(user=by, batch=batch)
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    _move(batch, BatchState.CONFIRMED, UnableToConfirmImportError)
    changes = unpack(batch.changes)
    standing = _standing(changes)
    moved = [change for change in changes if not _is_as_previewed(change, standing.get(change.key))]
    if moved:
        raise UnableToConfirmImportError(
            _("{count} values have changed since this preview. Upload the file again."),
            "values_changed",
            count=len(moved),
        )
    person = by if isinstance(by, User) else None
    values = [_applied(change, standing.get(change.key), batch, person, at) for change in changes]
    _store(values)
    batch.confirmed_at, batch.confirmed_by = at, person
    batch.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    record(by=person, at=at, action="confirm_import", target=batch, changes=batch.counts)
    return batch


@transaction.atomic
def discard_import(*, batch: ImportBatch, by: Actor, at: dt.datetime) -> ImportBatch:
    """Give up a batch that waits for confirmation; its preview is forgotten.

    Raises
    ------
    PermissionDenied
        When ``by`` may not discard it.
    UnableToConfirmImportError
        When it is not waiting.
    """
    require_can_confirm(user=by, batch=batch)
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    _move(batch, BatchState.DISCARDED, UnableToConfirmImportError)
    batch.changes = b""
    batch.save(update_fields=["state", "changes"])
    record(by=by if isinstance(by, User) else None, at=at, action="discard_import", target=batch)
    return batch


@transaction.atomic
def undo_import(*, batch: ImportBatch, why: str, by: Actor, at: dt.datetime) -> ImportBatch:
    """Bring back what stood before a confirmed batch, for all of its values or for none.

    Raises
    ------
    PermissionDenied
        When ``by`` may not undo imports.
    UnableToUndoImportError
        When it is not confirmed, no reason is given, or a later batch changed one of its values.
    """
    require_can_undo(user=by)
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    reason = normalise_line(why)
    if not reason:
        raise UnableToUndoImportError(_("Say why the import is undone."), "reason_missing")
    _move(batch, BatchState.UNDONE, UnableToUndoImportError)
    changes = unpack(batch.changes)
    standing = _standing(changes)
    _refuse_later_changes(batch, changes, standing)
    _bring_back(changes, standing)
    person = by if isinstance(by, User) else None
    batch.undone_at, batch.undone_by, batch.undone_why = at, person, reason[:300]
    batch.save(update_fields=["state", "undone_at", "undone_by", "undone_why"])
    record(by=person, at=at, action="undo_import", target=batch, changes={"why": reason, **batch.counts})
    return batch


@transaction.atomic
def release_import(*, batch: ImportBatch, by: Actor, at: dt.datetime) -> int:
    """Make the embargoed values of a confirmed batch final and public; return how many there were.

    Raises
    ------
    PermissionDenied
        When ``by`` may not import values of all places.
    UnableToReleaseImportError
        When the batch is not confirmed or holds no embargoed value any more.
    """
    require_can_release(user=by)
    batch = ImportBatch.objects.select_for_update().defer("content", "changes").get(pk=batch.pk)
    held = Value.objects.filter(batch=batch, status=Status.EMBARGOED)
    if batch.state != BatchState.CONFIRMED or not held.exists():
        raise UnableToReleaseImportError(_("This import holds no embargoed values."), "nothing_embargoed")
    person = by if isinstance(by, User) else None
    count = held.update(status=Status.FINAL)
    changes = {"status": [Status.EMBARGOED.value, Status.FINAL.value], "values": count}
    record(by=person, at=at, action="release_import", target=batch, changes=changes)
    return count


def _move(batch: ImportBatch, to: BatchState, refusal: type[UnableToError]) -> None:
    if to not in BATCH_MOVES[BatchState(batch.state)]:
        raise refusal(
            _("This import is “{state}”; that step is not open to it."),
            "wrong_state",
            state=batch.get_state_display(),
        )
    batch.state = to


def _key(value: Value) -> Key:
    return (value.indicator_id, value.municipality_id, value.county_id, value.year)


def _standing(changes: Iterable[Change]) -> dict[Key, Value]:
    indicators = {change.indicator_id for change in changes}
    years = {change.year for change in changes}
    values = Value.objects.filter(indicator__in=indicators, year__in=years).select_for_update()
    return {_key(value): value for value in values}


def _is_as_previewed(change: Change, value: Value | None) -> bool:
    return change.before == (snapshot(value) if value else None)


def _applied(
    change: Change, value: Value | None, batch: ImportBatch, person: User | None, at: dt.datetime
) -> Value:
    stored = value or Value(
        indicator_id=change.indicator_id,
        municipality_id=change.municipality_id,
        county_id=change.county_id,
        year=change.year,
    )
    for field, told in change.after.items():
        setattr(stored, field, told)
    stored.batch, stored.recorded_at, stored.recorded_by = batch, at, person
    return stored


def _store(values: list[Value]) -> None:
    new = [each for each in values if each.pk is None]
    changed = [each for each in values if each.pk is not None]
    Value.objects.bulk_create(new, batch_size=BATCH_SIZE)
    _update(changed)


def _update(values: list[Value]) -> None:
    """Write many changed values; an insert that meets its own row is far quicker than Django's bulk update."""
    Value.objects.bulk_create(
        values, batch_size=BATCH_SIZE, update_conflicts=True, unique_fields=["id"], update_fields=UPDATED
    )


def _refuse_later_changes(batch: ImportBatch, changes: list[Change], standing: dict[Key, Value]) -> None:
    later = [change for change in changes if _batch_of(standing.get(change.key)) != batch.pk]
    if later:
        raise UnableToUndoImportError(
            _("{count} of its values were changed after this import. Undo the later import first."),
            "changed_later",
            count=len(later),
        )


def _batch_of(value: Value | None) -> int | None:
    return value.batch_id if value else None


def _bring_back(changes: list[Change], standing: dict[Key, Value]) -> None:
    new = [standing[change.key].pk for change in changes if change.before is None]
    for start in range(0, len(new), BATCH_SIZE):
        Value.objects.filter(pk__in=new[start : start + BATCH_SIZE]).delete()
    _update([restore(standing[change.key], change.before) for change in changes if change.before is not None])
