"""Tables in CSV: headings in either language, cells that refuse themselves by row and column."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hamyar.cli.plan_visits.errors import UnableToReadProgrammeError, Where, wrong_cell
from hamyar.core.errors import UnableToError
from hamyar.core.jalali import parse_jalali
from hamyar.core.persian import normalise, parse_number, search_key
from hamyar.core.translation import gettext_noop

MOST_ROWS = 20_000
Headings = Mapping[str, tuple[str, ...]]
"""Our name of each column, and what it may be called."""


@dataclass(frozen=True)
class Row:
    """One row of a table under our names of its columns."""

    file: str
    number: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]

    def at(self, column: str) -> Where:
        """Return the place of a cell, by the heading the file uses."""
        return Where(self.file, self.number, self.headings.get(column, column))

    def text(self, column: str) -> str:
        """Return a cell as text; empty when the column is not there."""
        return self.cells.get(column, "")

    def required(self, column: str) -> str:
        """Return a cell that must not be empty."""
        text = self.text(column)
        if not text:
            raise wrong_cell(self.at(column), gettext_noop("the cell is empty."))
        return text

    def number_or(self, column: str, default: float) -> float:
        """Return a cell as a number, or the default when it is empty."""
        text = self.text(column)
        if not text:
            return default
        try:
            return float(parse_number(text))
        except (UnableToError, ValueError):
            raise wrong_cell(
                self.at(column), gettext_noop("“{value}” is not a number."), value=text
            ) from None

    def between(self, column: str, default: float, bounds: tuple[float, float]) -> float:
        """Return a number within bounds, both included."""
        number = self.number_or(column, default)
        if not bounds[0] <= number <= bounds[1]:
            raise wrong_cell(
                self.at(column),
                gettext_noop("{value} lies outside {low} to {high}."),
                value=f"{number:g}",
                low=f"{bounds[0]:g}",
                high=f"{bounds[1]:g}",
            )
        return number

    def whole(self, column: str, default: int, bounds: tuple[int, int]) -> int:
        """Return a whole number within bounds."""
        number = self.between(column, default, bounds)
        if number != int(number):
            raise wrong_cell(
                self.at(column), gettext_noop("“{value}” is not a whole number."), value=self.text(column)
            )
        return int(number)

    def date_or_none(self, column: str) -> date | None:
        """Return a Jalali date, or nothing when the cell is empty."""
        text = self.text(column)
        return self.date_of(column, text) if text else None

    def date_of(self, column: str, text: str) -> date:
        """Read a Jalali date that stands in a cell."""
        try:
            return parse_jalali(text)
        except UnableToError as refusal:
            raise wrong_cell(self.at(column), "{reason}", reason=refusal.message) from refusal

    def words(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell between semicolons."""
        parts = self.text(column).replace("؛", ";").split(";")
        return tuple(part.strip() for part in parts if part.strip())


def read_rows(content: bytes, *, file: str, headings: Headings, required: tuple[str, ...]) -> list[Row]:
    """Read a CSV file (UTF-8) row by row.

    Raises
    ------
    UnableToReadProgrammeError
        Naming the file, and where there is one the row (the heading is row 1) and the column.
    """
    lines = read_lines(content, file=file)
    first = next(lines, [])
    names = _names(
        [normalise(cell).strip() for cell in first], file=file, headings=headings, required=required
    )
    rows = []
    for number, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            rows.append(_row(number, cells, file=file, names=names, width=len(first), first=first))
    if not rows:
        raise UnableToReadProgrammeError(gettext_noop("{file}: the file has no rows."), "no_rows", file=file)
    if len(rows) > MOST_ROWS:
        raise UnableToReadProgrammeError(
            gettext_noop("{file}: more than {most} rows."), "too_many_rows", file=file, most=MOST_ROWS
        )
    return rows


def read_lines(content: bytes, *, file: str) -> Iterator[list[str]]:
    """Read a CSV file into lists of cells."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnableToReadProgrammeError(
            gettext_noop(
                "{file}, row {row}: the file is not in UTF-8. Save it as “CSV UTF-8” and try again."
            ),
            "encoding",
            file=file,
            row=content[: error.start].count(b"\n") + 1,
        ) from error
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _names(first: list[str], *, file: str, headings: Headings, required: tuple[str, ...]) -> dict[int, str]:
    known = {search_key(word): name for name, words in headings.items() for word in (name, *words)}
    names: dict[int, str] = {}
    for position, heading in enumerate(first):
        name = known.get(search_key(heading.replace("_", " "))) or known.get(search_key(heading))
        if name is not None and name in names.values():
            message = gettext_noop("{file}, row 1: the column “{column}” stands there twice.")
            raise UnableToReadProgrammeError(message, "duplicate_column", file=file, column=heading)
        if name is not None:
            names[position] = name
    for name in required:
        if name not in names.values():
            message = gettext_noop("{file}, row 1: the column “{column}” is missing.")
            raise UnableToReadProgrammeError(message, "missing_column", file=file, column=name)
    return names


def _row(
    number: int, cells: list[str], *, file: str, names: Mapping[int, str], width: int, first: list[str]
) -> Row:
    if len(cells) != width:
        raise UnableToReadProgrammeError(
            gettext_noop("{file}, row {row}: {found} cells stand here, the header has {needed}."),
            "width",
            file=file,
            row=number,
            found=len(cells),
            needed=width,
        )
    return Row(
        file,
        number,
        {name: normalise(cells[position]).strip() for position, name in names.items()},
        {name: first[position].strip() for position, name in names.items()},
    )
