"""The register and the public opportunities as CSV, Excel and JSON."""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from hamyar.core.jalali import format_jalali
from hamyar.core.spreadsheet import csv_response, harmless
from hamyar.core.translation import active_language
from hamyar.projects.models import Project

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Column = tuple[str, Callable[[Project], Any]]


def _public_columns() -> list[Column]:
    return [
        (_("Code"), lambda row: row.code),
        (_("Title"), lambda row: row.title),
        (_("Kind"), lambda row: row.kind_label),
        (_("Municipality"), lambda row: row.municipality.name),
        (_("Code of the municipality"), lambda row: row.municipality.code),
        (_("County"), lambda row: row.municipality.county.name),
        (_("Size"), lambda row: None if row.size is None else float(row.size)),
        (_("Unit"), lambda row: row.unit_label),
        (_("Contract"), lambda row: row.get_contract_display()),
        (_("Stage"), lambda row: row.get_stage_display()),
        (_("Estimated cost (rial)"), lambda row: row.cost_rial),
        (
            _("Day of the estimate"),
            lambda row: format_jalali(row.cost_as_of, "numeric") if row.cost_as_of else "",
        ),
        (_("Summary for lists"), lambda row: row.summary),
        (
            _("Published"),
            lambda row: format_jalali(row.published_at, "numeric") if row.published_at else "",
        ),
    ]


def _desk_columns() -> list[Column]:
    return [
        *_public_columns(),
        (_("Expected yearly income of the municipality (rial)"), lambda row: row.income_rial),
        (_("Put on record by"), lambda row: row.get_origin_display()),
        (_("On record since"), lambda row: format_jalali(row.recorded_at, "numeric")),
    ]


def public_records(rows: QuerySet[Project]) -> list[dict[str, Any]]:
    """Return the opportunities as plain records with stable English names; days are Gregorian, amounts rials."""
    return [_record(row) for row in rows]


def _record(row: Project) -> dict[str, Any]:
    return {
        "code": row.code,
        "address": row.public_url,
        "title_fa": row.title_fa,
        "title_en": row.title_en or None,
        "kind": row.kind,
        "municipality_code": row.municipality.code,
        "municipality_fa": row.municipality.name_fa,
        "county_code": row.municipality.county.code,
        "county_fa": row.municipality.county.name_fa,
        "size": None if row.size is None else float(row.size),
        "unit": row.unit or None,
        "contract": row.contract or None,
        "stage": row.stage,
        "cost_rial": row.cost_rial,
        "cost_as_of": row.cost_as_of.isoformat() if row.cost_as_of else None,
        "summary": row.summary,
        "published_at": row.published_at.isoformat() if row.published_at else None,
    }


def public_csv(rows: QuerySet[Project]) -> StreamingHttpResponse:
    """Return the opportunities as CSV."""
    return _csv("opportunities.csv", rows, _public_columns())


def public_xlsx(rows: QuerySet[Project]) -> HttpResponse:
    """Return the opportunities as an Excel sheet."""
    return _xlsx("opportunities.xlsx", _("Investment opportunities"), rows, _public_columns())


def desk_csv(rows: QuerySet[Project]) -> StreamingHttpResponse:
    """Return the register as CSV."""
    return _csv("projects.csv", rows, _desk_columns())


def desk_xlsx(rows: QuerySet[Project]) -> HttpResponse:
    """Return the register as an Excel sheet."""
    return _xlsx("projects.xlsx", _("Projects"), rows, _desk_columns())


def _cells(rows: QuerySet[Project], columns: list[Column]) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=500):
        yield [value(row) for _name, value in columns]


def _csv(name: str, rows: QuerySet[Project], columns: list[Column]) -> StreamingHttpResponse:
    header: Iterable[str] = [heading for heading, _value in columns]
    return csv_response(name=name, header=header, rows=_cells(rows, columns))


def _xlsx(name: str, title: str, rows: QuerySet[Project], columns: list[Column]) -> HttpResponse:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(title)
        if active_language() == "fa":
            sheet.right_to_left()
        header = [heading for heading, _value in columns]
        sheet.write_row(0, 0, header, book.add_format({"bold": True, "bottom": 1}))
        count = 0
        for count, cells in enumerate(_cells(rows, columns), start=1):
            _write(sheet, count, cells)
        sheet.set_column(0, len(columns) - 1, 16)
        sheet.set_column(1, 1, 40)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _write(sheet: Any, number: int, cells: list[Any]) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, int | float):
            sheet.write_number(number, column, value)
        elif value not in (None, ""):
            sheet.write_string(number, column, harmless(value))
