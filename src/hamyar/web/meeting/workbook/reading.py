"""The file read back into the rows of its sheets; it is never executed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from hamyar.core.jalali import format_jalali
from hamyar.core.persian import normalise, to_ascii_digits
from hamyar.indicators.importing.grid import Grid, Odd, Scalar, UnableToReadFileError
from hamyar.indicators.importing.workbook import read_sheets
from hamyar.places.services.imports.columns import Cells, MatchedTable, match_columns
from hamyar.places.services.imports.plan import UnableToImportError
from hamyar.places.services.imports.tables import OLD_EXCEL_SIGNATURE, ZIP_SIGNATURE, RawTable, TableRow
from hamyar.visits.errors import UnableToImportWorkbookError
from hamyar.visits.models import Visit
from hamyar.web.meeting.workbook.layout import HEAD, LAYOUTS, TOWN_CODE, VISIT_CODE, Layout

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 500
LONGEST_CELL = 5000
REFUSED = ("formula", "error")
FIRST_JALALI, LAST_JALALI = 1200, 1499


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet that say something, and the columns nobody asked for."""

    layout: Layout
    rows: tuple[Cells, ...]
    ignored: tuple[str, ...]


def read_visit_workbook(*, visit: Visit, content: bytes) -> tuple[SheetRows, ...]:
    """Read the file of a visit.

    Raises
    ------
    UnableToImportWorkbookError
        When it is too large, of another kind, of another visit, or has none of the sheets or not the needed columns.
    UnableToReadFileError
        When it is damaged, hostile or holds macros or merged cells.
    """
    _require_workbook(content)
    sheets = _sheets(content)
    _require_own(visit, sheets.get(HEAD))
    found = tuple(_rows(layout, sheets[layout.title]) for layout in LAYOUTS if layout.title in sheets)
    if not found:
        raise UnableToImportWorkbookError(
            _(
                "The file has none of the sheets of a visit. Take the Excel file of this visit and fill it in."
            ),
            "sheets_missing",
        )
    return found


def _sheets(content: bytes) -> dict[str, Grid]:
    try:
        return read_sheets(content, names={HEAD, *(layout.title for layout in LAYOUTS)})
    except UnableToReadFileError as error:
        if error.code != "file_unknown_format":
            raise
        raise UnableToImportWorkbookError(_("This is no Excel file (.xlsx)."), "unknown_kind") from error


def require_size(size: int) -> None:
    """Refuse a file that is too large, before it is read.

    Raises
    ------
    UnableToImportWorkbookError
        When it has more than ``MOST_BYTES``.
    """
    if size > MOST_BYTES:
        raise UnableToImportWorkbookError(
            _("The file is larger than {limit} MB."), "file_too_large", limit=MOST_BYTES // 1024**2
        )


def _require_workbook(content: bytes) -> None:
    require_size(len(content))
    if content.startswith(OLD_EXCEL_SIGNATURE):
        raise UnableToImportWorkbookError(
            _("This is the old Excel format (.xls), or the file has a password. Save it as .xlsx."),
            "old_excel",
        )
    if not content.startswith(ZIP_SIGNATURE):
        raise UnableToImportWorkbookError(_("This is no Excel file (.xlsx)."), "unknown_kind")


def _require_own(visit: Visit, head: Grid | None) -> None:
    facts = {_text(row.cells[0]): _text(row.cells[1]) for row in head or () if len(row.cells) > 1}
    code, town = (to_ascii_digits(facts.get(name, "")) for name in (VISIT_CODE, TOWN_CODE))
    if not code or not town:
        raise UnableToImportWorkbookError(
            _(
                "The sheet “{sheet}” does not say of which visit the file is. Take the Excel file of this visit."
            ),
            "visit_unknown",
            sheet=HEAD,
        )
    if (code, town) != (str(visit.pk), visit.municipality.code):
        raise UnableToImportWorkbookError(
            _("This is the file of another visit ({found}); this visit has the code {expected}."),
            "another_visit",
            found=facts.get("شهرداری") or code,
            expected=visit.pk,
        )


def _rows(layout: Layout, grid: Grid) -> SheetRows:
    rows = [TableRow(row.number, _without_empty_end(row.cells)) for row in grid]
    if not rows:
        return SheetRows(layout, (), ())
    if len(rows) > MOST_ROWS:
        raise UnableToImportWorkbookError(
            _("The sheet “{sheet}” has more than {limit} rows."),
            "too_many_rows",
            sheet=layout.title,
            limit=MOST_ROWS,
        )
    heading = tuple(cell.replace("*", "").strip() for cell in rows[0].cells)
    table = _matched(layout, RawTable(heading, tuple(rows[1:])))
    names = [field.name for field in layout.fields]
    told = tuple(cells for cells in table.rows if any(cells.text(name) for name in names))
    for cells in told:
        _refuse_odd(cells, names)
    return SheetRows(layout, told, table.ignored)


def _matched(layout: Layout, table: RawTable) -> MatchedTable:
    try:
        return match_columns(table, layout.columns)
    except UnableToImportError as error:
        raise UnableToImportWorkbookError(
            _("Sheet “{sheet}”: {reason}"), error.code, sheet=layout.title, reason=error.message
        ) from error


def _refuse_odd(cells: Cells, names: Iterable[str]) -> None:
    """Refuse formulas, errors of formulas and texts that are too long."""
    for name in names:
        text = cells.text(name)
        if isinstance(text, Odd) and text.kind in REFUSED:
            cells.refuse(name, _SAID_FORMULA.message)
        elif len(text) > LONGEST_CELL:
            cells.refuse(name, _SAID_LONG.message)


_SAID_FORMULA = UnableToImportWorkbookError(
    _("This is a formula. Write its result in its place, as a text or a number."), "formula"
)
_SAID_LONG = UnableToImportWorkbookError(_("Shorten this to at most 5000 letters."), "cell_too_long")


def _without_empty_end(cells: Sequence[Scalar]) -> tuple[str, ...]:
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _text(cell: Scalar) -> str:
    """Return a cell as text; a day is written in the Jalali calendar, lines of a text stay."""
    if cell is None:
        return ""
    if isinstance(cell, Odd):
        return _day(cell) if cell.kind == "date" else cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return normalise(str(cell)).strip()


def _day(cell: Odd) -> str:
    """Return the day of a cell; a year such as 1405 was typed in the Jalali calendar already."""
    try:
        found = dt.date.fromisoformat(cell[:10])
    except ValueError:
        return str(cell)
    if FIRST_JALALI <= found.year <= LAST_JALALI:
        return f"{found.year}/{found.month:02}/{found.day:02}"
    return format_jalali(found, "numeric")
