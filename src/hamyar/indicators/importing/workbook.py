"""Reading an Excel workbook row by row."""

import datetime as dt
import warnings
from collections.abc import Callable, Collection, Iterator
from io import BytesIO
from typing import Any, TypeVar

from openpyxl import load_workbook

from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.importing import limits
from hamyar.indicators.importing.archive import check_archive, check_sheet
from hamyar.indicators.importing.grid import Grid, GridRow, Odd, Scalar, UnableToReadFileError

VALUES_SHEET = "مقادیر"
ReadT = TypeVar("ReadT")


def read_workbook(content: bytes) -> Grid:
    """Read the sheet «مقادیر», or the first one where there is none of that name.

    Raises
    ------
    UnableToReadFileError
        When the file is hostile, damaged, or not a plain table.
    """
    return _opened(content, lambda book: _grid(book, _values_name(book), content))


def read_sheets(content: bytes, *, names: Collection[str]) -> dict[str, Grid]:
    """Read the sheets of these names that are there; further ones are left alone.

    Raises
    ------
    UnableToReadFileError
        When the file is hostile, damaged, or one of the sheets is not a plain table.
    """
    return _opened(
        content, lambda book: {name: _grid(book, name, content) for name in names if name in book.sheetnames}
    )


def _opened(content: bytes, read: Callable[[Any], ReadT]) -> ReadT:
    """Return what ``read`` makes of the workbook, opened only after its archive was looked into."""
    check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that openpyxl leaves out
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            try:
                return read(book)
            finally:
                book.close()
    except UnableToReadFileError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers meet in a damaged file
        raise UnableToReadFileError(
            _("The workbook is damaged and cannot be opened. Save it again as .xlsx."), "file_damaged"
        ) from error


def _values_name(book: Any) -> str:
    return VALUES_SHEET if VALUES_SHEET in book.sheetnames else str(book.worksheets[0].title)


def _grid(book: Any, name: str, content: bytes) -> Grid:
    sheet = book[name]
    part: str = sheet._worksheet_path  # noqa: SLF001  no public name
    columns = check_sheet(content, part=part)
    sheet.reset_dimensions()
    return Grid(tuple(_rows(sheet, columns)))


def _rows(sheet: Any, columns: int) -> Iterator[GridRow]:
    found = 0
    rows = sheet.iter_rows(max_col=columns + 1, values_only=True)
    for number, row in enumerate(rows, start=1):
        found += any(cell is not None for cell in row)
        if found > limits.MOST_ROWS or number > limits.MOST_ROW_NUMBER:
            raise UnableToReadFileError(
                _("The file has more than {most} rows. Split it."),
                "file_too_many_rows",
                most=limits.MOST_ROWS,
            )
        if any(cell is not None for cell in row):
            yield GridRow(number, tuple(map(_plain, row)))


def _plain(cell: object) -> Scalar:
    if cell is None or type(cell) in {int, float}:
        return cell  # type: ignore[return-value]  # one of the two types just asked for
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, bool):
        return Odd("TRUE" if cell else "FALSE", "truth")
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return Odd(str(cell), "date")
    return Odd(str(getattr(cell, "text", None) or "="), "formula")


def _text(cell: str) -> Scalar:
    if cell.startswith("="):
        return Odd(cell, "formula")
    if cell.startswith("#") and cell.endswith(("!", "?", "A")) and cell.isupper():
        return Odd(cell, "error")
    return cell
