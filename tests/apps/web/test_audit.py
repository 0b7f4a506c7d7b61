"""The record of changes: who sees it, what the filters do, what it says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from hamyar.core.audit import record
from hamyar.core.models import AuditEntry, WorkingWeek
from tests.factories.accounts import make_user

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client):
    user = make_user(role="auditor", full_name="رضا حسابرس")
    client.force_login(user)
    return user


@pytest.fixture
def entries() -> list[AuditEntry]:
    AuditEntry.objects.all()
    person = make_user(full_name="مریم رضایی")
    week = WorkingWeek.objects.create(effective_from=date(2026, 6, 22), days=[0, 1], note="بخشنامه")
    changes = {"effective_from": ["2026-06-22", "2026-06-23"], "note": [None, "بخشنامه"], "years": ["۱۴۰۵"]}
    return [
        record(by=None, at=AT - timedelta(days=40), action="import_lunar_holidays", target_label="۱۴۰۵"),
        record(by=person, at=AT, action="set_working_week", target=week, changes=changes),
    ]


def page(client, query: str = "") -> str:
    response = client.get(reverse("web:audit") + query)
    assert response.status_code == 200
    return response.content.decode()


def labels(client, query: str) -> list[str]:
    response = client.get(reverse("web:audit") + query)
    return [row.entry.action for row in response.context["rows"] if row.entry.action in KNOWN]


KNOWN = {"import_lunar_holidays", "set_working_week"}


@pytest.mark.parametrize("name", ["web:audit", "web:audit_export"])
def test_strangers_are_led_to_sign_in(client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


@pytest.mark.parametrize("name", ["web:audit", "web:audit_export"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("administrator", 200), ("auditor", 200), ("chief_executive", 200), ("planner", 403), ("analyst", 403),
        ("team_member", 403), ("public_relations", 403), ("mayor", 403), ("council_secretary", 403), ("company", 403),
    ],
)  # fmt: skip
def test_only_who_may_see_everything_sees_it(client, name: str, role: str, status: int) -> None:
    client.force_login(make_user(role=role))
    assert client.get(reverse(name)).status_code == status


def test_an_entry_is_told_in_words(client, auditor, entries) -> None:
    html = page(client)
    assert "تعیین هفتهٔ کاری" in html
    assert "مریم رضایی" in html
    assert "۱ تیر ۱۴۰۵" in html
    assert "۲ تیر ۱۴۰۵" in html
    assert "هفتهٔ کاری" in html
    assert "سامانه" in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["set_working_week", "import_lunar_holidays"]),
        ("?action=set_working_week", ["set_working_week"]),
        ("?who=-", ["import_lunar_holidays"]),
        ("?kind=core.WorkingWeek", ["set_working_week"]),
        ("?words=مريم", ["set_working_week"]),
        ("?first_on=1405/09/01", ["set_working_week"]),
        ("?last_on=۱۴۰۵/۰۸/۳۰", ["import_lunar_holidays"]),
        ("?first_on=1405/09/01&last_on=1405/09/01", ["set_working_week"]),
        ("?first_on=1405/09/02", []),
        ("?kind=core.WorkingWeek&record=0", []),
    ],
)
def test_filters_stand_in_the_address(client, auditor, entries, query: str, expected: list[str]) -> None:
    assert labels(client, query) == expected


def test_the_day_of_an_entry_is_the_day_in_tehran(client, auditor) -> None:
    record(by=None, at=datetime(2026, 11, 22, 20, 45, tzinfo=UTC), action="set_working_week")
    assert labels(client, "?first_on=1405/09/02&last_on=1405/09/02") == ["set_working_week"]


def test_a_wrong_date_is_explained_and_does_not_filter(client, auditor, entries) -> None:
    html = page(client, "?first_on=1405/12/30")
    assert "۲۹ روز" in html
    assert len(labels(client, "?first_on=1405/12/30")) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client, auditor, number: int, django_assert_max_num_queries
) -> None:
    for _repeat in range(number):
        record(by=auditor, at=AT, action="set_working_week", changes={"note": ["a", "b"]})
    page(client)
    with django_assert_max_num_queries(11):
        page(client)


def test_nothing_found_offers_to_clear(client, auditor) -> None:
    assert "پاک کردن" in page(client, "?words=هیچ‌کس‌با‌این‌نام")


def test_export_gives_what_the_filters_let_through(client, auditor, entries) -> None:
    record(by=None, at=AT, action="import_lunar_holidays", target_label='=HYPERLINK("x")')
    response = client.get(reverse("web:audit_export") + "?action=import_lunar_holidays")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[0].startswith("\ufeffروز,زمان,")
    assert len(lines) == 3
    assert lines[1].startswith("1405/09/01,13:00:00,سامانه,ورود جدول تعطیلات قمری,import_lunar_holidays,")
    assert "'=HYPERLINK" in lines[1]


def test_the_page_speaks_english(client, auditor, entries) -> None:
    with translation.override("en"):
        html = page(client)
    assert "Set the working week" in html
    assert "1 Tir 1405" in html
