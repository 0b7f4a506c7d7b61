"""Tables from files that strangers made: CSV and Excel, read with limits, never executed."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hamyar.core.persian import normalise_line
from hamyar.core.translation import gettext_noop as _
from hamyar.places.services.imports.plan import UnableToImportError

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 1_000
DELIMITERS = ",;\t"
ZIP_SIGNATURE = b"PK\x03\x04"
OLD_EXCEL_SIGNATURE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class TableRow:
    """A row with its number in the file, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class RawTable:
    """The heading and the rows below it."""

    heading: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(*, content: bytes) -> RawTable:
    """Read a CSV or Excel file; what it is shows in its first bytes, not in its name.

    Raises
    ------
    UnableToImportError
        When the file is empty, too large, of another kind, not UTF-8, or holds formulas or merged cells.
    """
    if not content.strip():
        raise UnableToImportError(_("The file is empty."), "file_empty")
    if len(content) > LARGEST_FILE:
        raise UnableToImportError(
            _("The file is larger than {limit} MB."), "file_too_large", limit=LARGEST_FILE // 1024**2
        )
    if content.startswith(OLD_EXCEL_SIGNATURE):
        raise UnableToImportError(
            _("This is the old Excel format (.xls). Save it as .xlsx or as CSV UTF-8."), "old_excel"
        )
    lines = _excel_rows(content) if content.startswith(ZIP_SIGNATURE) else _csv_rows(content)
    return _table(lines)


def _table(lines: Iterable[tuple[int, list[str]]]) -> RawTable:
    heading: tuple[str, ...] | None = None
    rows: list[TableRow] = []
    for number, raw in lines:
        cells = tuple(_cell(cell, number) for cell in _without_empty_end(raw, number))
        if not any(cells):
            continue
        if heading is None:
            heading = cells
            continue
        rows.append(TableRow(number, cells))
        if len(rows) > MOST_ROWS:
            raise UnableToImportError(
                _("The file has more than {limit} rows."), "too_many_rows", limit=MOST_ROWS
            )
    if heading is None or not rows:
        raise UnableToImportError(_("The file has no rows below its heading."), "no_rows")
    return RawTable(heading, tuple(rows))


def _without_empty_end(cells: list[str], number: int) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise UnableToImportError(
            _("Row {row} has more than {limit} columns."), "too_many_columns", row=number, limit=MOST_COLUMNS
        )
    return cells


def _cell(text: str, number: int) -> str:
    if len(text) > LONGEST_CELL:
        raise UnableToImportError(_("A cell of row {row} is too long."), "cell_too_long", row=number)
    if text.startswith(("=", "@")):
        raise UnableToImportError(
            _("Row {row} holds a formula ({text}). Paste values instead and send the file again."),
            "formula",
            row=number,
            text=text[:30],
        )
    return normalise_line(text)


def _csv_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    if "\x00" in text:
        raise UnableToImportError(_("This is neither a CSV nor an Excel file (.xlsx)."), "unknown_kind")
    first = text.lstrip().splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise UnableToImportError(
            _("Row {row} is no readable CSV."), "csv_unreadable", row=reader.line_num
        ) from error


def _decoded(content: bytes) -> str:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnableToImportError(
            _("The text is not UTF-8. In Excel choose “CSV UTF-8” or send the .xlsx file itself."),
            "wrong_encoding",
        ) from error


def _excel_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 2), start=1):
            yield number, [_shown(cell) for cell in row]
    except (InvalidFileException, KeyError, ValueError, IndexError, SyntaxError, zipfile.BadZipFile) as error:
        raise UnableToImportError(
            _("The Excel file cannot be read. Open it, save it again as .xlsx and send that."),
            "excel_unreadable",
        ) from error


def _check_package(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > LARGEST_UNPACKED:
                raise UnableToImportError(_("The file unpacks to far more than it should."), "zip_bomb")
            for name in package.namelist():
                if name.startswith("xl/worksheets/sheet1.") and b"<mergeCell " in package.read(name):
                    raise UnableToImportError(
                        _("The sheet has merged cells. Unmerge them so that each row stands alone."),
                        "merged_cells",
                    )
    except zipfile.BadZipFile as error:
        raise UnableToImportError(
            _("The Excel file cannot be read. Open it, save it again as .xlsx and send that."),
            "excel_unreadable",
        ) from error


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return f"={value}" if not str(value).startswith("=") else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
