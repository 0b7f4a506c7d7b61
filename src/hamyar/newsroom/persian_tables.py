"""Tables that editors take away from the CMS: Persian headings and file names, Jalali moments, read from the right."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from hamyar.core.jalali import format_jalali
from hamyar.core.translation import active_language
from hamyar.newsroom.jalali_admin import shown_in_box

HEADINGS = {
    "workflow": _("way to publication"),
    "requested_by": _("sent on by"),
    "task": _("step of the way"),
    "started_at": _("begun at"),
    "finished_at": _("done at"),
    "finished_by": _("done by"),
}
MARK = "\ufeff".encode()
"""What tells spreadsheets that a text is UTF-8."""
DAY = re.compile(r"\d{4}-\d\d-\d\d(?=\.)")

_value = SpreadsheetExportMixin.preprocess_field_value
_heading = SpreadsheetExportMixin.get_heading
_rows = SpreadsheetExportMixin.stream_csv
_answer = SpreadsheetExportMixin.as_spreadsheet


def value(self: Any, field: str, content: Any, export_format: str) -> Any:
    """Write a moment as it stands in the boxes of the editor: «1405/09/02 10:30»."""
    if isinstance(content, date | datetime) and active_language() == "fa":
        return shown_in_box(content)
    return _value(self, field, content, export_format)


def heading(self: Any, queryset: Any, field: str) -> str:
    """Name the columns that Wagtail calls by their names in the code."""
    return str(HEADINGS[field]) if field in HEADINGS else str(_heading(self, queryset, field))


def rows(self: Any, queryset: Any) -> Iterator[bytes]:
    """Begin with the mark without which spreadsheets show Persian as rubbish."""
    yield MARK
    yield from _rows(self, queryset)


def write_sheet(self: Any, queryset: Any, output: Any) -> None:
    """Write a sheet that is read from the right."""
    from openpyxl import Workbook

    book = Workbook(write_only=True, iso_dates=True)
    sheet = book.create_sheet(title=str(_("News desk")))
    sheet.sheet_view.rightToLeft = active_language() == "fa"
    sheet.append(self.get_heading(queryset, field) for field in self.list_export)
    for item in queryset:
        sheet.append(self.generate_xlsx_row(sheet, self.to_row_dict(item)))
    book.save(output)


def answer(self: Any, queryset: Any, spreadsheet_format: str) -> Any:
    """Date the name of the file in Jalali."""
    response = _answer(self, queryset, spreadsheet_format)
    today = format_jalali(localdate(), "numeric").replace("/", "-")
    response["Content-Disposition"] = DAY.sub(today, response["Content-Disposition"])
    return response


def install() -> None:
    """Replace what writes tables."""
    SpreadsheetExportMixin.preprocess_field_value = value
    SpreadsheetExportMixin.get_heading = heading
    SpreadsheetExportMixin.stream_csv = rows
    SpreadsheetExportMixin.write_xlsx = write_sheet
    SpreadsheetExportMixin.as_spreadsheet = answer
