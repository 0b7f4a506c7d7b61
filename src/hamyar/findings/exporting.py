"""The register as CSV and Excel, in the language of the page."""

import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamyar.core.jalali import format_jalali
from hamyar.core.spreadsheet import csv_response
from hamyar.findings.models import Finding

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def headings() -> tuple[str, ...]:
    """Return what the columns are called."""
    return (
        _("Number"),
        _("Kind"),
        _("Sector"),
        _("Title"),
        _("Description"),
        _("Municipality"),
        _("Code"),
        _("County"),
        _("Size"),
        _("Unit"),
        _("People affected"),
        _("Urgency"),
        _("State"),
        _("Visibility"),
        _("Reported"),
        _("Day"),
    )


def _values(row: Finding) -> tuple[Any, ...]:
    return (
        row.pk,
        row.get_kind_display(),
        row.sector_label,
        row.title,
        row.text,
        row.municipality.name if row.municipality else "",
        row.municipality.code if row.municipality else "",
        row.county.name,
        None if row.size is None else float(row.size),
        row.unit,
        row.people_affected,
        row.get_urgency_display(),
        row.get_state_display(),
        row.get_visibility_display(),
        row.get_reported_by_display(),
        format_jalali(row.recorded_at, "numeric"),
    )


def _rows(rows: QuerySet[Finding]) -> Iterator[tuple[Any, ...]]:
    return map(_values, rows.iterator(chunk_size=500))


def as_csv(rows: QuerySet[Finding]) -> StreamingHttpResponse:
    """Return the findings as CSV, written while it is sent."""
    return csv_response(name="findings.csv", header=headings(), rows=_rows(rows))


def as_xlsx(rows: QuerySet[Finding]) -> HttpResponse:
    """Return the findings as an Excel sheet, right to left in Persian."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Findings"))
        if get_language() != "en":
            sheet.right_to_left()
        names, count = headings(), 0
        sheet.write_row(0, 0, names, book.add_format({"bold": True, "bottom": 1}))
        for count, values in enumerate(_rows(rows), start=1):
            _write(sheet, count, values)
        sheet.set_column(0, len(names) - 1, 14)
        sheet.set_column(3, 4, 40)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(count, 1), len(names) - 1)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="findings.xlsx"'
    return response


def _write(sheet: Any, number: int, values: tuple[Any, ...]) -> None:
    for column, value in enumerate(values):
        if isinstance(value, int | float):
            sheet.write_number(number, column, value)
        elif value not in (None, ""):
            sheet.write_string(number, column, str(value))
