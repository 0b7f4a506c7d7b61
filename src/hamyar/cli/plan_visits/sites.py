"""``SITES.csv``: the towns, what each is owed, and what is known of it."""

import re
from dataclasses import dataclass
from datetime import date

from hamyar.cli.plan_visits.errors import wrong_cell
from hamyar.cli.plan_visits.tables import Headings, Row, read_rows
from hamyar.core.jalali import WEEKDAYS_EN, WEEKDAYS_FA
from hamyar.core.persian import search_key
from hamyar.core.translation import gettext_noop
from hamyar_engine.visits.model import Window

HEADINGS: Headings = {
    "code": ("کد",),
    "name": ("نام", "شهر", "name_fa"),
    "county": ("شهرستان", "county_fa"),
    "latitude": ("عرض جغرافیایی", "lat"),
    "longitude": ("طول جغرافیایی", "lon"),
    "minutes": ("دقیقه", "مدت بازدید"),
    "min_visits": ("کمینه بازدید", "حداقل بازدید"),
    "max_visits": ("بیشینه بازدید", "حداکثر بازدید"),
    "spacing_days": ("فاصله روز", "حداقل فاصله"),
    "longest_gap_days": ("بیشترین فاصله",),
    "tier": ("سطح",),
    "need": ("نیاز", "احتمال سطح آخر"),
    "overdue_promises": ("تعهد معوق",),
    "data_gap": ("کمبود داده",),
    "priority": ("اولویت",),
    "last_visit": ("آخرین بازدید",),
    "skills": ("تخصص",),
    "closed": ("بسته",),
    "council_days": ("روز شورا",),
}
_WEEKDAYS = {
    search_key(name): number for names in (WEEKDAYS_FA, WEEKDAYS_EN) for number, name in enumerate(names)
}
_SPAN = re.compile(r"\s*(?:\.\.|–|—| تا | to )\s*")


@dataclass(frozen=True)
class Site:
    """One row of the file; ``min_visits`` and ``max_visits`` are empty where the rule of the tiers decides."""

    row: Row
    code: str
    name: str
    county: str
    point: tuple[float, float] | None
    minutes: float
    min_visits: int | None
    max_visits: int | None
    spacing_days: int | None
    longest_gap_days: int | None
    tier: int | None
    need: float
    overdue_promises: int
    data_gap: float
    priority: float
    last_visit: date | None
    skills: frozenset[str]
    closed: tuple[Window, ...]
    council_weekdays: frozenset[int]
    council_dates: frozenset[date]


def read_sites(content: bytes, *, file: str) -> list[Site]:
    """Read the towns; codes must be there and stand once."""
    rows = read_rows(content, file=file, headings=HEADINGS, required=("code", "name"))
    seen: dict[str, int] = {}
    sites = []
    for row in rows:
        code = row.required("code")
        if code in seen:
            reason = gettext_noop("the code {value} stands in row {earlier} already.")
            raise wrong_cell(row.at("code"), reason, value=code, earlier=seen[code])
        seen[code] = row.number
        sites.append(_site(row, code))
    return sites


def _site(row: Row, code: str) -> Site:
    weekdays, dates = _council(row)
    low, high = _optional(row, "min_visits", 0, 60), _optional(row, "max_visits", 0, 60)
    if low is not None and high is not None and high < low:
        raise wrong_cell(row.at("max_visits"), gettext_noop("the most visits are fewer than the least."))
    return Site(
        row=row,
        code=code,
        name=row.text("name") or code,
        county=row.text("county"),
        point=_point(row),
        minutes=row.between("minutes", 120, (1, 1440)),
        min_visits=low,
        max_visits=high,
        spacing_days=_optional(row, "spacing_days", 1, 400),
        longest_gap_days=_optional(row, "longest_gap_days", 1, 400),
        tier=_optional(row, "tier", 1, 99),
        need=row.between("need", 0, (0, 1)),
        overdue_promises=row.whole("overdue_promises", 0, (0, 10_000)),
        data_gap=row.between("data_gap", 0, (0, 1)),
        priority=row.between("priority", 1, (0.01, 100)),
        last_visit=row.date_or_none("last_visit"),
        skills=frozenset(row.words("skills")),
        closed=tuple(_window(row, part) for part in row.words("closed")),
        council_weekdays=weekdays,
        council_dates=dates,
    )


def _optional(row: Row, column: str, low: int, high: int) -> int | None:
    return row.whole(column, low, (low, high)) if row.text(column) else None


def _point(row: Row) -> tuple[float, float] | None:
    if not row.text("latitude") and not row.text("longitude"):
        return None
    return row.between("latitude", 999, (-90, 90)), row.between("longitude", 999, (-180, 180))


def _window(row: Row, text: str) -> Window:
    """Read «1404/10/01–1404/11/15» or one day."""
    parts = _SPAN.split(text, maxsplit=1)
    first, last = row.date_of("closed", parts[0]), row.date_of("closed", parts[-1])
    if last < first:
        raise wrong_cell(row.at("closed"), gettext_noop("“{value}” ends before it begins."), value=text)
    return Window(first, last)


def _council(row: Row) -> tuple[frozenset[int], frozenset[date]]:
    """Read days of the week and dates on which the council meets."""
    weekdays, dates = set(), set()
    for word in row.words("council_days"):
        number = _WEEKDAYS.get(search_key(word))
        if number is None:
            dates.add(row.date_of("council_days", word))
        else:
            weekdays.add(number)
    return frozenset(weekdays), frozenset(dates)
