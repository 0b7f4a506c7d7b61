"""Reading a file of the old site's items; texts stay as they are, slips included."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from io import StringIO
from typing import Any

from hamyar.core.errors import UnableToError
from hamyar.core.jalali import TEHRAN, parse_jalali
from hamyar.core.persian import to_ascii_digits
from hamyar.core.translation import gettext_noop as _
from hamyar.newsroom.errors import UnableToImportNewsError

NEWS, GALLERY = "news", "gallery"
REQUIRED = ("id", "headline", "lead", "date")
KNOWN = frozenset(
    [
        "id",
        "headline",
        "lead",
        "date",
        "kind",
        "kicker",
        "deck",
        "body",
        "sign_off",
        "news_code",
        "source",
        "group",
        "views",
        "hashtags",
        "municipalities",
    ]
)


@dataclass(frozen=True)
class OldItem:
    """One item of the old site."""

    number: int
    kind: str
    headline: str
    lead: str
    published_at: datetime
    is_time_known: bool
    views: int
    texts: Mapping[str, str]
    paragraphs: tuple[str, ...]
    municipalities: tuple[str, ...]


def read_items(*, content: bytes, name: str) -> list[OldItem]:
    """Read a JSON list or a CSV table with a heading.

    Raises
    ------
    UnableToImportNewsError
        When the file cannot be read; the message names the row and the column.
    """
    rows = _json_rows(content) if name.lower().endswith(".json") else _csv_rows(content)
    items = [_item(row, number) for number, row in enumerate(rows, 1)]
    seen: set[tuple[str, int]] = set()
    for place, item in enumerate(items, 1):
        if (item.kind, item.number) in seen:
            raise _refusal(place, "id", str(item.number))
        seen.add((item.kind, item.number))
    return items


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnableToImportNewsError(_("The file is not UTF-8 text."), "news_not_utf8") from error


def _json_rows(content: bytes) -> list[Mapping[str, Any]]:
    try:
        rows = json.loads(_text(content))
    except json.JSONDecodeError as error:
        raise UnableToImportNewsError(
            _("The file is no JSON: line {line}."), "news_not_json", line=error.lineno
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnableToImportNewsError(_("The file must be a JSON list of items."), "news_not_a_list")
    return rows


def _csv_rows(content: bytes) -> list[Mapping[str, Any]]:
    return list(csv.DictReader(StringIO(_text(content), newline="")))


def _item(row: Mapping[str, Any], place: int) -> OldItem:
    unknown = sorted(str(key) for key in row if key not in KNOWN)
    if unknown:
        raise _refusal(place, unknown[0], "")
    for column in REQUIRED:
        if not str(row.get(column) or "").strip():
            raise _refusal(place, column, "")
    day, hour = _moment(row, place)
    return OldItem(
        number=_whole(row, "id", place),
        kind=_kind(row, place),
        headline=str(row["headline"]).strip(),
        lead=str(row["lead"]).strip(),
        published_at=datetime.combine(day, hour or time.min, TEHRAN),
        is_time_known=hour is not None,
        views=_whole(row, "views", place),
        texts={key: str(row.get(key) or "").strip() for key in KNOWN},
        paragraphs=_paragraphs(row.get("body")),
        municipalities=_codes(row.get("municipalities")),
    )


def _kind(row: Mapping[str, Any], place: int) -> str:
    kind = str(row.get("kind") or NEWS).strip()
    if kind not in {NEWS, GALLERY}:
        raise _refusal(place, "kind", kind)
    return kind


def _whole(row: Mapping[str, Any], column: str, place: int) -> int:
    text = to_ascii_digits(str(row.get(column) or "0")).strip()
    if not text.isascii() or not text.isdigit() or int(text) > 2**31 - 1:
        raise _refusal(place, column, text)
    return int(text)


def _moment(row: Mapping[str, Any], place: int) -> tuple[Any, time | None]:
    text = to_ascii_digits(str(row["date"])).strip()
    before, _sep, last = text.rpartition(" ")
    try:
        if ":" in last:
            return parse_jalali(before.rstrip("،, ")), time.fromisoformat(last.zfill(5))
        return parse_jalali(text), None
    except (UnableToError, ValueError) as error:
        raise _refusal(place, "date", text) from error


def _paragraphs(body: Any) -> tuple[str, ...]:
    parts = body if isinstance(body, list) else str(body or "").replace("\r\n", "\n").split("\n\n")
    return tuple(text for part in parts if (text := str(part).strip()))


def _codes(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value or "").replace("،", ",").split(",")
    return tuple(code for part in parts if (code := to_ascii_digits(str(part)).strip()))


def _refusal(place: int, column: str, value: str) -> UnableToImportNewsError:
    return UnableToImportNewsError(
        _("Item {place}, column “{column}”: “{value}” cannot be taken in. Nothing was imported."),
        "news_cell",
        place=place,
        column=column,
        value=value[:60],
    )
