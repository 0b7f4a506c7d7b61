"""From bytes to rows: UTF-8 with or without its mark, UTF-16 of Excel, Windows-1256 of old programs."""

import codecs
import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from hamyar.core.translation import gettext_noop as _
from hamyar.newsroom.errors import UnableToImportNewsError

LARGEST_CELL = 16 * 1024 * 1024
DELIMITERS = ",;\t"
OLD_PERSIAN = "windows-1256"
PERSIAN_LETTERS = re.compile("[\u0621-\u06cc]")
OTHER_LETTERS = re.compile("[\u00c0-\u024f]")
BEYOND = ""
"""Under this name stand cells to which no heading belongs."""
Row = Mapping[str, Any]

csv.field_size_limit(LARGEST_CELL)


@dataclass(frozen=True)
class Table:
    """Rows by the number at which a person finds them in the file, and the encoding it was read in."""

    rows: tuple[tuple[int, Row], ...]
    encoding: str


def read_table(*, content: bytes, name: str) -> Table:
    """Return the rows of a JSON list or of a CSV table with a heading.

    Raises
    ------
    UnableToImportNewsError
        When the file is no such list or table.
    """
    text, encoding = _text(content)
    rows = _json_rows(text) if name.lower().endswith(".json") else _csv_rows(text)
    if not rows:
        raise UnableToImportNewsError(_("The file holds no items."), "news_empty")
    return Table(tuple(rows), encoding)


def _text(content: bytes) -> tuple[str, str]:
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding = "utf-16" if content.startswith(marks) else "utf-8-sig"
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        old = content.decode(OLD_PERSIAN)
        if _is_persian(old):
            return old, OLD_PERSIAN
        raise UnableToImportNewsError(
            _("The file is not UTF-8 text. In Excel choose “CSV UTF-8” when you save it."), "news_not_utf8"
        ) from error


def _is_persian(text: str) -> bool:
    """Tell whether a text makes sense: any bytes can be read as Windows-1256."""
    return len(PERSIAN_LETTERS.findall(text)) > 9 * len(OTHER_LETTERS.findall(text))


def _json_rows(text: str) -> list[tuple[int, Row]]:
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnableToImportNewsError(
            _("The file is no JSON: line {line}."), "news_not_json", line=error.lineno
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnableToImportNewsError(
            _("The file must be a JSON list of items."), "news_not_a_list"
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnableToImportNewsError(_("The file must be a JSON list of items."), "news_not_a_list")
    return list(enumerate(rows, 1))


def _csv_rows(text: str) -> list[tuple[int, Row]]:
    heading = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    try:
        return list(_numbered(csv.reader(StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise UnableToImportNewsError(_("The file is no CSV table."), "news_not_csv") from error


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, Row]]:
    """Yield the rows with the numbers a spreadsheet gives them: the heading is row 1, empty rows count."""
    columns = [name.strip().lower() for name in next(rows, [])]
    for number, cells in enumerate(rows, 2):
        if any(cell.strip() for cell in cells):
            beyond = "".join(cells[len(columns) :]).strip()
            row = dict(zip(columns, cells, strict=False))
            yield number, {**row, BEYOND: beyond} if beyond else row
