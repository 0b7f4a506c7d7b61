"""Changing the working calendar: lunar tables, closures, the working week. Each change is audited.

Who may do it is decided by the caller (``core.change_calendar``): the core knows no roles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import override

from hamyar.core.audit import record
from hamyar.core.calendar.table import SHIPPED, HolidayRow, read_table, rows_of
from hamyar.core.errors import UnableToError
from hamyar.core.jalali import WEEKDAYS_FA, format_jalali, jalali_year
from hamyar.core.models import Closure, LunarHoliday, WorkingWeek
from hamyar.core.persian import to_persian_digits
from hamyar.core.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import Model

    from hamyar.core.enums import HolidayStatus


class UnableToChangeCalendarError(UnableToError):
    """A change of the working calendar that would contradict itself."""

    default_code = "calendar_refused"


@dataclass(frozen=True)
class TableChange:
    """What importing a table would change, year by year."""

    years: tuple[int, ...]
    added: tuple[HolidayRow, ...]
    removed: tuple[HolidayRow, ...]
    confirmed: tuple[HolidayRow, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.added or self.removed or self.confirmed)


def _stored(years: Iterable[int]) -> dict[tuple[date, str], HolidayRow]:
    rows = rows_of(LunarHoliday.objects.filter(jalali_year__in=list(years)))
    return {(row.date, row.occasion.value): row for row in rows}


def table_change(*, rows: Iterable[HolidayRow]) -> TableChange:
    """Compare a table with what is stored for its years; nothing is written."""
    new = {(row.date, row.occasion.value): row for row in rows}
    years = tuple(sorted({row.year for row in new.values()}))
    old = _stored(years)
    both = new.keys() & old.keys()
    changed = [key for key in both if new[key] != old[key]]
    return TableChange(
        years=years,
        added=tuple(sorted(new[key] for key in new.keys() - old.keys())),
        removed=tuple(sorted(old[key] for key in old.keys() - new.keys())),
        confirmed=tuple(sorted(new[key] for key in changed)),
        unchanged=len(both) - len(changed),
    )


@transaction.atomic
def import_lunar_holidays(*, rows: Iterable[HolidayRow], by: Model | None, at: datetime) -> TableChange:
    """Replace the lunar tables of the years that ``rows`` speak of.

    Side effects: the rows of these years and one audit entry; none of either when nothing changes.
    """
    rows = tuple(rows)
    change = table_change(rows=rows)
    if change.is_empty:
        return change
    LunarHoliday.objects.filter(jalali_year__in=change.years).delete()
    LunarHoliday.objects.bulk_create(
        LunarHoliday(
            date=row.date, jalali_year=row.year, occasion=row.occasion, status=row.status, source=row.source
        )
        for row in rows
    )
    parts = {"added": change.added, "removed": change.removed, "changed": change.confirmed}
    facts = {name: _shown(part) for name, part in parts.items() if part}
    years = to_persian_digits("، ".join(map(str, change.years)))
    record(by=by, at=at, action="import_lunar_holidays", target_label=years, changes=facts)
    return change


def _shown(rows: Iterable[HolidayRow]) -> str:
    with override("fa"):
        return "؛ ".join(
            f"{format_jalali(row.date, 'short')} {row.occasion.label} ({row.status.label})" for row in rows
        )


@transaction.atomic
def load_shipped_lunar_holidays(*, at: datetime) -> int:
    """Store the shipped tables of the years for which there is none yet; return how many rows."""
    known = set(LunarHoliday.objects.values_list("jalali_year", flat=True))
    rows = [row for row in read_table(SHIPPED.read_bytes()) if row.year not in known]
    if rows:
        import_lunar_holidays(rows=rows, by=None, at=at)
    return len(rows)


@transaction.atomic
def correct_lunar_holiday(
    *, holiday: LunarHoliday, date: date, status: HolidayStatus, source: str, by: Model, at: datetime
) -> LunarHoliday:
    """Move one lunar holiday or confirm its date.

    Raises
    ------
    UnableToChangeCalendarError
        When the same occasion already stands on that day.
    """
    twin = LunarHoliday.objects.filter(date=date, occasion=holiday.occasion).exclude(pk=holiday.pk)
    if twin.exists():
        raise UnableToChangeCalendarError(
            _("This occasion already stands on {date}."), "holiday_repeated", date=format_jalali(date)
        )
    changes: dict[str, list[object]] = {
        "date": [holiday.date, date],
        "status": [holiday.status, str(status)],
        "source": [holiday.source, source],
    }
    holiday.date, holiday.jalali_year = date, jalali_year(date)
    holiday.status, holiday.source = status, source
    holiday.save()
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    record(by=by, at=at, action="correct_lunar_holiday", target=holiday, changes=changed)
    return holiday


@transaction.atomic
def add_closure(*, first_on: date, last_on: date, reason: str, by: Model, at: datetime) -> Closure:
    """Close one day or some days.

    Raises
    ------
    UnableToChangeCalendarError
        When the last day is before the first, or a closure already covers one of the days.
    """
    if last_on < first_on:
        raise UnableToChangeCalendarError(_("The last day is before the first."), "closure_ends_early")
    twin = Closure.objects.filter(first_on__lte=last_on, last_on__gte=first_on).first()
    if twin:
        raise UnableToChangeCalendarError(
            _("These days are closed already: {closure}."), "closure_overlaps", closure=twin
        )
    closure = Closure.objects.create(first_on=first_on, last_on=last_on, reason=reason)
    facts = {"first_on": [None, first_on], "last_on": [None, last_on], "reason": [None, reason]}
    record(by=by, at=at, action="add_closure", target=closure, changes=facts)
    return closure


@transaction.atomic
def cancel_closure(*, closure: Closure, by: Model, at: datetime) -> None:
    """Take a closure back; the days count again."""
    facts = {"first_on": [closure.first_on, None], "last_on": [closure.last_on, None]}
    record(by=by, at=at, action="cancel_closure", target=closure, changes=facts)
    closure.delete()


@transaction.atomic
def set_working_week(
    *, effective_from: date, days: Iterable[int], note: str, by: Model, at: datetime
) -> WorkingWeek:
    """Say which weekdays (0 is Saturday) are worked from a day on.

    Raises
    ------
    UnableToChangeCalendarError
        When no day or a day outside the week is named.
    """
    worked = sorted(set(days))
    if not worked or not set(worked) <= set(range(7)):
        raise UnableToChangeCalendarError(_("Choose at least one day of the week."), "week_without_days")
    before = WorkingWeek.objects.filter(effective_from=effective_from).values_list("days", flat=True).first()
    week, _created = WorkingWeek.objects.update_or_create(
        effective_from=effective_from, defaults={"days": worked, "note": note}
    )
    record(
        by=by,
        at=at,
        action="set_working_week",
        target=week,
        changes={"days": [_names(before), _names(worked)]},
    )
    return week


def _names(days: Iterable[int] | None) -> str | None:
    return None if days is None else "، ".join(WEEKDAYS_FA[day] for day in days)
