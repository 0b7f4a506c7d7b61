"""Reading CSV in UTF-8."""

import csv
from collections.abc import Iterator
from io import StringIO

from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.importing import limits
from hamyar.indicators.importing.archive import too_many_columns
from hamyar.indicators.importing.grid import Grid, GridRow, Odd, Scalar, UnableToReadFileError

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_GARBLED = frozenset("ØÙÚÛ")
_GARBLED_AT_LEAST = 8
_FORMULA = ("=", "@")


def read_text_file(content: bytes) -> Grid:
    """Read comma-, semicolon- or tab-separated text.

    Raises
    ------
    UnableToReadFileError
        When the encoding is not UTF-8 or the text is no table.
    """
    text = _decode(content)
    if "\0" in text:
        raise UnableToReadFileError(
            _("This is not an Excel workbook. Upload .xlsx or CSV in UTF-8."), "file_unknown_format"
        )
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        return Grid(tuple(_rows(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))))
    except csv.Error as error:
        raise UnableToReadFileError(
            _("The CSV file is damaged: a quotation mark is opened and not closed, or a cell is endless."),
            "file_damaged",
        ) from error


def _decode(content: bytes) -> str:
    wrong = UnableToReadFileError(
        _("The letters of the file are not in UTF-8. In Excel, save it as “CSV UTF-8”."), "file_encoding"
    )
    try:
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong from error
    if sum(text.count(letter) for letter in _GARBLED) >= _GARBLED_AT_LEAST:
        raise wrong
    return text


def _rows(rows: Iterator[list[str]]) -> Iterator[GridRow]:
    reader, found = rows, 0
    for row in reader:
        if len(row) > limits.MOST_COLUMNS:
            raise too_many_columns()
        if not any(map(str.strip, row)):
            continue
        found += 1
        if found > limits.MOST_ROWS:
            raise UnableToReadFileError(
                _("The file has more than {most} rows. Split it."),
                "file_too_many_rows",
                most=limits.MOST_ROWS,
            )
        yield GridRow(reader.line_num, tuple(map(_plain, row)))  # type: ignore[attr-defined]  # csv.reader


def _plain(cell: str) -> Scalar:
    if not cell.strip():
        return None
    return Odd(cell, "formula") if cell.lstrip().startswith(_FORMULA) else cell
