"""The workbook a person fills in: places down, indicators across, with the values that stand."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamyar.indicators.exporting.tables import VALUES_SHEET
from hamyar.indicators.importing.layout import LAST
from hamyar.indicators.models import Indicator

FIRST_COLUMN = 3
PALE, SOFT = "#F1F3F4", "#5F6B6B"


@dataclass(frozen=True)
class TemplateRow:
    """A place with, for each indicator, the last value and its year; nothing where none is known."""

    code: str
    name: str
    last: tuple[tuple[float, int] | None, ...]


@dataclass(frozen=True)
class TemplateSheet:
    """What a template holds."""

    year: int
    indicators: tuple[Indicator, ...]
    rows: tuple[TemplateRow, ...]


def template_workbook(sheet: TemplateSheet) -> bytes:
    """Return the workbook.

    Each indicator has two columns: the last known value with its year, in grey and not read back, and the
    value of the template's year, empty unless one stands already.
    """
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = {
        "codes": book.add_format({"font_color": SOFT, "font_size": 8}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#DDECEC", "border": 1, "text_wrap": True, "valign": "top"}
        ),
        "last": book.add_format({"font_color": SOFT, "bg_color": PALE, "align": "center"}),
        "text": book.add_format({"num_format": "@"}),
        "value": book.add_format({"num_format": "0.######", "border": 1, "border_color": "#C8D0D0"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _write_values(book, sheet, formats)
    _write_guide(book, sheet, formats)
    book.close()
    return file.getvalue()


def _add_sheet(book: Any, name: str) -> Any:
    added = book.add_worksheet(name)
    if get_language() != "en":
        added.right_to_left()
    return added


def _write_values(book: Any, sheet: TemplateSheet, formats: dict[str, Any]) -> None:
    values = _add_sheet(book, VALUES_SHEET)
    values.write_row(0, 0, ["code", "name", "year"], formats["codes"])
    values.write_row(1, 0, [_("Code"), _("Name"), _("Year")], formats["head"])
    values.set_column(0, 0, 8)
    values.set_column(1, 1, 18)
    values.set_column(2, 2, 7)
    for position, indicator in enumerate(sheet.indicators):
        _write_heads(values, FIRST_COLUMN + 2 * position, indicator, formats)
    for number, row in enumerate(sheet.rows, start=2):
        _write_place(values, number, row, sheet.year, formats)
    values.set_row(1, 62)
    values.freeze_panes(2, FIRST_COLUMN)
    _validate(values, sheet)


def _write_heads(values: Any, column: int, indicator: Indicator, formats: dict[str, Any]) -> None:
    values.write_string(0, column, f"{LAST}{indicator.code}", formats["codes"])
    values.write_string(0, column + 1, indicator.code, formats["codes"])
    values.write_string(1, column, _("Last value"), formats["head"])
    label = _("%(name)s (%(unit)s)") % {"name": indicator.name, "unit": indicator.unit}
    values.write_string(1, column + 1, label, formats["head"])
    values.set_column(column, column, 13)
    values.set_column(column + 1, column + 1, 18)


def _write_place(values: Any, number: int, row: TemplateRow, year: int, formats: dict[str, Any]) -> None:
    values.write_string(number, 0, row.code, formats["text"])
    values.write_string(number, 1, row.name, formats["text"])
    values.write_number(number, 2, year)
    for position, last in enumerate(row.last):
        column = FIRST_COLUMN + 2 * position
        values.write_blank(number, column + 1, None, formats["value"])
        if last is None:
            continue
        values.write_string(number, column, f"{last[0]:g} ({last[1]})", formats["last"])
        if last[1] == year:
            values.write_number(number, column + 1, last[0], formats["value"])


def _validate(values: Any, sheet: TemplateSheet) -> None:
    for position, indicator in enumerate(sheet.indicators):
        column = FIRST_COLUMN + 2 * position + 1
        values.data_validation(
            2,
            column,
            max(2, len(sheet.rows) + 1),
            column,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": indicator.least,
                "maximum": indicator.most,
                "error_title": _("Outside the valid range"),
                "error_message": _("A number from %(least)s to %(most)s is expected.")
                % {"least": f"{indicator.least:g}", "most": f"{indicator.most:g}"},
            },
        )


def _write_guide(book: Any, sheet: TemplateSheet, formats: dict[str, Any]) -> None:
    guide = _add_sheet(book, _("Guide"))
    notes = (
        _(
            "Write numbers into the white columns of the first sheet; the grey ones show the last known value."
        ),
        _(
            "Leave a cell empty when the value is not known. Do not change codes, merge cells or use formulas."
        ),
        _("You may add columns named status, source and note."),
    )
    for number, note in enumerate(notes):
        guide.write_string(number, 0, note)
    heads = (_("Code"), _("Name"), _("Unit"), _("Valid range"), _("How it is calculated"), _("Source"))
    guide.write_row(len(notes) + 1, 0, heads, formats["head"])
    for number, indicator in enumerate(sheet.indicators, start=len(notes) + 2):
        told = (
            indicator.code,
            indicator.name,
            indicator.unit,
            f"{indicator.least:g} – {indicator.most:g}",
            indicator.how,
            indicator.source,
        )
        guide.write_row(number, 0, told, formats["wrap"])
    for column, width in enumerate((28, 28, 20, 16, 60, 40)):
        guide.set_column(column, column, width)
