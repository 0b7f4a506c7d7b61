"""The register as files: CSV and Excel, in the language of the page."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from hamyar.commitments.models import Commitment
from hamyar.core.jalali import format_jalali
from hamyar.core.spreadsheet import harmless
from hamyar.core.translation import active_language

Cell = str | int


def header() -> list[str]:
    """Return the names of the columns."""
    return [
        _("Number"),
        _("What is promised"),
        _("Who promised"),
        _("Promised by"),
        _("Owner"),
        _("Town"),
        _("First due date"),
        _("Due date"),
        _("State"),
        _("Days late"),
        _("Done on"),
        _("Who may read it"),
    ]


def rows_of(commitments: Iterable[Commitment], *, on: dt.date) -> Iterator[list[Cell]]:
    """Yield one row for each promise; dates in the Jalali calendar."""
    language = active_language()

    def day(value: dt.date | None) -> str:
        return format_jalali(value, "numeric", language=language) if value else ""

    for row in commitments:
        yield [
            row.pk,
            row.text,
            row.get_side_display(),
            row.promised_by,
            row.owner_name,
            row.town.name if row.town else "",
            day(row.first_due_on),
            day(row.due_on),
            row.get_state_display(),
            row.days_overdue(on),
            day(row.done_on),
            row.get_visibility_display(),
        ]


def as_xlsx(commitments: Iterable[Commitment], *, on: dt.date) -> bytes:
    """Return an Excel sheet, from right to left in Persian."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_("Promises"))
        if active_language() == "fa":
            sheet.right_to_left()
        sheet.write_row(0, 0, header(), book.add_format({"bold": True, "bottom": 1}))
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for number, cells in enumerate(rows_of(commitments, on=on), 1):
            safe = [cell if isinstance(cell, int) else harmless(cell) for cell in cells]
            sheet.write_row(number, 0, safe, wrapped)
        sheet.set_column(0, len(header()) - 1, 16)
        sheet.set_column(1, 1, 60)
        sheet.freeze_panes(1, 2)
    return file.getvalue()
