"""From an uploaded file to a batch that waits for confirmation; a refused file leaves nothing behind."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.jalali import jalali_year
from hamyar.core.persian import normalise_line
from hamyar.indicators.boundaries import boundary_code
from hamyar.indicators.changes import Change, pack
from hamyar.indicators.enums import Level, Status
from hamyar.indicators.importing import (
    CellKind,
    Defaults,
    Preview,
    PreviewCell,
    check_entries,
    find_entries,
    read_grid,
)
from hamyar.indicators.models import ImportBatch, Value
from hamyar.indicators.permissions import Actor, require_can_import, towns_of_importer
from hamyar.indicators.services.references import indicator_references, reference_for
from hamyar.indicators.services.snapshots import snapshot


@dataclass(frozen=True)
class Upload:
    """What a file would do, and the batch that waits; no batch where the file cannot be confirmed."""

    preview: Preview
    batch: ImportBatch | None


def preview_file(*, content: bytes, defaults: Defaults, by: Actor) -> Preview:
    """Return what a file would do; nothing is stored.

    Raises
    ------
    PermissionDenied
        When ``by`` may enter no value.
    UnableToReadFileError
        When the file is refused as a whole.
    """
    require_can_import(user=by)
    indicators = indicator_references()
    layout = find_entries(read_grid(content), indicators=indicators)
    return check_entries(layout, reference=reference_for(indicators=indicators, by=by), defaults=defaults)


@transaction.atomic
def upload_values(
    *,
    file_name: str,
    content: bytes,
    by: Actor,
    at: dt.datetime,
    year: int | None = None,
    status: Status = Status.FINAL,
    source: str = "",
    note: str = "",
) -> Upload:
    """Preview a file and keep it as a batch that waits for confirmation.

    A file with a refused cell, or one that would change nothing, is previewed and not kept. Who represents a
    municipality uploads provisional values only.

    Raises
    ------
    PermissionDenied
        When ``by`` may enter no value.
    UnableToReadFileError
        When the file is refused as a whole.
    """
    limited = by is not None and towns_of_importer(user=by) is not None
    given = Status.PROVISIONAL if limited else status
    defaults = Defaults(
        last_year=jalali_year(at), year=year, status=given.value, source=normalise_line(source)
    )
    preview = preview_file(content=content, defaults=defaults, by=by)
    if not preview.can_be_confirmed:
        return Upload(preview, None)
    person = by if isinstance(by, User) else None
    batch = ImportBatch.objects.create(
        file_name=normalise_line(file_name)[-200:],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        changes=pack(_changes(preview)),
        default_year=year,
        default_status=given,
        default_source=defaults.source[:300],
        note=normalise_line(note)[:500],
        counts={
            **{kind.value: count for kind, count in preview.counts.items()},
            "doubtful": len(preview.doubtful),
        },
        uploaded_at=at,
        uploaded_by=person,
    )
    record(by=person, at=at, action="upload_values", target=batch, changes=batch.counts)
    return Upload(preview, batch)


def _changes(preview: Preview) -> list[Change]:
    before = _standing_values(preview.of(CellKind.CHANGED))
    kinds = {CellKind.NEW, CellKind.CHANGED}
    return [_change(cell, before) for cell in preview.cells if cell.kind in kinds]


def _standing_values(cells: list[PreviewCell]) -> dict[tuple[int, int, int], Value]:
    indicators = {cell.indicator.id for cell in cells if cell.indicator}
    values = Value.objects.filter(indicator__in=indicators)
    return {
        (each.indicator_id, each.municipality_id or each.county_id or 0, each.year): each for each in values
    }


def _change(cell: PreviewCell, before: dict[tuple[int, int, int], Value]) -> Change:
    assert cell.indicator is not None  # noqa: S101  new and changed cells have both
    assert cell.place is not None  # noqa: S101  new and changed cells have both
    is_county = cell.indicator.level == Level.COUNTY
    standing = before.get((cell.indicator.id, cell.place.id, cell.year))
    return Change(
        row=cell.row,
        column=cell.column,
        indicator_id=cell.indicator.id,
        municipality_id=None if is_county else cell.place.id,
        county_id=cell.place.id if is_county else None,
        year=cell.year,
        before=snapshot(standing) if standing else None,
        after=_after(cell, standing),
        doubts=cell.doubts,
    )


def _after(cell: PreviewCell, standing: Value | None) -> dict[str, Any]:
    assert cell.indicator is not None  # noqa: S101  asked for by the only caller
    keeps_caveat = standing is not None and standing.amount == cell.amount
    boundary = boundary_code(level=cell.indicator.level, year=cell.year)
    return {
        "amount": cell.amount,
        "status": cell.status,
        "boundary": standing.boundary if standing else boundary,
        "caveat": standing.caveat if standing and keeps_caveat else "",
        "source": cell.source,
        "note": cell.note,
    }
