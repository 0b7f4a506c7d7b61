"""Rows of a file, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass

from hamyar.core.errors import UnableToError

Scalar = str | int | float | None


class UnableToReadFileError(UnableToError):
    """A file that is refused as a whole."""

    default_code = "file_unreadable"


class Odd(str):
    """The text of a cell that is no plain text or number; ``kind`` tells what it is."""

    __slots__ = ("kind",)

    def __new__(cls, text: str, kind: str) -> "Odd":
        """Make it of the text to show and one of ``formula``, ``date``, ``truth``, ``error``."""
        odd = super().__new__(cls, text)
        odd.kind = kind
        return odd

    kind: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that is not empty, with its number as the program that made the file shows it."""

    number: int
    cells: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a file that are not empty."""

    rows: tuple[GridRow, ...]

    def __iter__(self) -> Iterator[GridRow]:
        return iter(self.rows)


def column_letters(position: int) -> str:
    """Return the letters of a column by its position from 0: A, B, …, Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
