"""A row of the file as what a telephone would send, or the cells that cannot be read."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db.models import CharField, Model
from django.utils.translation import gettext as _

from hamyar.core.jalali import format_jalali, parse_jalali
from hamyar.core.persian import format_number, normalise_line, search_key
from hamyar.core.translation import active_language
from hamyar.places.services.imports.columns import Cells, read_real, read_truth, read_whole
from hamyar.visits.models import Visit
from hamyar.web.field.kinds import KINDS
from hamyar.web.meeting.workbook.known import SPACE
from hamyar.web.meeting.workbook.layout import RECORD_ID, REVISION, Field, Layout, Reads
from hamyar.web.meeting.workbook.words import codes_of, lists_of

LONGEST_NAMED = 8
"""A list of so many choices at most is named in a refusal."""


@dataclass(frozen=True)
class Entry:
    """One row: the record it is of, the revision its writer saw, and what it says, in the words of the telephone."""

    layout: Layout
    row: int
    record_id: UUID
    revision: int
    values: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """Return what tells this row from another text of it."""
        return _digest(self.values)

    @property
    def label(self) -> str:
        """Return the words by which a reader knows the row."""
        name = next(each for each in ("title", "full_name", "text") if each in self.values)
        return str(self.values[name])


class RowReader:
    """Reads the rows of one file of a visit."""

    def __init__(self, *, visit: Visit, on: date) -> None:
        self.visit = visit
        self.codes = codes_of(on=on)
        self.lists = lists_of(on=on)
        self.labels = {name: dict(choices) for name, choices in self.lists.items()}
        self._seen: set[UUID] = set()

    def entry(self, layout: Layout, cells: Cells) -> Entry | None:
        """Return the row; nothing when one of its cells is refused."""
        if cells.refusals:
            self._name_choices(layout, cells)
            return None
        values = {field.name: self._value(layout, field, cells) for field in layout.fields}
        if cells.refusals:
            return None
        record_id = self._identity(layout, cells, values)
        return Entry(layout, cells.row, record_id, _whole(cells.text(REVISION.name)), values)

    def _value(self, layout: Layout, field: Field, cells: Cells) -> Any:
        match field.reads:
            case Reads.CHOICE:
                return self._choice(field, cells)
            case Reads.TRUTH:
                return bool(cells.read(field.name, read_truth))
            case Reads.DAY:
                return _day(cells.read(field.name, parse_jalali))
            case Reads.REAL:
                return cells.read(field.name, read_real)
            case Reads.WHOLE:
                return cells.read(field.name, read_whole)
        return _text(layout, field, cells)

    def _choice(self, field: Field, cells: Cells) -> str:
        text = cells.text(field.name)
        if not text:
            return field.default
        code = self.codes[field.choices].get(search_key(text))
        if code is None:
            cells.refuse(field.name, self._choose(field))
        return code or ""

    def _choose(self, field: Field) -> str:
        words = [label for _code, label in self.lists[field.choices]]
        if len(words) > LONGEST_NAMED:
            return _("Choose one of the list of this column.")
        return _("Choose one of the list: %(words)s.") % {"words": "، ".join(words)}

    def _name_choices(self, layout: Layout, cells: Cells) -> None:
        """Say of each blank cell that needs a choice what may be chosen."""
        chosen = {field.name: field for field in layout.fields if field.reads is Reads.CHOICE}
        cells.refusals = [
            replace(each, reason=self._choose(chosen[each.column]))
            if each.column in chosen and not each.value
            else each
            for each in cells.refusals
        ]

    def _identity(self, layout: Layout, cells: Cells, values: Mapping[str, Any]) -> UUID:
        """Return the id of the row; a row without one, or with that of another row, is known by what it says."""
        given = _uuid(cells.text(RECORD_ID.name))
        if given is None or given in self._seen:
            given = uuid5(SPACE, f"visit-{self.visit.pk}-{layout.kind}-{given}-{_digest(values)}")
        self._seen.add(given)
        return given

    def said(self, entry: Entry, name: str) -> str:
        """Return what a row says in a column; nothing in a column the sheet does not have."""
        found = (each for each in entry.layout.fields if each.name == name)
        return next((self.words(each, entry.values[name]) for each in found), "")

    def words(self, field: Field, value: Any) -> str:
        """Return a value as a reader knows it."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if field.reads is Reads.CHOICE:
            return self.labels[field.choices].get(value, str(value))
        if field.reads is Reads.DAY:
            return format_jalali(date.fromisoformat(value), language=active_language())
        return (
            format_number(value, language=active_language()) if isinstance(value, int | float) else str(value)
        )


def _text(layout: Layout, field: Field, cells: Cells) -> str:
    """Return a text as it is stored, refused where it is longer than its record holds."""
    model: type[Model] = KINDS[layout.kind].model
    stored = model._meta.get_field(field.name)
    is_line = isinstance(stored, CharField)
    text = normalise_line(cells.text(field.name)) if is_line else cells.text(field.name)
    longest = stored.max_length if isinstance(stored, CharField) else None
    if longest and len(text) > longest:
        cells.refuse(field.name, _("Shorten this to at most %(limit)s letters.") % {"limit": longest})
    return text


def _day(found: date | None) -> str | None:
    return found.isoformat() if found else None


def _digest(values: Mapping[str, Any]) -> str:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def differs(stands: Mapping[str, Any], values: Mapping[str, Any], names: Iterable[str]) -> Set[str]:
    """Return the fields in which a record on record says something else than a row."""
    return {name for name in names if (stands.get(name) or None) != (values.get(name) or None)}
