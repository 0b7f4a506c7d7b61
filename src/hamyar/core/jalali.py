"""Jalali dates at the edge; the database keeps plain Gregorian dates.

Arithmetic is that of persiantools; what is typed is refused rather than rolled over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from hamyar.core.errors import UnableToError
from hamyar.core.persian.digits import to_ascii_digits, to_persian_digits
from hamyar.core.persian.search import search_key
from hamyar.core.translation import gettext_noop as _

TEHRAN = ZoneInfo("Asia/Tehran")
FIRST_YEAR, LAST_YEAR = 1200, 1499

Style = Literal["long", "short", "numeric", "weekday", "month"]

MONTHS_FA = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
MONTHS_EN = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)  # fmt: skip
WEEKDAYS_FA = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
WEEKDAYS_EN = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SEASONS_FA = ("بهار", "تابستان", "پاییز", "زمستان")
SEASONS_EN = ("Spring", "Summer", "Autumn", "Winter")

_NUMERIC = re.compile(r"(\d+)\s*([/.\-])\s*(\d+)\s*\2\s*(\d+)")
_WORDS = re.compile(r"(?:\D+?\s)?\s*(\d{1,2})\s*(?:ام\s)?\s*([^\d\s]+)\s*(?:ماه)?\s*(?:سال)?\s*(\d+)")
_MONTH_BY_NAME = {search_key(name): number for number, name in enumerate(MONTHS_FA, 1)} | {
    search_key("امرداد"): 5,
    **{name.lower(): number for number, name in enumerate(MONTHS_EN, 1)},
}


class UnableToReadDateError(UnableToError):
    """A text that is no Jalali date, or a day that does not exist."""

    default_code = "date_unreadable"


def _unreadable(text: str) -> UnableToReadDateError:
    return UnableToReadDateError(
        _("“{text}” is not a date. Write for example ۱۴۰۵/۰۹/۰۱ or ۱ آذر ۱۴۰۵."), text=text.strip()[:40]
    )


def _parts(text: str) -> tuple[int, int, int]:
    plain = to_ascii_digits(text.replace("،", " ").replace(",", " ")).strip(" \u200c\u200e\u200f")
    if found := _NUMERIC.fullmatch(plain):
        first, second, third = found[1], found[3], found[4]
        if len(third) == 4 and len(first) <= 2:
            first, third = third, first
        if len(first) == 4:
            return int(first), int(second), int(third)
    elif found := _WORDS.fullmatch(plain):
        month = _MONTH_BY_NAME.get(search_key(found[2].removesuffix("ماه").strip("\u200c")))
        if month and len(found[3]) == 4:
            return int(found[3]), month, int(found[1])
    raise _unreadable(text)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a Jalali month."""
    return JalaliDate.days_in_month(month, year)


def is_leap_year(year: int) -> bool:
    """Tell whether Esfand of a Jalali year has 30 days."""
    return days_in_month(year, 12) == 30


def gregorian(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a Jalali one.

    Raises
    ------
    UnableToReadDateError
        When the day does not exist (30 Esfand of a common year), or the year is outside 1200–1499.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnableToReadDateError(
            _("The year {year} is outside ۱۲۰۰–۱۴۹۹. Write the Jalali date, for example ۱۴۰۵/۰۹/۰۱."),
            "date_year_out_of_range",
            year=year,
        )
    if not 1 <= month <= 12:
        raise UnableToReadDateError(
            _("There is no month {month}: months run from ۱ to ۱۲. Write for example ۱۴۰۵/۰۹/۰۱."),
            "date_no_such_month",
            month=to_persian_digits(month),
        )
    last = days_in_month(year, month)
    if not 1 <= day <= last:
        raise UnableToReadDateError(
            _("{month} {year} has {last} days; there is no day {day} in it."),
            "date_no_such_day",
            month=MONTHS_FA[month - 1],
            year=to_persian_digits(year),
            last=to_persian_digits(last),
            day=to_persian_digits(day),
        )
    converted: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]  # persiantools has no types
    return converted


