"""The values file: a CSV with ``code``, ``name`` and one column per indicator."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hamyar.core.errors import UnableToError
from hamyar.core.persian import normalise, parse_number
from hamyar.core.translation import gettext_noop
from hamyar.priorities.errors import UnableToReadValuesError
from hamyar_engine.arrays import FloatArray, frozen

CODE, NAME, PEERS = "code", "name", "peers"
RESERVED = (CODE, NAME, PEERS)
MISSING_WORDS = frozenset({"", "-", "—", "–", "na", "n/a", "nan", "null", "..", "نامشخص", "نامعلوم"})
MACHINE_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?")
MOST_ROWS = 100_000


@dataclass(frozen=True, eq=False)
class Values:
    """The values of a ranking: units × indicators, each in its own unit; ``NaN`` is an empty cell.

    ``peers`` is the peer group of each unit (its county, say), for the rule ``group_median``;
    ``lines`` the row of the file each unit stands in.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    indicators: tuple[str, ...]
    matrix: FloatArray
    peers: tuple[str, ...] | None = None
    lines: tuple[int, ...] = ()


class Record(NamedTuple):
    """One row of the file."""

    line: int
    code: str
    name: str
    peers: str
    cells: list[float]


def read_values(content: bytes, *, file: str, indicators: Sequence[str]) -> Values:
    """Read the columns ``indicators`` of a CSV file (UTF-8, with or without a mark at its start).

    Other columns are left alone. An empty cell and words such as «نامشخص» are missing values.

    Raises
    ------
    UnableToReadValuesError
        Naming the file, and where there is one the row (the header is row 1) and the column.
    """
    rows = _rows(content, file=file)
    header = [normalise(cell).strip() for cell in next(rows, [])]
    columns = _columns(header, file=file, indicators=indicators)
    records: list[Record] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        _check_width(row, header, file=file, number=number)
        code = row[columns[CODE]].strip()
        _check_code(code, seen, file=file, number=number)
        cells = [_cell(row[columns[each]], file=file, number=number, column=each) for each in indicators]
        peers = row[columns[PEERS]].strip() if PEERS in columns else ""
        records.append(Record(number, code, normalise(row[columns[NAME]]).strip(), peers, cells))
    return _values(records, indicators, file=file, has_peers=PEERS in columns)


def _rows(content: bytes, *, file: str) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = gettext_noop(
            "{file}, row {row}: the file is not in UTF-8. Save it as “CSV UTF-8” and try again."
        )
        raise UnableToReadValuesError(message, "encoding", file=file, row=line) from error
    if "\x00" in text:
        message = gettext_noop("{file}: this is not a text file.")
        raise UnableToReadValuesError(message, "binary", file=file)
    return csv.reader(io.StringIO(text, newline=""))


def _columns(header: Sequence[str], *, file: str, indicators: Sequence[str]) -> dict[str, int]:
    for name in header:
        if name and header.count(name) > 1:
            message = gettext_noop("{file}, row 1: the column “{column}” stands there twice.")
            raise UnableToReadValuesError(message, "duplicate_column", file=file, column=name)
    for name in (CODE, NAME, *indicators):
        if name not in header:
            message = gettext_noop("{file}, row 1: the column “{column}” is missing.")
            raise UnableToReadValuesError(message, "missing_column", file=file, column=name)
    return {name: header.index(name) for name in header if name}


def _check_width(row: Sequence[str], header: Sequence[str], *, file: str, number: int) -> None:
    if len(row) != len(header):
        message = gettext_noop("{file}, row {row}: {found} cells stand here, the header has {needed}.")
        raise UnableToReadValuesError(
            message, "width", file=file, row=number, found=len(row), needed=len(header)
        )
    if number > MOST_ROWS:
        raise UnableToReadValuesError(
            gettext_noop("{file}: more than {most} rows."), "too_many_rows", file=file, most=MOST_ROWS
        )


def _check_code(code: str, seen: dict[str, int], *, file: str, number: int) -> None:
    if not code:
        message = gettext_noop("{file}, row {row}, column “{column}”: the code is empty.")
        raise UnableToReadValuesError(message, "empty_code", file=file, row=number, column=CODE)
    if code in seen:
        message = gettext_noop(
            "{file}, row {row}, column “{column}”: the code {value} stands in row {earlier} already."
        )
        raise UnableToReadValuesError(
            message, "duplicate_code", file=file, row=number, column=CODE, value=code, earlier=seen[code]
        )
    seen[code] = number


def _cell(text: str, *, file: str, number: int, column: str) -> float:
    word = normalise(text).strip()
    if word.lower() in MISSING_WORDS:
        return float("nan")
    value = _number(word)
    if not np.isfinite(value):
        message = gettext_noop("{file}, row {row}, column “{column}”: “{value}” is not a number.")
        raise UnableToReadValuesError(
            message, "not_a_number", file=file, row=number, column=column, value=text.strip()
        )
    return value


def _number(word: str) -> float:
    if MACHINE_NUMBER.fullmatch(word):
        return float(word)
    try:
        return float(parse_number(word))
    except UnableToError:
        return float("inf")


def _values(
    records: Sequence[Record],
    indicators: Sequence[str],
    *,
    file: str,
    has_peers: bool,
) -> Values:
    if not records:
        raise UnableToReadValuesError(gettext_noop("{file}: the file has no rows."), "no_rows", file=file)
    return Values(
        codes=tuple(record.code for record in records),
        names=tuple(record.name or record.code for record in records),
        indicators=tuple(indicators),
        matrix=frozen([record.cells for record in records]),
        peers=tuple(record.peers for record in records) if has_peers else None,
        lines=tuple(record.line for record in records),
    )


def write_values(values: Values) -> bytes:
    """Write values as the canonical CSV that packages hold: exact to the last digit, rows in order."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    reserved = [CODE, NAME, PEERS] if values.peers is not None else [CODE, NAME]
    writer.writerow([*reserved, *values.indicators])
    for position, code in enumerate(values.codes):
        lead = [code, values.names[position]]
        if values.peers is not None:
            lead.append(values.peers[position])
        writer.writerow([*lead, *(_written(cell) for cell in values.matrix[position])])
    return buffer.getvalue().encode("utf-8")


def _written(cell: float) -> str:
    return "" if np.isnan(cell) else repr(float(cell)).removesuffix(".0")
