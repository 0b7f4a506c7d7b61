"""A visit recorded in Excel: the file is sent in the browser, its mistakes are read, the mended one is confirmed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from hamyar.accounts.models import User
from hamyar.visits.models import Note, Visit
from tests.apps.web.meeting.sheets import Filled
from tests.factories.visits import AgendaItemFactory, VisitFactory

pytestmark = pytest.mark.django_db(transaction=True)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose(page: Page, filled: Filled) -> None:
    page.locator('input[type="file"]').set_input_files(
        {"name": "بازدید.xlsx", "mimeType": XLSX, "buffer": filled.content}
    )
    page.get_by_role("button", name="نمایش پیش‌نمایش").click()


def test_a_file_with_a_mistake_is_mended_and_taken_in(
    any_page: Page,
    sign_in: Callable[[Page, User], None],
    administrator: User,
    axe: Callable[..., list[str]],
    sideways: Callable[..., list[str]],
) -> None:
    page, visit = any_page, VisitFactory()
    AgendaItemFactory(visit=visit)
    sign_in(page, administrator)
    page.goto(visit.get_absolute_url())
    page.get_by_role("link", name="پروندهٔ اکسل").click()
    assert faults(page, axe, sideways) == []
    wrong = Filled(visit).add("یادداشت‌ها", یادداشت="نخست", محرمانه="شاید")
    choose(page, wrong)
    assert page.get_by_role("cell", name="شاید").count() == 1
    assert faults(page, axe, sideways) == []
    page.get_by_role("link", name="بارگذاری پروندهٔ دیگر").click()
    choose(page, wrong.write("یادداشت‌ها", 2, محرمانه="بله").write("دستور جلسه", 2, مطرح_شد="بله"))
    assert faults(page, axe, sideways) == []
    page.get_by_role("button", name="ثبت همه", exact=True).click()
    page.wait_for_url(f"**{visit.get_absolute_url()}")
    assert stored(visit) == [("نخست", True)]


def faults(page: Page, axe: Callable[..., list[str]], sideways: Callable[..., list[str]]) -> list[str]:
    return [*axe(page), *sideways(page)]


def stored(visit: Visit) -> list[Any]:
    return list(Note.objects.filter(visit=visit).values_list("text", "is_confidential"))
