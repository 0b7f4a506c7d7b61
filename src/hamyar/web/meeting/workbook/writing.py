"""The file of a visit to fill in: right to left, with drop-down lists, set for A4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from math import ceil
from typing import Any
from uuid import uuid4

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from hamyar.accounts.models import User
from hamyar.core.jalali import format_jalali
from hamyar.visits.minutes_text import LANGUAGE
from hamyar.visits.models import Visit
from hamyar.web.field.choices import Choices
from hamyar.web.meeting.workbook.guide import guide_lines
from hamyar.web.meeting.workbook.known import KnownRow, head_of, known_rows
from hamyar.web.meeting.workbook.layout import (
    GUIDE,
    HEAD,
    LAYOUTS,
    LISTS,
    NO,
    RECORD_ID,
    REVISION,
    YES,
    Field,
    Layout,
    Reads,
)
from hamyar.web.meeting.workbook.words import lists_of

A4 = 9
SPARE_ROWS = 100
"""So many rows below those that stand ready have the drop-down lists too."""
GUIDE_WIDTH, LINE_HEIGHT = 72, 16
FONT = {"font_name": "Tahoma", "font_size": 10}
LINE = {"border": 1, "border_color": "#B8C4C4"}
TOP = {"text_wrap": True, "valign": "top", "align": "right", "reading_order": 2}


@dataclass(frozen=True)
class _Book:
    """The file while it is made: its formats, and where each drop-down list stands."""

    file: Any
    formats: Mapping[str, Any]
    lists: Mapping[str, Choices]
    ranges: Mapping[str, str]

    def sheet(self, title: str) -> Any:
        added = self.file.add_worksheet(title)
        added.right_to_left()
        added.set_paper(A4)
        added.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        added.fit_to_pages(1, 0)
        return added


def visit_workbook(*, visit: Visit, reader: User, on: date) -> bytes:
    """Return the file of a visit for who writes its records."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as file:
        lists = lists_of(on=on)
        used = sorted({field.choices for layout in LAYOUTS for field in layout.fields if field.choices})
        book = _Book(file, _formats(file), lists, _ranges(used, lists))
        head = head_of(visit)
        _write_guide(book)
        _write_head(book, head)
        known = known_rows(visit, reader=reader)
        for layout in LAYOUTS:
            _write_layout(book, layout, known.get(layout.kind, []), foot=f"{head[0][1]}، {head[2][1]}")
        _write_lists(book, used)
    return content.getvalue()


def _formats(file: Any) -> dict[str, Any]:
    return {
        "title": file.add_format({**FONT, **TOP, "bold": True, "font_size": 14}),
        "line": file.add_format({**FONT, **TOP}),
        "label": file.add_format({**FONT, **TOP, **LINE, "bold": True, "bg_color": "#EEF4F4"}),
        "head": file.add_format({**FONT, **TOP, **LINE, "bold": True, "bg_color": "#DDECEC"}),
        "cell": file.add_format({**FONT, **TOP, **LINE, "num_format": "@"}),
        "number": file.add_format({**FONT, **TOP, **LINE}),
        "identity": file.add_format({"align": "fill", "num_format": ";;;"}),
    }


def _ranges(used: Sequence[str], lists: Mapping[str, Choices]) -> dict[str, str]:
    return {
        name: f"='{LISTS}'!${xl_col_to_name(at)}$1:${xl_col_to_name(at)}${max(1, len(lists[name]))}"
        for at, name in enumerate(used)
    }


def _write_guide(book: _Book) -> None:
    sheet = book.sheet(GUIDE)
    sheet.set_column(0, 0, GUIDE_WIDTH)
    title, *lines = guide_lines()
    sheet.write_string(0, 0, title, book.formats["title"])
    sheet.set_row(0, 24)
    for number, line in enumerate(lines, start=2):
        sheet.write_string(number, 0, line, book.formats["line"])
        sheet.set_row(number, 4 + LINE_HEIGHT * ceil(len(line) / GUIDE_WIDTH))
    sheet.print_area(0, 0, len(lines) + 1, 0)


def _write_head(book: _Book, facts: Sequence[tuple[str, str]]) -> None:
    sheet = book.sheet(HEAD)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 46)
    for number, (label, value) in enumerate(facts):
        sheet.write_string(number, 0, label, book.formats["label"])
        sheet.write_string(number, 1, value, book.formats["cell"])


def _write_layout(book: _Book, layout: Layout, known: Sequence[KnownRow], *, foot: str) -> None:
    sheet = book.sheet(layout.title)
    last = len(layout.fields)
    if sum(field.width for field in layout.fields) > 110:
        sheet.set_landscape()
    for at, field in enumerate(layout.fields):
        sheet.set_column(at, at, field.width)
        sheet.write_string(
            0, at, f"{field.heading} *" if field.is_required else field.heading, book.formats["head"]
        )
        _offer(book, sheet, at, field, last_row=layout.rows + SPARE_ROWS)
    sheet.write_row(0, last, [RECORD_ID.fa, REVISION.fa], book.formats["head"])
    sheet.set_column(last, last + 1, 38, None, {"hidden": True})
    for number in range(1, max(layout.rows, len(known) + 10) + 1):
        row = known[number - 1] if number <= len(known) else KnownRow(uuid4(), 0, {})
        _write_row(book, sheet, number, layout, row)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&R{layout.title}&L{foot}")
    sheet.set_footer("&C&P / &N")
    sheet.print_area(0, 0, max(layout.rows, len(known) + 10), last - 1)


def _write_row(book: _Book, sheet: Any, number: int, layout: Layout, row: KnownRow) -> None:
    for at, field in enumerate(layout.fields):
        is_number = field.reads in (Reads.REAL, Reads.WHOLE)
        style = book.formats["number" if is_number else "cell"]
        said = _said(field, row.fields.get(field.name), book.lists)
        if said:
            sheet.write_string(number, at, said, style)
        else:
            sheet.write_blank(number, at, None, style)
    identity = book.formats["identity"]
    sheet.write_string(number, len(layout.fields), str(row.record_id), identity)
    if row.revision:
        sheet.write_number(number, len(layout.fields) + 1, row.revision, identity)


def _said(field: Field, value: Any, lists: Mapping[str, Choices]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if field.reads is Reads.CHOICE:
        return dict(lists[field.choices]).get(value, "")
    if field.reads is Reads.DAY:
        return format_jalali(date.fromisoformat(value), "short", language=LANGUAGE)
    return str(value)


def _offer(book: _Book, sheet: Any, at: int, field: Field, *, last_row: int) -> None:
    """Give the cells of a column their drop-down list, or say how a day is written."""
    if field.choices:
        rule = {
            "validate": "list",
            "source": book.ranges[field.choices],
            "error_title": "در فهرست نیست",
            "error_message": "یکی از گزینه‌های فهرست را برگزینید.",
        }
    elif field.reads is Reads.DAY:
        rule = {"validate": "any", "input_title": "تاریخ شمسی", "input_message": "مانند ۱۴۰۵/۰۹/۰۱"}
    else:
        return
    sheet.data_validation(1, at, last_row, at, rule)


def _write_lists(book: _Book, used: Sequence[str]) -> None:
    sheet = book.sheet(LISTS)
    for at, name in enumerate(used):
        sheet.write_column(0, at, [label for _code, label in book.lists[name]])
    sheet.hide()
