"""``CAL.yaml``: the year or span, the working week, days off and days with shorter hours."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta

from hamyar.cli.plan_visits.yaml_file import Part, read_yaml, span
from hamyar.core.calendar.solar import SOLAR_HOLIDAYS
from hamyar.core.calendar.table import SHIPPED
from hamyar.core.calendar.working import SATURDAY_TO_WEDNESDAY, days_between
from hamyar.core.jalali import (
    WEEKDAYS_EN,
    WEEKDAYS_FA,
    fiscal_year,
    gregorian,
    jalali_parts,
    jalali_year,
    parse_jalali,
    weekday,
)
from hamyar.core.persian import search_key
from hamyar.core.translation import gettext_noop
from hamyar_engine.visits.model import Window, WorkDay

KEYS = (
    "year",
    "first",
    "last",
    "working_week",
    "hours",
    "official_holidays",
    "nowruz",
    "closed",
    "shorter_hours",
)
_WEEKDAYS = {
    search_key(name): number for names in (WEEKDAYS_FA, WEEKDAYS_EN) for number, name in enumerate(names)
}


@dataclass(frozen=True)
class Calendar:
    """The working days, and the Jalali years whose lunar holidays nobody knows."""

    first: date
    last: date
    days: tuple[WorkDay, ...]
    years_without_lunar: tuple[int, ...]


def read_calendar(content: bytes, *, file: str) -> Calendar:
    """Read the calendar into working days, each with its minutes and its Jalali month."""
    top = read_yaml(content, file=file).only(*KEYS)
    first, last = _bounds(top)
    week = _week(top)
    lunar, unknown = _lunar(top, first, last)
    closed = (*top.spans("closed"), *_nowruz(top, first, last))
    hours = [
        (span(part.only("first", "last", "hours", "reason")), part) for part in top.parts("shorter_hours")
    ]
    usual = top.number("hours", 10, (1, 24))
    days = []
    for on in days_between(first, last):
        if weekday(on) not in week or on in lunar or any(window.covers(on) for window in closed):
            continue
        limits = [part.number("hours", usual, (0.5, 24)) for window, part in hours if window.covers(on)]
        days.append(WorkDay(on, minutes=60 * min([usual, *limits]), month=month_key(on)))
    if not days:
        raise top.refuse("working_week", gettext_noop("no working day is left."))
    return Calendar(first, last, tuple(days), unknown)


def month_key(on: date) -> str:
    """Return the Jalali month of a day, ``1405-02``."""
    year, month, _ = jalali_parts(on)
    return f"{year:04}-{month:02}"


def _bounds(top: Part) -> tuple[date, date]:
    if "year" in top.values:
        return fiscal_year(top.whole("year", 0, (1300, 1499)))
    first, last = top.day("first"), top.day("last")
    if last < first:
        raise top.refuse("last", gettext_noop("the span ends before it begins."))
    if (last - first).days > 800:
        raise top.refuse("last", gettext_noop("the span is longer than two years."))
    return first, last


def _week(top: Part) -> frozenset[int]:
    names = top.items("working_week")
    found = set()
    for number, name in enumerate(names, start=1):
        day = _WEEKDAYS.get(search_key(str(name)))
        if day is None:
            raise top.refuse(
                f"working_week[{number}]", gettext_noop("“{value}” is not a day of the week."), value=name
            )
        found.add(day)
    return frozenset(found) or SATURDAY_TO_WEDNESDAY


def _lunar(top: Part, first: date, last: date) -> tuple[set[date], tuple[int, ...]]:
    """Return official holidays within the span, and the years without a lunar table."""
    if not top.flag("official_holidays", default=True):
        return set(), ()
    with SHIPPED.open(encoding="utf-8") as stream:
        lunar = {parse_jalali(row["date"]) for row in csv.DictReader(stream)}
    solar = {on for on in days_between(first, last) if jalali_parts(on)[1:] in SOLAR_HOLIDAYS}
    known = {jalali_year(on) for on in lunar}
    years = range(jalali_year(first), jalali_year(last) + 1)
    return lunar | solar, tuple(year for year in years if year not in known)


def _nowruz(top: Part, first: date, last: date) -> list[Window]:
    """Return the days from the eve of Nowruz to 13 Farvardin, in which nobody travels for work."""
    if not top.flag("nowruz", default=True):
        return []
    years = range(jalali_year(first), jalali_year(last) + 2)
    return [Window(gregorian(year, 1, 1) - timedelta(days=1), gregorian(year, 1, 13)) for year in years]
