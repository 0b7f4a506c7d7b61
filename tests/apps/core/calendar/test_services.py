"""Changing the working calendar."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from hamyar.core import calendar as working
from hamyar.core.calendar import services, working_calendar
from hamyar.core.calendar.selectors import closures_of, lunar_holidays_of, working_weeks
from hamyar.core.calendar.services import UnableToChangeCalendarError
from hamyar.core.calendar.table import SHIPPED, HolidayRow, UnableToReadHolidaysError, read_table
from hamyar.core.enums import HolidayStatus, LunarOccasion
from hamyar.core.jalali import parse_jalali
from hamyar.core.models import AuditEntry, Closure, LunarHoliday
from tests.factories.accounts import make_user

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
day = parse_jalali
pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user(full_name="مریم رضایی")


def row(text: str, occasion: LunarOccasion, status: HolidayStatus = HolidayStatus.OFFICIAL) -> HolidayRow:
    return HolidayRow(day(text), occasion, status, "تقویم رسمی")


def test_the_shipped_table_holds_every_occasion_of_three_years() -> None:
    rows = read_table(SHIPPED.read_bytes())
    assert {year: sum(r.year == year for r in rows) for year in (1404, 1405, 1406)} == {
        1404: 18,
        1405: 19,
        1406: 17,
    }
    for year in (1404, 1405, 1406):
        assert {r.occasion for r in rows if r.year == year} == set(LunarOccasion)
    assert all(r.source for r in rows)


def test_the_shipped_table_says_which_dates_are_only_computed() -> None:
    rows = read_table(SHIPPED.read_bytes())
    computed = [r for r in rows if r.status is HolidayStatus.COMPUTED]
    assert min(r.date for r in computed) == day("1405/10/16")
    assert all(r.status is HolidayStatus.COMPUTED for r in rows if r.date >= day("1405/10/16"))
    assert [r.date for r in rows if r.occasion is LunarOccasion.ASHURA] == [
        day("1404/04/15"), day("1405/04/04"), day("1406/03/25"),
    ]  # fmt: skip


def test_loading_the_shipped_tables_twice_changes_nothing() -> None:
    assert services.load_shipped_lunar_holidays(at=AT) == 54
    assert services.load_shipped_lunar_holidays(at=AT) == 0
    assert LunarHoliday.objects.count() == 54
    assert AuditEntry.objects.filter(action="import_lunar_holidays").count() == 1


def test_a_corrected_year_is_not_overwritten_by_the_shipped_table(user) -> None:
    services.import_lunar_holidays(rows=[row("1406/02/28", LunarOccasion.EID_ADHA)], by=user, at=AT)
    services.load_shipped_lunar_holidays(at=AT)
    assert [h.date for h in lunar_holidays_of(year=1406)] == [day("1406/02/28")]


def test_working_days_know_lunar_holidays_and_closures(user, django_assert_num_queries) -> None:
    services.load_shipped_lunar_holidays(at=AT)
    services.add_closure(first_on=day("1405/04/06"), last_on=day("1405/04/06"), reason="گرما", by=user, at=AT)
    assert not working.is_working_day(day("1405/04/03"))
    with django_assert_num_queries(3):
        calendar = working_calendar()
    assert calendar.add_working_days(day("1405/04/02"), 1) == day("1405/04/07")
    assert working.add_working_days(day("1405/04/02"), 1) == day("1405/04/07")
    assert working.working_days_between(day("1405/04/02"), day("1405/04/07")) == 1
    assert calendar.lunar_years == {1404, 1405, 1406}


def test_import_replaces_the_years_of_the_table_and_says_what_changed(user) -> None:
    old = [row("1405/03/06", LunarOccasion.EID_ADHA), row("1405/03/14", LunarOccasion.EID_GHADIR)]
    services.import_lunar_holidays(rows=old, by=user, at=AT)
    services.import_lunar_holidays(rows=[row("1404/03/16", LunarOccasion.EID_ADHA)], by=user, at=AT)
    new = [
        row("1405/03/07", LunarOccasion.EID_ADHA),
        row("1405/03/14", LunarOccasion.EID_GHADIR, HolidayStatus.COMPUTED),
    ]
    change = services.import_lunar_holidays(rows=new, by=user, at=AT)
    assert change.years == (1405,)
    assert change.added == (new[0],)
    assert change.removed == (old[0],)
    assert change.confirmed == (new[1],)
    assert change.unchanged == 0
    assert [h.date for h in lunar_holidays_of(year=1405)] == [day("1405/03/07"), day("1405/03/14")]
    assert lunar_holidays_of(year=1404).count() == 1
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor_label) == ("import_lunar_holidays", "مریم رضایی")
    assert entry.changes["added"] == "۱۴۰۵/۰۳/۰۷ عید قربان (طبق تقویم رسمی)"


def test_importing_the_same_table_again_leaves_no_entry(user) -> None:
    rows = [row("1405/03/06", LunarOccasion.EID_ADHA)]
    services.import_lunar_holidays(rows=rows, by=user, at=AT)
    assert services.import_lunar_holidays(rows=rows, by=user, at=AT).is_empty
    assert AuditEntry.objects.count() == 1


def test_a_holiday_is_moved_and_confirmed(user) -> None:
    services.import_lunar_holidays(
        rows=[row("1406/03/24", LunarOccasion.TASUA, HolidayStatus.COMPUTED)], by=user, at=AT
    )
    holiday = LunarHoliday.objects.get()
    services.correct_lunar_holiday(
        holiday=holiday, date=day("1406/03/25"), status=HolidayStatus.OFFICIAL, source="تقویم", by=user, at=AT
    )
    holiday.refresh_from_db()
    assert (holiday.date, holiday.status, holiday.jalali_year) == (day("1406/03/25"), "official", 1406)
    assert AuditEntry.objects.first().changes == {
        "date": ["2027-06-14", "2027-06-15"],
        "status": ["computed", "official"],
        "source": ["تقویم رسمی", "تقویم"],
    }


def test_moving_a_holiday_onto_itself_is_refused(user) -> None:
    rows = [
        row("1404/01/02", LunarOccasion.IMAM_ALI_MARTYRDOM),
        row("1404/12/20", LunarOccasion.IMAM_ALI_MARTYRDOM),
    ]
    services.import_lunar_holidays(rows=rows, by=user, at=AT)
    first = LunarHoliday.objects.first()
    with pytest.raises(UnableToChangeCalendarError) as refusal:
        services.correct_lunar_holiday(
            holiday=first, date=day("1404/12/20"), status=HolidayStatus.OFFICIAL, source="", by=user, at=AT
        )
    assert refusal.value.code == "holiday_repeated"
    assert LunarHoliday.objects.filter(date=day("1404/01/02")).exists()


def test_a_closure_is_added_and_taken_back(user) -> None:
    closure = services.add_closure(
        first_on=day("1405/10/05"), last_on=day("1405/10/06"), reason="برودت هوا", by=user, at=AT
    )
    assert not working.is_working_day(day("1405/10/06"))
    assert list(closures_of(year=1405)) == [closure]
    assert list(closures_of(year=1404)) == []
    services.cancel_closure(closure=closure, by=user, at=AT)
    assert working.is_working_day(day("1405/10/06"))
    assert [entry.action for entry in AuditEntry.objects.all()] == ["cancel_closure", "add_closure"]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [("1405/10/06", "1405/10/05", "closure_ends_early"), ("1405/10/01", "1405/10/05", "closure_overlaps")],
)
def test_a_contradicting_closure_is_refused(user, first: str, last: str, code: str) -> None:
    services.add_closure(first_on=day("1405/10/05"), last_on=day("1405/10/06"), reason="سرما", by=user, at=AT)
    with pytest.raises(UnableToChangeCalendarError) as refusal:
        services.add_closure(first_on=day(first), last_on=day(last), reason="گردوغبار", by=user, at=AT)
    assert refusal.value.code == code
    assert Closure.objects.count() == AuditEntry.objects.count() == 1


def test_the_database_refuses_a_closure_that_ends_early() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Closure.objects.create(first_on=date(2026, 1, 2), last_on=date(2026, 1, 1), reason="x")


def test_the_working_week_is_dated(user) -> None:
    services.set_working_week(
        effective_from=day("1405/07/01"), days=[5, 0, 1, 2, 3, 4], note="", by=user, at=AT
    )
    assert not working.is_working_day(day("1405/06/26"))
    assert working.is_working_day(day("1405/07/02"))
    services.set_working_week(effective_from=day("1405/07/01"), days=range(5), note="", by=user, at=AT)
    assert not working.is_working_day(day("1405/07/02"))
    assert working_weeks().count() == 1
    assert AuditEntry.objects.first().changes == {
        "days": [
            "شنبه، یکشنبه، دوشنبه، سه‌شنبه، چهارشنبه، پنجشنبه",
            "شنبه، یکشنبه، دوشنبه، سه‌شنبه، چهارشنبه",
        ]
    }


@pytest.mark.parametrize("days", [[], [7], [-1, 2]])
def test_a_week_without_days_is_refused(user, days: list[int]) -> None:
    with pytest.raises(UnableToChangeCalendarError):
        services.set_working_week(effective_from=day("1405/07/01"), days=days, note="", by=user, at=AT)
    assert not working_weeks().exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "date,occasion,status,source\n1405/03/06,eid_adha,official,تقویم رسمی\n"),
        ("a.csv", "\ufeffتاریخ;مناسبت;وضعیت;منبع\n۱۴۰۵/۰۳/۰۶;عيد قربان;رسمی;تقویم رسمی\n;;;\n"),
        ("a.yaml", "- {date: 1405/03/06, occasion: Eid al-Adha, status: official, source: تقویم رسمی}\n"),
    ],
)
def test_a_table_is_read_in_either_language(name: str, text: str) -> None:
    assert read_table(text.encode(), name=name) == [row("1405/03/06", LunarOccasion.EID_ADHA)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "holidays_empty"),
        (b"date,occasion\n", "holidays_empty"),
        ("تاريخ".encode("cp1256"), "holidays_encoding"),
        (b"x" * 200_001, "holidays_too_large"),
        (b"date,occasion\n1405/12/30,ashura\n", "holidays_wrong_row"),
        (b"date,occasion\n1405/03/06,christmas\n", "holidays_wrong_row"),
        (b"date,occasion\n,ashura\n", "holidays_wrong_row"),
        (b"date,occasion,status\n1405/03/06,ashura,perhaps\n", "holidays_wrong_row"),
        (b"date,occasion\n1405/03/06,ashura\n1405/03/06,ashura\n", "holidays_repeated"),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnableToReadHolidaysError) as refusal:
        read_table(content)
    assert refusal.value.code == code


@pytest.mark.parametrize("text", ["a: [", "a: b", "- 3"])
def test_a_yaml_table_that_is_no_list_of_rows_is_refused(text: str) -> None:
    with pytest.raises(UnableToReadHolidaysError):
        read_table(text.encode(), name="x.yml")


def test_the_refusal_names_the_row_and_the_reason() -> None:
    with translation.override("en"), pytest.raises(UnableToReadHolidaysError) as refusal:
        read_table(b"date,occasion\n1405/03/06,ashura\n1405/03/07,christmas\n")
    with translation.override("en"):
        assert refusal.value.message == "Row ۳: the occasion “christmas” is not known."
