"""Journeys through the record of changes, the working calendar and long work."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hamyar.accounts.models import User
from hamyar.core.calendar import services
from hamyar.core.jalali import parse_jalali
from hamyar.core.models import Progress
from hamyar.core.progress import begin, running

SignIn = Callable[[Page, User], None]
Check = Callable[[Page], list[str]]


@pytest.fixture
def desk(any_page: Page, sign_in: SignIn, administrator: User) -> Page:
    sign_in(any_page, administrator)
    services.load_shipped_lunar_holidays(at=timezone.now())
    services.add_closure(
        first_on=parse_jalali("1405/10/05"),
        last_on=parse_jalali("1405/10/06"),
        reason="برودت هوا",
        by=administrator,
        at=timezone.now(),
    )
    return any_page


@pytest.fixture
def work(administrator: User) -> Progress:
    return begin(title="رتبه‌بندی ۹۶ شهرداری", by=administrator, at=timezone.now(), total=10)


@pytest.mark.parametrize(
    "path",
    [
        "/desk/calendar/1405/",
        "/desk/calendar/table/",
        "/desk/audit/",
        "/desk/work/",
        "/en/desk/calendar/1406/",
    ],
)
def test_pages_are_accessible(desk: Page, axe: Check, sideways: Check, path: str) -> None:
    desk.goto(path)
    assert axe(desk) == []
    assert sideways(desk) == []


def test_a_closure_is_added_and_seen_in_the_record_of_changes(desk: Page, axe: Check) -> None:
    desk.goto("/desk/calendar/1405/")
    desk.get_by_text("ثبت تعطیلی موردی").click()
    desk.get_by_label("دلیل").fill("گردوغبار")
    desk.get_by_label("نخستین روز").fill("۱۴۰۵/۱۱/۰۵")
    desk.get_by_role("button", name="تعطیل کردن این روزها").click()
    expect(desk.get_by_text("تعطیلی ثبت شد")).to_be_visible()
    desk.goto("/desk/audit/?action=add_closure")
    expect(desk.locator("tbody tr")).to_have_count(2)
    expect(desk.locator("tbody tr").first).to_contain_text("گردوغبار")
    assert axe(desk) == []


def test_long_work_updates_itself_and_is_stopped(desk: Page, work: Progress, axe: Check) -> None:
    desk.goto(f"/desk/work/{work.pk}/")
    expect(desk.locator(".badge")).to_have_text("در انتظار")
    with running(work.pk) as report:
        report(4, 10, "نمونه‌گیری")
        expect(desk.locator("#work")).to_contain_text("۴ از ۱۰", timeout=5000)
        assert axe(desk) == []
        desk.get_by_role("button", name="توقف").click()
        expect(desk.locator("#work")).to_contain_text("در گام بعدی متوقف می‌شود")
        report(10, 10)
    expect(desk.locator("#work")).to_contain_text("متوقف شد", timeout=5000)
    assert desk.locator("#work[hx-get]").count() == 0
