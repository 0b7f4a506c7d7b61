"""The one way by which every kind of file is taken in."""

import datetime as dt
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Protocol

from django.db import transaction

from hamyar.accounts.models import User
from hamyar.core.persian import normalise_line
from hamyar.core.translation import gettext_noop as _
from hamyar.places.enums import ImportKind
from hamyar.places.models import PlaceImport
from hamyar.places.permissions import Actor, require_can_import
from hamyar.places.services.auditing import write
from hamyar.places.services.imports.boundaries import BoundariesImporter
from hamyar.places.services.imports.columns import Column
from hamyar.places.services.imports.distances import DistancesImporter
from hamyar.places.services.imports.options import ImportOptions
from hamyar.places.services.imports.places import PlacesImporter
from hamyar.places.services.imports.plan import Plan, Planned, UnableToImportError
from hamyar.places.services.imports.shareholders import ShareholdersImporter


class Importer(Protocol):
    """What each kind of file knows how to do."""

    columns: tuple[Column, ...]

    def plan(self, *, content: bytes, options: ImportOptions) -> Plan[Any]:
        """Compare the file with what is on record."""
        ...

    def apply(self, *, planned: Planned[Any], options: ImportOptions, by: Actor, at: dt.datetime) -> None:
        """Write one row."""
        ...

    def finish(self, *, plan: Plan[Any], options: ImportOptions, by: Actor, at: dt.datetime) -> None:
        """Do what is left for the whole file."""
        ...


IMPORTERS: Mapping[ImportKind, Importer] = {
    ImportKind.PLACES: PlacesImporter(),
    ImportKind.BOUNDARIES: BoundariesImporter(),
    ImportKind.DISTANCES: DistancesImporter(),
    ImportKind.SHAREHOLDERS: ShareholdersImporter(),
}


def digest_of(content: bytes) -> str:
    """Return the digest by which a file is known again."""
    return sha256(content).hexdigest()


def importer_for(*, kind: ImportKind) -> Importer:
    """Return what reads this kind of file."""
    return IMPORTERS[kind]


def plan_import(*, kind: ImportKind, content: bytes, options: ImportOptions) -> Plan[Any]:
    """Return what taking in the file would do; nothing is written.

    Raises
    ------
    UnableToImportError
        When the file cannot be read at all.
    """
    return IMPORTERS[kind].plan(content=content, options=options)


def plan_of(*, upload: PlaceImport) -> Plan[Any]:
    """Return what taking in an uploaded file would do now."""
    return plan_import(
        kind=ImportKind(upload.kind),
        content=bytes(upload.content),
        options=ImportOptions.from_json(upload.options),
    )


@transaction.atomic
def upload_import(
    *,
    kind: ImportKind,
    file_name: str,
    content: bytes,
    options: ImportOptions,
    by: User,
    at: dt.datetime,
) -> PlaceImport:
    """Keep a readable file until it is confirmed; an older one of the same kind and person is dropped.

    Raises
    ------
    PermissionDenied
        When ``by`` may not take in files.
    UnableToImportError
        When the file cannot be read at all.
    """
    require_can_import(user=by)
    plan_import(kind=kind, content=content, options=options)
    PlaceImport.objects.filter(kind=kind, uploaded_by=by, applied_at=None).delete()
    return _kept(kind=kind, file_name=file_name, content=content, options=options, by=by, at=at)


@transaction.atomic
def apply_import(*, upload: PlaceImport, by: Actor, at: dt.datetime) -> Mapping[str, int]:
    """Take in an uploaded file, all or nothing.

    Side effects: the rows, one audit entry for each of them and one for the file.

    Raises
    ------
    PermissionDenied
        When ``by`` may not take in files.
    UnableToImportError
        When it was taken in before, a row is refused, or nothing would change.
    """
    require_can_import(user=by)
    locked = PlaceImport.objects.select_for_update().filter(pk=upload.pk, applied_at=None)
    if not locked.exists():
        raise UnableToImportError(_("This file was taken in already."), "applied_already")
    plan = plan_of(upload=upload)
    _check(plan)
    importer, options = IMPORTERS[ImportKind(upload.kind)], ImportOptions.from_json(upload.options)
    for planned in plan.writes:
        importer.apply(planned=planned, options=options, by=by, at=at)
    importer.finish(plan=plan, options=options, by=by, at=at)
    upload.applied_at, upload.counts = at, dict(plan.counts)
    upload.save(update_fields=["applied_at", "counts"])
    changes: dict[str, object] = {"file": [None, upload.file_name], "digest": [None, upload.digest]}
    changes |= {outcome: [None, count] for outcome, count in plan.counts.items() if count}
    write(by=by, at=at, action="import_file", target=upload, changes=changes)
    return plan.counts


def import_file(
    *,
    kind: ImportKind,
    file_name: str,
    content: bytes,
    options: ImportOptions,
    by: Actor,
    at: dt.datetime,
) -> Mapping[str, int]:
    """Take in a file at once, all or nothing; for the command line.

    Raises
    ------
    PermissionDenied
        When ``by`` may not take in files.
    UnableToImportError
        When the file cannot be read, a row is refused, or nothing would change.
    """
    require_can_import(user=by)
    with transaction.atomic():
        person = by if isinstance(by, User) else None
        upload = _kept(kind=kind, file_name=file_name, content=content, options=options, by=person, at=at)
        return apply_import(upload=upload, by=by, at=at)


@transaction.atomic
def discard_import(*, upload: PlaceImport, by: User) -> None:
    """Drop an uploaded file that was not taken in.

    Raises
    ------
    PermissionDenied
        When ``by`` may not take in files.
    UnableToImportError
        When it was taken in; the record stays.
    """
    require_can_import(user=by)
    if upload.applied_at is not None:
        raise UnableToImportError(_("This file was taken in already."), "applied_already")
    upload.delete()


def _check(plan: Plan[Any]) -> None:
    if plan.refusals:
        first = plan.refusals[0]
        raise UnableToImportError(
            _("{count} rows are refused, so nothing is stored. Row {row}, column “{column}”: {reason}"),
            "rows_refused",
            count=plan.counts["refused"],
            row=first.row,
            column=first.column,
            reason=first.reason,
        )
    if not plan.writes:
        raise UnableToImportError(_("Nothing would change: all rows are on record."), "nothing_new")


def _kept(
    *,
    kind: ImportKind,
    file_name: str,
    content: bytes,
    options: ImportOptions,
    by: User | None,
    at: dt.datetime,
) -> PlaceImport:
    return PlaceImport.objects.create(
        kind=kind,
        file_name=normalise_line(file_name)[-200:],
        digest=digest_of(content),
        content=content,
        options=options.as_json(),
        uploaded_by=by,
        uploaded_at=at,
    )
