"""Excel files of visits: kept for their preview, dropped, or marked as taken in.

What the rows hold is read above, where findings and promises are known too.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.persian import normalise_line
from hamyar.visits.errors import UnableToImportWorkbookError
from hamyar.visits.models import Visit, VisitWorkbook
from hamyar.visits.permissions import require_can_record
from hamyar.visits.services.meeting.saving import open_meeting


@transaction.atomic
def keep_workbook(*, visit: Visit, file_name: str, content: bytes, by: User, at: datetime) -> VisitWorkbook:
    """Keep a file for its preview; nothing of it counts before it is confirmed.

    Raises
    ------
    PermissionDenied
        When ``by`` does not write the records of the visit.
    UnableToSaveRecordError
        When the visit takes no records any more.
    """
    open_meeting(meeting=visit, by=by)
    return VisitWorkbook.objects.create(
        visit=visit,
        file_name=normalise_line(file_name)[-200:],
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_at=at,
        uploaded_by=by,
    )


@transaction.atomic
def discard_workbook(*, workbook: VisitWorkbook, by: User) -> None:
    """Drop a file that waits.

    Raises
    ------
    PermissionDenied
        When ``by`` does not write the records of the visit.
    UnableToImportWorkbookError
        When it was taken in.
    """
    waiting_workbook(workbook=workbook, by=by).delete()


def waiting_workbook(*, workbook: VisitWorkbook, by: User) -> VisitWorkbook:
    """Return a file that waits, held until the end of the transaction.

    Raises
    ------
    PermissionDenied
        When ``by`` does not write the records of the visit.
    UnableToImportWorkbookError
        When it was taken in.
    """
    held = VisitWorkbook.objects.select_for_update().filter(pk=workbook.pk).first()
    require_can_record(user=by, meeting=workbook.visit)
    if held is None or held.imported_at is not None:
        raise UnableToImportWorkbookError(_("This file was taken in or dropped before."), "workbook_gone")
    return held


@transaction.atomic
def finish_workbook(
    *, workbook: VisitWorkbook, taken: Mapping[str, str], by: User, at: datetime
) -> VisitWorkbook:
    """Mark a file whose rows were stored as taken in; its content is dropped.

    Raises
    ------
    PermissionDenied
        When ``by`` does not write the records of the visit.
    UnableToImportWorkbookError
        When it was taken in before, or no row of it was new.
    """
    held = waiting_workbook(workbook=workbook, by=by)
    if not taken:
        raise UnableToImportWorkbookError(_("The file holds nothing new."), "nothing_new")
    held.imported_at, held.imported_by, held.content = at, by, b""
    held.rows, held.taken = len(taken), dict(taken)
    held.save()
    changes = {"rows": held.rows, "digest": held.digest}
    record(by=by, at=at, action="import_visit_workbook", target=held, changes=changes)
    return held
