"""Finding the header of a file and reading each cell below it as place, indicator, year and value.

Two layouts are read: one column per indicator (``code, name, year, literacy_rate, …``), and one value per
row (``code, name, indicator, year, value, status, source, note``). Headers may be Persian.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hamyar.core.persian import search_key
from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.importing import limits
from hamyar.indicators.importing.grid import Grid, GridRow, Scalar, UnableToReadFileError, column_letters
from hamyar.indicators.importing.preview import Reason, reason
from hamyar.indicators.importing.reference import IndicatorReference

FIELDS = {
    "code": ("code", "کد", "کد مکان", "کد شهر", "کد شهرداری", "کد شهرستان"),
    "name": ("name", "نام", "نام مکان", "شهر", "شهرداری", "شهرستان", "نام شهر", "نام شهرستان"),
    "year": ("year", "سال"),
    "indicator": ("indicator", "شاخص", "کد شاخص"),
    "value": ("value", "مقدار"),
    "status": ("status", "وضعیت"),
    "source": ("source", "منبع"),
    "note": ("note", "یادداشت"),
}
UNUSED = ("level", "boundary", "caveat", "unit", "county", "inherited")
"""Columns of an export that say nothing an import needs."""
LAST = "last:"
"""How the header of a template begins above the values that stood before; nothing is read there."""
_FIELD_OF = {search_key(word): name for name, words in FIELDS.items() for word in words}
_UNUSED_KEYS = {search_key(word) for word in UNUSED}
_ARABIC = {"ي": "ی", "ك": "ک", "ى": "ی", "ة": "ه"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell with a value, and what stands beside it; nothing is checked yet."""

    row: int
    column: str
    value: Scalar
    indicator: str
    code: Scalar = None
    name: Scalar = None
    year: Scalar = None
    status: Scalar = None
    source: Scalar = None
    note: Scalar = None


@dataclass(frozen=True, slots=True)
class ColumnProblem:
    """A column the file should not have."""

    row: int
    column: str
    typed: str
    refusal: Reason


@dataclass(frozen=True)
class Layout:
    """What was found: entries to check, and columns that were not understood."""

    entries: tuple[Entry, ...]
    problems: tuple[ColumnProblem, ...]


@dataclass(frozen=True)
class _Header:
    row: int
    fields: Mapping[str, int]
    indicators: Mapping[int, str]
    problems: tuple[ColumnProblem, ...]

    @property
    def is_long(self) -> bool:
        return "indicator" in self.fields and "value" in self.fields


def find_entries(grid: Grid, *, indicators: Mapping[str, IndicatorReference]) -> Layout:
    """Read the layout of a file.

    Raises
    ------
    UnableToReadFileError
        When no header is found, or a header stands twice.
    """
    names = _indicator_names(indicators)
    header = _find_header(grid, names)
    below = [row for row in grid if row.number > header.row and not _is_label_row(row, header)]
    read = _long if header.is_long else _wide
    entries = tuple(entry for row in below for entry in read(row, header))
    if not entries and not header.problems:
        raise UnableToReadFileError(_("The file holds no value below its header."), "file_without_values")
    return Layout(entries, header.problems)


def persian_letters(text: str) -> str:
    """Return the text with Persian letters where it has Arabic ones."""
    return "".join(_ARABIC.get(letter, letter) for letter in text)


def _indicator_names(indicators: Mapping[str, IndicatorReference]) -> dict[str, str]:
    names: dict[str, str] = {}
    for indicator in indicators.values():
        for word in (indicator.name_fa, indicator.name_en, indicator.code):
            names[search_key(word)] = indicator.code
    return names


def _find_header(grid: Grid, names: Mapping[str, str]) -> _Header:
    for row in grid.rows[: limits.HEADER_SEARCH_ROWS]:
        keys = [search_key(cell) if isinstance(cell, str) else "" for cell in row.cells]
        fields = [_FIELD_OF.get(key) for key in keys]
        known = any(key in names for key in keys)
        if "code" in fields and (known or {"indicator", "value"} <= set(fields) or len(set(fields)) > 2):
            return _header(row, keys, names)
    raise UnableToReadFileError(
        _("No header was found. Begin with a row of “code” and codes of indicators, as in the template."),
        "file_without_header",
    )


def _header(row: GridRow, keys: list[str], names: Mapping[str, str]) -> _Header:
    fields: dict[str, int] = {}
    columns: dict[int, str] = {}
    problems: list[ColumnProblem] = []
    for position, (key, cell) in enumerate(zip(keys, row.cells, strict=True)):
        if cell is None or key in _UNUSED_KEYS or str(cell).startswith(LAST):
            continue
        typed = str(cell)[:60]
        if _FIELD_OF.get(key) in fields or names.get(key) in columns.values():
            raise UnableToReadFileError(
                _("The column “{header}” stands twice in the header."), "file_header_twice", header=typed
            )
        refusal = _header_refusal(typed, key, names)
        if refusal:
            problems.append(ColumnProblem(row.number, column_letters(position), typed, refusal))
        elif key in _FIELD_OF:
            fields[_FIELD_OF[key]] = position
        else:
            columns[position] = names[key]
    return _Header(row.number, fields, columns, tuple(problems))


def _header_refusal(typed: str, key: str, names: Mapping[str, str]) -> Reason | None:
    if persian_letters(typed) != typed:
        return arabic_letters(typed)
    if key not in _FIELD_OF and key not in names:
        return reason(
            "column_unknown",
            _("“{header}” is no known column. Use the code of an indicator, or delete the column."),
            header=typed,
        )
    return None


def arabic_letters(typed: str) -> Reason:
    """Return the refusal of a name with Arabic letters, with the right spelling."""
    return reason(
        "arabic_letters",
        _("“{typed}” is written with Arabic letters. Write it with Persian ones: “{right}”."),
        typed=typed[:60],
        right=persian_letters(typed)[:60],
    )


def _is_label_row(row: GridRow, header: _Header) -> bool:
    """Tell whether the row below the codes only repeats the headers in words, as the template does."""
    cell = _at(row, header.fields.get("code"))
    return isinstance(cell, str) and _FIELD_OF.get(search_key(cell)) == "code"


def _at(row: GridRow, position: int | None) -> Scalar:
    return row.cells[position] if position is not None and position < len(row.cells) else None


def _beside(row: GridRow, header: _Header) -> dict[str, Scalar]:
    wanted = ("code", "name", "year", "status", "source", "note")
    return {name: _at(row, header.fields.get(name)) for name in wanted}


def _wide(row: GridRow, header: _Header) -> Iterator[Entry]:
    beside = _beside(row, header)
    for position, indicator in header.indicators.items():
        value = _at(row, position)
        if value is not None and value != "":
            yield Entry(row.number, column_letters(position), value, indicator, **beside)


def _long(row: GridRow, header: _Header) -> Iterator[Entry]:
    value, indicator = _at(row, header.fields["value"]), _at(row, header.fields["indicator"])
    if value is not None and value != "":
        column = column_letters(header.fields["value"])
        yield Entry(row.number, column, value, str(indicator or "").strip(), **_beside(row, header))
