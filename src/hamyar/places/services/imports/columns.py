"""Columns by their English or Persian heading, and cells as the values they stand for."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hamyar.core.errors import UnableToError
from hamyar.core.jalali import gregorian, parse_jalali
from hamyar.core.persian import parse_integer, parse_number, search_key, to_ascii_digits
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate
from hamyar.places.services.imports.plan import Refusal, UnableToImportError
from hamyar.places.services.imports.tables import RawTable, TableRow

ValueT = TypeVar("ValueT")
YES = {"1", "بله", "بلی", "دارد", "هست", "yes", "true"}
NO = {"0", "خیر", "نه", "ندارد", "نیست", "no", "false"}


class UnableToReadCellError(UnableToError):
    """A cell that does not hold what its column asks for."""

    default_code = "cell_refused"


@dataclass(frozen=True)
class Column:
    """A column by its name in files, its Persian heading, and whether each row needs it."""

    name: str
    fa: str
    is_required: bool = False


@dataclass
class Cells:
    """One row by column name; what cannot be read is noted as a refusal and read as nothing."""

    row: int
    texts: dict[str, str]
    refusals: list[Refusal] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return the cell as text; empty when blank or when the file has no such column."""
        return self.texts.get(column, "")

    def read(self, column: str, reader: Callable[[str], ValueT]) -> ValueT | None:
        """Return what ``reader`` makes of the cell, or nothing when it is blank or refused."""
        text = self.text(column)
        if not text:
            return None
        try:
            return reader(text)
        except UnableToError as error:
            self.refuse(column, error.message)
            return None

    def refuse(self, column: str, reason: str) -> None:
        """Note why a cell cannot be taken in."""
        self.refusals.append(Refusal(self.row, column, self.text(column), reason))


@dataclass(frozen=True)
class MatchedTable:
    """The rows by the names of known columns, and the columns nobody asked for."""

    rows: tuple[Cells, ...]
    columns: frozenset[str]
    ignored: tuple[str, ...]


def match_columns(table: RawTable, columns: Sequence[Column]) -> MatchedTable:
    """Find each column by its heading, whatever its spelling.

    Raises
    ------
    UnableToImportError
        When a column that each row needs is missing, or stands twice.
    """
    names = {search_key(heading): column.name for column in columns for heading in (column.name, column.fa)}
    found = [names.get(search_key(heading)) for heading in table.heading]
    known = [name for name in found if name]
    twice = sorted({name for name in known if known.count(name) > 1})
    if twice:
        raise UnableToImportError(_("The column “{column}” stands twice."), "column_twice", column=twice[0])
    missing = [column for column in columns if column.is_required and column.name not in known]
    if missing:
        raise UnableToImportError(
            _("The column “{fa}” ({name}) is missing. The heading of the file is: {heading}"),
            "column_missing",
            fa=missing[0].fa,
            name=missing[0].name,
            heading="، ".join(table.heading[:12]),
        )
    ignored = [heading for heading, name in zip(table.heading, found, strict=True) if heading and not name]
    rows = tuple(_cells(row, found, columns) for row in table.rows)
    return MatchedTable(rows, frozenset(known), tuple(ignored))


def _cells(row: TableRow, found: Sequence[str | None], columns: Sequence[Column]) -> Cells:
    texts = {name: text for name, text in zip(found, row.cells, strict=False) if name}
    cells = Cells(row.number, texts)
    if len(row.cells) > len(found):
        cells.refuse("", translate(_("The row has more cells than the heading has columns.")))
    for column in columns:
        if column.is_required and not texts.get(column.name):
            cells.refuse(column.name, translate(_("This cell must not be blank.")))
    return cells


def read_truth(text: str) -> bool:
    """Read yes or no: 1 and 0, «بله» and «خیر»."""
    word = to_ascii_digits(text).strip().lower()
    if word not in YES | NO:
        raise UnableToReadCellError(_("Write 1 or 0 (yes or no)."))
    return word in YES


def read_real(text: str) -> float:
    """Read a number."""
    return float(parse_number(text))


def read_whole(text: str) -> int:
    """Read a whole number."""
    return parse_integer(text)


def read_code(text: str) -> str:
    """Read a code of digits; Persian digits and the blanks around count for nothing."""
    code = to_ascii_digits(text).strip()
    if not code.isdigit():
        raise UnableToReadCellError(_("A code has digits only, such as 1359."))
    return code


def read_day(text: str) -> dt.date:
    """Read a Jalali day; a year alone stands for its first day."""
    plain = to_ascii_digits(text).strip()
    if plain.isdigit() and len(plain) == 4:
        return gregorian(int(plain), 1, 1)
    return parse_jalali(text)


def is_year_alone(text: str) -> bool:
    """Tell whether only the year of a day is given."""
    return to_ascii_digits(text).strip().isdigit()
