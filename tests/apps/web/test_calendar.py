"""The working calendar in the web: everybody signed in sees it, few change it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from hamyar.core.calendar import is_working_day, services
from hamyar.core.jalali import parse_jalali
from hamyar.core.models import AuditEntry, Closure, LunarHoliday, WorkingWeek
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
YEAR = reverse("web:calendar_year", args=[1405])
TABLE = "date,occasion,status,source\n1406/02/28,eid_adha,official,تقویم رسمی\n"


@pytest.fixture
def administrator(client):
    services.load_shipped_lunar_holidays(at=timezone.now())
    user = make_user(role="administrator")
    client.force_login(user)
    return user


def upload(client, text: str = TABLE, name: str = "table.csv"):
    return client.post(reverse("web:calendar_import"), {"file": SimpleUploadedFile(name, text.encode())})


def changing_addresses() -> list[str]:
    return [
        reverse("web:calendar_import"),
        reverse("web:calendar_confirm"),
        reverse("web:calendar_closure"),
        reverse("web:calendar_closure_cancel", args=[1]),
        reverse("web:calendar_holiday", args=[1]),
        reverse("web:calendar_week"),
    ]


@pytest.mark.parametrize("address", [reverse("web:calendar"), YEAR, *changing_addresses()])
def test_strangers_are_led_to_sign_in(client, address: str) -> None:
    response = client.post(address) if address in changing_addresses() else client.get(address)
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


@pytest.mark.parametrize("role", ["auditor", "chief_executive", "planner", "mayor", "company"])
def test_others_see_the_year_but_change_nothing(client, role: str) -> None:
    client.force_login(make_user(role=role))
    page = client.get(YEAR)
    assert page.status_code == 200
    assert reverse("web:calendar_closure") not in page.content.decode()
    assert [client.post(address).status_code for address in changing_addresses()] == [403] * 6
    assert not Closure.objects.exists()
    assert not WorkingWeek.objects.exists()


def test_the_calendar_opens_on_this_year(client, administrator) -> None:
    response = client.get(reverse("web:calendar"), follow=True)
    assert response.status_code == 200
    assert 'aria-current="date"' in response.content.decode()


def test_the_year_shows_holidays_with_their_status(
    client, administrator, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(14):
        html = client.get(YEAR).content.decode()
    assert "عاشورا" in html
    assert "محاسبه‌شده، در انتظار تأیید" in html
    assert "تاریخ برخی تعطیلات قمری محاسبه‌شده است" in html
    assert "قیام ۱۵ خرداد" in html


def test_a_year_without_a_table_says_so(client, administrator) -> None:
    html = client.get(reverse("web:calendar_year", args=[1410])).content.decode()
    assert "جدول تعطیلات قمری این سال وجود ندارد" in html


@pytest.mark.parametrize("year", [999, 1499, 2026])
def test_years_outside_the_calendar_are_not_found(client, administrator, year: int) -> None:
    assert client.get(reverse("web:calendar_year", args=[year])).status_code == 404


def test_a_table_is_previewed_and_stored_only_when_confirmed(client, administrator) -> None:
    preview = upload(client)
    html = preview.content.decode()
    assert "۲۸ اردیبهشت ۱۴۰۶" in html
    assert "حذف‌شده" in html
    assert LunarHoliday.objects.filter(jalali_year=1406).count() == 17
    content = preview.context["form"].initial["content"]
    stored = client.post(reverse("web:calendar_confirm"), {"content": content}, follow=True)
    assert stored.redirect_chain == [(reverse("web:calendar_year", args=[1406]), 302)]
    assert [str(h.date) for h in LunarHoliday.objects.filter(jalali_year=1406)] == ["2027-05-18"]
    assert AuditEntry.objects.first().actor_id == str(administrator.pk)


def test_a_wrong_table_is_explained(client, administrator) -> None:
    response = upload(client, "date,occasion\n1406/12/30,ashura\n")
    assert response.status_code == 422
    assert "سطر ۲" in response.content.decode()


def test_a_wrong_confirmation_stores_nothing(client, administrator) -> None:
    response = client.post(reverse("web:calendar_confirm"), {"content": "date,occasion\nx,y\n"})
    assert response["Location"] == reverse("web:calendar_import")
    assert client.post(reverse("web:calendar_confirm"))["Location"] == reverse("web:calendar_import")
    assert LunarHoliday.objects.count() == 54


def test_the_table_of_a_year_can_be_downloaded_and_imported_again(client, administrator) -> None:
    response = client.get(reverse("web:calendar_export", args=[1405]))
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeffdate,occasion,status,source\r\n1405/01/01,eid_fitr,official,")
    assert "چیزی تغییر نمی‌کند" in upload(client, text).content.decode()


def test_a_holiday_is_corrected(client, administrator) -> None:
    holiday = LunarHoliday.objects.get(jalali_year=1406, occasion="eid_adha")
    address = reverse("web:calendar_holiday", args=[holiday.pk])
    assert 'value="1406/02/27"' in client.get(address).content.decode()
    client.post(address, {"date": "۲۸ اردیبهشت ۱۴۰۶", "status": "official", "source": "تقویم رسمی"})
    holiday.refresh_from_db()
    assert (holiday.date, holiday.status) == (parse_jalali("1406/02/28"), "official")
    wrong = client.post(address, {"date": "1406/02/32", "status": "official"})
    assert wrong.status_code == 422


def test_a_closure_of_one_day_is_added_and_taken_back(client, administrator) -> None:
    client.post(reverse("web:calendar_closure"), {"reason": "سرما", "first_on": "1405/10/05", "last_on": ""})
    closure = Closure.objects.get()
    assert closure.first_on == closure.last_on
    assert not is_working_day(parse_jalali("1405/10/05"))
    client.post(reverse("web:calendar_closure_cancel", args=[closure.pk]))
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"reason": "سرما", "first_on": "1405/10/05", "last_on": "1405/10/01"},
        {"reason": "", "first_on": "1405/10/05"},
        {"reason": "سرما", "first_on": "فردا"},
    ],
)
def test_a_wrong_closure_is_explained(client, administrator, data: dict[str, str]) -> None:
    response = client.post(reverse("web:calendar_closure"), data)
    assert response.status_code == 422
    assert response.context["closure_form"].errors
    assert not Closure.objects.exists()


def test_the_working_week_is_changed(client, administrator) -> None:
    data = {"effective_from": "1405/07/01", "days": ["0", "1", "2", "3", "4", "5"], "note": "بخشنامه"}
    client.post(reverse("web:calendar_week"), data)
    assert WorkingWeek.objects.get().days == [0, 1, 2, 3, 4, 5]
    assert client.post(reverse("web:calendar_week"), {"effective_from": "1405/07/01"}).status_code == 422