def parse_jalali(text: str) -> date:
    """Read «1405/9/1», «۱۴۰۵/۰۹/۰۱», «۱۴۰۵-۹-۱», «۱ آذر ۱۴۰۵» or «یکشنبه ۱ آذر ۱۴۰۵».

    The name of a weekday is not compared with the date. Two-digit years are refused.

    Raises
    ------
    UnableToReadDateError
        When the text is no date, or names a day that does not exist («1405/12/30»).
    """
    return gregorian(*_parts(text))


def local_date(moment: date | datetime) -> date:
    """Return the day of an instant in Tehran; a plain date stays as it is."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("an instant without a time zone has no day")
    return moment.astimezone(TEHRAN).date()


def jalali_parts(moment: date | datetime) -> tuple[int, int, int]:
    """Return Jalali year, month and day."""
    day = JalaliDate(local_date(moment))  # type: ignore[no-untyped-call]  # persiantools has no types
    return day.year, day.month, day.day


def jalali_year(moment: date | datetime) -> int:
    """Return the Jalali year, which is also the fiscal year."""
    return jalali_parts(moment)[0]


def weekday(day: date) -> int:
    """Return 0 for Saturday to 6 for Friday."""
    return (day.weekday() + 2) % 7


def quarter(moment: date | datetime) -> int:
    """Return the quarter, 1 being spring; quarters of the fiscal year are the seasons."""
    return (jalali_parts(moment)[1] - 1) // 3 + 1


def season(moment: date | datetime, *, language: str = "fa") -> str:
    """Return the name of the season."""
    return (SEASONS_FA if language == "fa" else SEASONS_EN)[quarter(moment) - 1]


def month_name(month: int, *, language: str = "fa") -> str:
    """Return the name of a Jalali month."""
    return (MONTHS_FA if language == "fa" else MONTHS_EN)[month - 1]


def weekday_name(day: date, *, language: str = "fa") -> str:
    """Return the name of the day of the week."""
    return (WEEKDAYS_FA if language == "fa" else WEEKDAYS_EN)[weekday(day)]


def format_jalali(moment: date | datetime, style: Style = "long", *, language: str = "fa") -> str:
    """Write a date.

    ``long`` is «۱۱ اسفند ۱۳۹۹», ``weekday`` «دوشنبه ۱۱ اسفند ۱۳۹۹», ``short`` «۱۳۹۹/۱۲/۱۱»,
    ``month`` «اسفند ۱۳۹۹»; ``numeric`` is ``1399/12/11`` in ASCII for files and addresses.
    English writes the Jalali date in Latin letters.
    """
    year, month, day = jalali_parts(moment)
    if style in {"numeric", "short"}:
        text = f"{year:04}/{month:02}/{day:02}"
        return text if style == "numeric" else _localised(text, language)
    text = f"{month_name(month, language=language)} {year}"
    if style != "month":
        text = f"{day} {text}"
    if style == "weekday":
        text = f"{weekday_name(local_date(moment), language=language)} {text}"
    return _localised(text, language)


def _localised(text: str, language: str) -> str:
    return to_persian_digits(text) if language == "fa" else text


def fiscal_year(year: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year: 1 Farvardin to 29 or 30 Esfand."""
    return gregorian(year, 1, 1), gregorian(year, 12, days_in_month(year, 12))


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a Jalali month."""
    return gregorian(year, month, 1), gregorian(year, month, days_in_month(year, month))


@dataclass(frozen=True)
class GridDay:
    """One cell of a month grid."""

    date: date
    year: int
    month: int
    day: int
    is_in_month: bool


def month_grid(year: int, month: int) -> list[list[GridDay]]:
    """Return the weeks of a Jalali month, Saturday first, filled with the neighbours' days."""
    first, last = month_bounds(year, month)
    start = first - timedelta(days=weekday(first))
    weeks = (weekday(first) + (last - first).days) // 7 + 1
    days = [start + timedelta(days=offset) for offset in range(7 * weeks)]
    cells = [GridDay(day, *jalali_parts(day), first <= day <= last) for day in days]
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]
