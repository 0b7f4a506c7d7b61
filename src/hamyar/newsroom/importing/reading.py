"""From rows to items: each cell is read or named with the reason why it cannot be."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from hamyar.core.errors import UnableToError
from hamyar.core.jalali import TEHRAN, parse_jalali
from hamyar.core.persian import format_number, normalise, to_ascii_digits
from hamyar.core.translation import gettext_noop as _
from hamyar.newsroom.errors import Fault, UnableToImportNewsError, UnableToTakeInRowsError
from hamyar.newsroom.hashtags import LONGEST as LONGEST_HASHTAG
from hamyar.newsroom.hashtags import has_long_hashtag
from hamyar.newsroom.importing.files import BEYOND, Row, read_table
from hamyar.newsroom.importing.markup import Block, body_of, words_of

NEWS, GALLERY = "news", "gallery"
REQUIRED = ("id", "headline", "lead", "date")
LISTS = frozenset({"body", "hashtags", "municipalities"})
LONGEST = {
    "headline": 255,
    "kicker": 200,
    "deck": 300,
    "sign_off": 60,
    "news_code": 40,
    "source": 160,
    "group": 60,
}
KNOWN = frozenset([*REQUIRED, *LISTS, *LONGEST, "kind", "views"])
MOST = 2**31 - 1
NOT_STORED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
UNKNOWN_COLUMN = "news_unknown_column"


@dataclass(frozen=True)
class OldItem:
    """One item of the old site; ``row`` is where it stands in the file."""

    row: int
    number: int
    kind: str
    headline: str
    lead: str
    published_at: datetime
    is_time_known: bool
    views: int
    texts: Mapping[str, str]
    body: tuple[Block, ...]
    pictures_left_out: int
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class OldFile:
    """The items of a file, and the encoding it was read in."""

    items: tuple[OldItem, ...]
    encoding: str


def read_items(*, content: bytes, name: str) -> OldFile:
    """Read a JSON list or a CSV table with a heading.

    Raises
    ------
    UnableToImportNewsError
        When the file cannot be read.
    UnableToTakeInRowsError
        When cells cannot be read; it names each with row, column and reason.
    """
    table = read_table(content=content, name=name)
    readers = [_Reader(number, row) for number, row in table.rows]
    items = [item for reader in readers if (item := reader.item()) is not None]
    faults = list(_once(fault for reader in readers for fault in reader.faults)) or list(_doubles(items))
    if faults:
        raise UnableToTakeInRowsError(file=name, faults=faults)
    return OldFile(tuple(items), table.encoding)


def _once(faults: Iterable[Fault]) -> Iterable[Fault]:
    """Name a column that does not exist only where it stands first."""
    named: set[str] = set()
    for fault in faults:
        is_unknown = fault.reason.code == UNKNOWN_COLUMN
        if not is_unknown or fault.column not in named:
            yield fault
        if is_unknown:
            named.add(fault.column)


def _doubles(items: Iterable[OldItem]) -> Iterable[Fault]:
    seen: dict[tuple[str, int], int] = {}
    for item in items:
        first = seen.setdefault((item.kind, item.number), item.row)
        if first != item.row:
            reason = UnableToImportNewsError(
                _("the number {number} stands in row {row} already"),
                number=format_number(item.number),
                row=format_number(first),
            )
            yield Fault(item.row, "id", reason)


class _Reader:
    """Reads one row and keeps what is wrong with it."""

    def __init__(self, number: int, row: Row) -> None:
        self.number = number
        self.row = row
        self.faults: list[Fault] = []

    def item(self) -> OldItem | None:
        """Return the item; nothing where a cell is wrong."""
        self._check_shape()
        if self.faults:
            return None
        texts = {column: self._text(column) for column in KNOWN - LISTS}
        self._check_texts(texts)
        moment = self._read("date", lambda: _moment(texts["date"]))
        number = self._read("id", lambda: _whole(texts["id"]))
        views = self._read("views", lambda: _whole(texts["views"]))
        hashtags = self._read("hashtags", self._hashtags)
        if self.faults or moment is None or number is None or views is None:
            return None
        body = body_of(self._paragraphs())
        return OldItem(
            row=self.number,
            number=number,
            kind=texts["kind"] or NEWS,
            headline=texts["headline"],
            lead=texts["lead"],
            published_at=moment[0],
            is_time_known=moment[1],
            views=views,
            texts={**texts, "hashtags": hashtags or ""},
            body=tuple(body.blocks),
            pictures_left_out=body.left_out,
            municipalities=self._codes(),
        )

    def _check_shape(self) -> None:
        for column, value in self.row.items():
            if column == BEYOND:
                self._fault("—", UnableToImportNewsError(_("the row has more cells than the heading")))
            elif column not in KNOWN:
                self._fault(column, UnableToImportNewsError(_("there is no such column"), UNKNOWN_COLUMN))
            elif isinstance(value, dict | bool) or (isinstance(value, list) and column not in LISTS):
                self._fault(column, UnableToImportNewsError(_("a text or a number belongs here")))

    def _check_texts(self, texts: Mapping[str, str]) -> None:
        for column in REQUIRED:
            if not texts[column]:
                self._fault(column, UnableToImportNewsError(_("this must not be empty")))
        for column, most in LONGEST.items():
            if len(texts[column]) > most:
                reason = UnableToImportNewsError(_("longer than {most} letters"), most=format_number(most))
                self._fault(column, reason)
        if texts["kind"] not in {"", NEWS, GALLERY}:
            self._fault("kind", UnableToImportNewsError(_("either “news” or “gallery”")))

    def _read(self, column: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except UnableToError as reason:
            if not any(fault.column == column for fault in self.faults):
                self._fault(column, reason)
            return None

    def _fault(self, column: str, reason: UnableToError) -> None:
        self.faults.append(Fault(self.number, str(column)[:40], reason))

    def _text(self, column: str) -> str:
        return words_of(_stored(self.row.get(column))).strip()

    def _paragraphs(self) -> list[str]:
        body = self.row.get("body")
        whole = "\n\n".join(map(_stored, body)) if isinstance(body, list) else _stored(body)
        parts = re.split(r"\n\s*\n", whole.replace("\r\n", "\n").replace("\r", "\n"))
        return [text for part in parts if (text := part.strip())]

    def _hashtags(self) -> str:
        value = self.row.get("hashtags")
        lines = "\n".join(map(_stored, value)) if isinstance(value, list) else _stored(value)
        if has_long_hashtag(lines):
            raise UnableToImportNewsError(
                _("a hashtag is longer than {most} letters"), most=format_number(LONGEST_HASHTAG)
            )
        return lines.strip()

    def _codes(self) -> tuple[str, ...]:
        value = self.row.get("municipalities")
        parts = value if isinstance(value, list) else _stored(value).replace("،", ",").split(",")
        return tuple(code for part in parts if (code := to_ascii_digits(_stored(part)).strip()))


def _stored(value: Any) -> str:
    """Return a cell as it is stored: slips stay, letters of other keyboards become Persian ones."""
    return normalise(NOT_STORED.sub("", "" if value is None else str(value)))


def _whole(text: str) -> int:
    digits = to_ascii_digits(text or "0").replace("٬", "").replace(",", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 10 or int(digits) > MOST:
        raise UnableToImportNewsError(_("“{value}” is no whole number"), value=text[:40])
    return int(digits)


def _moment(text: str) -> tuple[datetime, bool]:
    before, _sep, last = to_ascii_digits(text).replace("T", " ").strip().rpartition(" ")
    if ":" not in last:
        return datetime.combine(parse_jalali(text), time.min, TEHRAN), False
    try:
        hour = time.fromisoformat(last.zfill(5))
    except ValueError as error:
        raise UnableToImportNewsError(_("“{value}” is no time of day"), value=last[:40]) from error
    return datetime.combine(parse_jalali(before.rstrip("،, ")), hour, TEHRAN), True
