"""The yearly table of lunar holidays as a file: CSV or YAML with date, occasion, status and source."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.utils.translation import override

from hamyar.core.enums import HolidayStatus, LunarOccasion
from hamyar.core.errors import UnableToError
from hamyar.core.jalali import format_jalali, jalali_year, parse_jalali
from hamyar.core.persian import normalise_line, search_key, to_persian_digits
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hamyar.core.models import LunarHoliday

SHIPPED = Path(__file__).resolve().parents[1] / "definitions" / "lunar_holidays.csv"
LARGEST_FILE = 200_000
COLUMNS = {"date": ("date", "تاریخ"), "occasion": ("occasion", "مناسبت"), "status": ("status", "وضعیت")}
COLUMNS |= {"source": ("source", "منبع")}
_REQUIRED = ("date", "occasion")


class UnableToReadHolidaysError(UnableToError):
    """A table of holidays with a row that cannot be understood; nothing is taken from it."""

    default_code = "holidays_unreadable"


@dataclass(frozen=True, order=True)
class HolidayRow:
    """One lunar holiday of a table."""

    date: date
    occasion: LunarOccasion
    status: HolidayStatus = HolidayStatus.COMPUTED
    source: str = ""

    @property
    def year(self) -> int:
        """The Jalali year of the day."""
        return jalali_year(self.date)


def read_table(content: bytes, *, name: str = "") -> list[HolidayRow]:
    """Read a table of lunar holidays, sorted by date.

    Raises
    ------
    UnableToReadHolidaysError
        When the file is too large, not UTF-8, lacks a column, repeats a day, or one row is wrong; the message
        names the row.
    """
    if len(content) > LARGEST_FILE:
        raise UnableToReadHolidaysError(
            _("The file is too large for a table of holidays."), "holidays_too_large"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("The file is not UTF-8. Save it as “CSV UTF-8” and send it again.")
        raise UnableToReadHolidaysError(message, "holidays_encoding") from error
    records = _yaml_records(text) if name.lower().endswith((".yaml", ".yml")) else _csv_records(text)
    rows = [_row(number, record) for number, record in records]
    if not rows:
        raise UnableToReadHolidaysError(_("The file holds no holiday."), "holidays_empty")
    _refuse_repeated(rows)
    return sorted(rows)


def _yaml_records(text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        loaded: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UnableToReadHolidaysError(_("The YAML file cannot be read: {reason}"), reason=error) from error
    if not isinstance(loaded, list) or not all(isinstance(record, dict) for record in loaded):
        raise UnableToReadHolidaysError(_("The YAML file must be a list of rows with date and occasion."))
    named = [_named({str(key): str(value) for key, value in record.items()}) for record in loaded]
    return list(enumerate(named, 1))


def _csv_records(text: str) -> list[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text), dialect=_dialect(text), restval="")
    records = [(number, _named(record)) for number, record in enumerate(reader, 2)]
    return [(number, record) for number, record in records if any(record.values())]


def _dialect(text: str) -> type[csv.Dialect]:
    class Plain(csv.excel):
        delimiter = ";" if text.partition("\n")[0].count(";") else ","

    return Plain


def _named(record: dict[str, Any]) -> dict[str, str]:
    """Return the record under our column names, whatever language its headings have."""
    names = {search_key(word): name for name, words in COLUMNS.items() for word in words}
    cells = {names.get(search_key(str(heading))): cell for heading, cell in record.items()}
    return {name: normalise_line(str(cell or "")) for name, cell in cells.items() if name}


def _row(number: int, record: dict[str, str]) -> HolidayRow:
    for name in _REQUIRED:
        if not record.get(name):
            raise _wrong_row(number, _("the column “{column}” is empty"), column=COLUMNS[name][1])
    try:
        day = parse_jalali(record["date"])
    except UnableToError as refusal:
        raise _wrong_row(number, "{reason}", reason=refusal.message) from refusal
    return HolidayRow(day, _occasion(number, record), _status(number, record), record.get("source", "")[:300])


def _occasion(number: int, record: dict[str, str]) -> LunarOccasion:
    typed = search_key(record["occasion"])
    for language in ("fa", "en"):
        with override(language):
            for occasion in LunarOccasion:
                if typed in {search_key(occasion.value), search_key(str(occasion.label))}:
                    return occasion
    raise _wrong_row(number, _("the occasion “{text}” is not known"), text=record["occasion"])


def _status(number: int, record: dict[str, str]) -> HolidayStatus:
    typed = record.get("status") or HolidayStatus.COMPUTED.value
    words = {"official": HolidayStatus.OFFICIAL, "رسمی": HolidayStatus.OFFICIAL}
    words |= {"computed": HolidayStatus.COMPUTED, "محاسبه": HolidayStatus.COMPUTED}
    if typed not in words:
        raise _wrong_row(number, _("the status must be official or computed, not “{text}”"), text=typed)
    return words[typed]


def _wrong_row(number: int, problem: str, **params: object) -> UnableToReadHolidaysError:
    reason = translate(problem).format(**params)
    return UnableToReadHolidaysError(
        _("Row {row}: {reason}."), "holidays_wrong_row", row=to_persian_digits(number), reason=reason
    )


def _refuse_repeated(rows: list[HolidayRow]) -> None:
    seen: set[tuple[date, str]] = set()
    for row in rows:
        key = (row.date, row.occasion.value)
        if key in seen:
            raise UnableToReadHolidaysError(
                _("{occasion} stands twice on {date}."),
                "holidays_repeated",
                occasion=row.occasion.label,
                date=format_jalali(row.date),
            )
        seen.add(key)


def rows_of(holidays: Iterable[LunarHoliday]) -> list[HolidayRow]:
    """Return stored holidays as rows of a table."""
    return [
        HolidayRow(stored.date, LunarOccasion(stored.occasion), HolidayStatus(stored.status), stored.source)
        for stored in holidays
    ]


def table_cells(rows: Iterable[HolidayRow]) -> list[list[str]]:
    """Return the cells of a table in the order of ``COLUMNS``; reading them again gives the same rows."""
    return [
        [format_jalali(row.date, "numeric"), row.occasion.value, row.status.value, row.source] for row in rows
    ]
