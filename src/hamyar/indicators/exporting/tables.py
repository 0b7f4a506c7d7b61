"""Values as plain tables, and tables as CSV and Excel."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamyar.indicators.models import Indicator, Value
from hamyar.indicators.selectors import FigureTable

Cell = str | int | float | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
VALUES_SHEET = "مقادیر"


@dataclass(frozen=True)
class Table:
    """Codes of the columns, what they are called, and the rows."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def values_table(values: QuerySet[Value]) -> Table:
    """Return one value a row, as it was measured; the columns are those an import reads."""
    labels = {
        "code": _("Code"),
        "name": _("Name"),
        "level": _("Level"),
        "indicator": _("Indicator"),
        "year": _("Year"),
        "value": _("Value"),
        "unit": _("Unit"),
        "status": _("Status"),
        "boundary": _("Boundary"),
        "caveat": _("Caveat"),
        "source": _("Source"),
        "note": _("Note"),
    }
    ordered = values.select_related("indicator", "municipality", "county").order_by(
        "indicator__position", "indicator__code", "municipality__code", "county__code", "year"
    )
    return Table(
        tuple(labels), tuple(labels.values()), tuple(_value_row(value) for value in ordered.iterator(2000))
    )


def town_table(table: FigureTable, indicator: Indicator) -> Table:
    """Return one town a row with its newest figure, its own or inherited."""
    labels = {
        "code": _("Code"),
        "name": _("Municipality"),
        "county": _("County"),
        "value": _("Value"),
        "unit": _("Unit"),
        "year": _("Year"),
        "inherited": _("Inherited from the county"),
        "boundary": _("Boundary"),
        "status": _("Status"),
        "caveat": _("Caveat"),
        "source": _("Source"),
    }
    rows = []
    for town in table.towns:
        figure = table.latest(town=town, indicator=indicator)
        told: tuple[Cell, ...] = (None,) * 7
        if figure:
            told = (
                figure.year,
                _("yes") if figure.is_inherited else _("no"),
                figure.boundary,
                figure.status,
                figure.caveat,
                figure.source or indicator.source,
            )
            told = (indicator.unit, *told)
        rows.append((town.code, town.name, town.county.name, figure.amount if figure else None, *told))
    return Table(tuple(labels), tuple(labels.values()), tuple(rows))


def as_csv(table: Table) -> bytes:
    """Return the table as CSV in UTF-8 with its mark, which Excel needs; no cell is read as a formula."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(table.codes)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_workbook(table: Table, *, title: str) -> bytes:
    """Return the table as an Excel sheet, right to left in Persian, with its header frozen."""
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(VALUES_SHEET)
    if get_language() != "en":
        sheet.right_to_left()
    head = book.add_format({"bold": True, "bg_color": "#DDECEC", "border": 1})
    soft = book.add_format({"font_color": "#666666"})
    book.set_properties({"title": title})
    sheet.write_row(0, 0, table.codes, soft)
    sheet.write_row(1, 0, table.labels, head)
    for number, row in enumerate(table.rows, start=2):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell)
    sheet.freeze_panes(2, 2)
    sheet.autofilter(1, 0, max(1, len(table.rows) + 1), len(table.codes) - 1)
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width)
    book.close()
    return file.getvalue()


def _value_row(value: Value) -> tuple[Cell, ...]:
    indicator, place = value.indicator, value.place
    return (
        place.code,
        place.name,
        indicator.level,
        indicator.code,
        value.year,
        value.amount,
        indicator.unit,
        value.status,
        value.boundary,
        value.caveat,
        value.source or indicator.source,
        value.note,
    )


def _harmless(cell: Cell) -> Cell:
    """Keep a text from being run as a formula by the program that opens the file."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _write(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    else:
        sheet.write_number(row, column, cell)


def _widths(table: Table) -> Iterable[int]:
    sample: Sequence[tuple[Cell, ...]] = (table.codes, table.labels, *table.rows[:50])
    for column in range(len(table.codes)):
        longest = max(len(str(row[column] if row[column] is not None else "")) for row in sample)
        yield min(max(longest + 2, 8), 40)
