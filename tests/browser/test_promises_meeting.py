"""The meeting on overdue promises, led with the keyboard alone, in Persian and in English."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hamyar.accounts.models import User
from hamyar.commitments.models import FollowUp
from tests.factories.accounts import make_user
from tests.factories.commitments import CommitmentFactory

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, SECOND = "لولهٔ آب تحویل شود", "سند زمین فرستاده شود"


@pytest.fixture
def leader(page: Page, sign_in: Callable[[Page, User], None]) -> User:
    """A planner with two overdue promises, the older one first."""
    today = timezone.localdate()
    for text, days in ((FIRST, 9), (SECOND, 2)):
        CommitmentFactory(text=text, due_on=today - dt.timedelta(days=days))
    user = make_user(role="planner")
    sign_in(page, user)
    return user


def begin(page: Page, address: str, button: str) -> None:
    """Open the meeting and begin it."""
    page.goto(address, timeout=60_000)  # the first page of a fresh server on a busy machine
    page.get_by_role("button", name=button).click()
    stands_at(page, FIRST)


def stands_at(page: Page, text: str) -> None:
    """Wait for a promise on the screen; the clock runs once the keys are heard."""
    expect(page.locator("h1")).to_have_text(text)
    expect(page.locator("[data-clock]")).not_to_be_empty()


def test_keys_lead_on_open_a_step_and_leave_a_field(page: Page, leader: User) -> None:
    begin(page, "/desk/promises/meeting/", "آغاز")
    page.keyboard.press("ArrowLeft")
    stands_at(page, SECOND)
    page.keyboard.press("ArrowRight")
    stands_at(page, FIRST)

    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: '۲'}))")  # a Persian keyboard
    expect(page.locator("[data-key][open]")).to_have_attribute("data-key", "2")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.locator("[data-key][open]")).to_have_attribute("data-key", "1")
    page.keyboard.type("1 پیمانکار فردا می‌آید")
    page.keyboard.press("ArrowLeft")
    stands_at(page, FIRST)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    stands_at(page, SECOND)
    said = FollowUp.objects.get()
    assert (said.text, said.by) == ("1 پیمانکار فردا می‌آید", leader)


def test_in_english_the_arrows_point_the_other_way_and_the_summary_comes_last(
    page: Page, leader: User
) -> None:
    begin(page, "/en/desk/promises/meeting/", "Begin")
    page.keyboard.press("ArrowRight")
    stands_at(page, SECOND)
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"n=3$"))
    expect(page.locator("main")).to_contain_text("0 of 2")
