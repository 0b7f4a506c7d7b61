"""The chain a year long: all towns planned, a visit held without a line, both sides sign, the promise falls overdue."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, Playwright, expect

from hamyar.accounts.models import User
from hamyar.cli.setup import load_calendar, load_indicators, load_places, load_roles, rank_first
from hamyar.commitments.models import Commitment
from hamyar.core.jalali import format_jalali, jalali_year
from hamyar.places.models import Municipality
from hamyar.visits.enums import VisitState
from hamyar.visits.models import Team, Visit
from tests.browser.test_field_offline import ALL_SENT, Phone, ready, step, write_note
from tests.factories.accounts import make_user
from tests.factories.visits import TeamFactory, make_member, make_representative

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PROMISE = "نقشهٔ زمین کشتارگاه فرستاده شود"


@pytest.fixture
def teams() -> list[Team]:
    """The real province with its first ranking, and three teams from Mashhad."""
    for load in (load_roles, load_calendar, load_places, load_indicators, rank_first):
        load()
    base = Municipality.objects.get(name_fa="مشهد")
    return [TeamFactory(base=base, name=name) for name in ("گروه یکم", "گروه دوم", "گروه سوم")]


@pytest.fixture
def handset(playwright: Playwright, live_server: Any, tmp_path: Path, teams: list[Team]) -> Iterator[Phone]:
    """The telephone of a member of the first team; off at the end."""
    phone = Phone(playwright, tmp_path / "phone", live_server.url, make_member(team=teams[0], is_head=True))
    yield phone
    phone.kill()


def test_from_the_programme_of_the_year_to_a_promise_that_is_overdue(
    page: Page, sign_in: Callable[[Page, User], None], handset: Phone, teams: list[Team]
) -> None:
    planner = make_user(role="planner", full_name="مریم رضایی")
    sign_in(page, planner)
    plan_the_year(page)
    visit = day_of_a_visit(teams[0])
    hold_without_a_line(handset, visit)
    both_sides_confirm(page, sign_in, handset.user, visit)
    the_date_passes()
    sign_in(page, planner)
    page.goto("/desk/promises/overdue/")
    expect(page.locator("main")).to_contain_text(PROMISE)


def plan_the_year(page: Page) -> None:
    """Plan, approve and publish the coming Jalali year for all towns."""
    year = jalali_year(timezone.localdate()) + 1
    page.goto("/desk/visits/new/")
    page.get_by_label("عنوان").fill("برنامهٔ بازدید سال آینده")
    page.get_by_label("سال", exact=True).fill(str(year))
    for box in page.get_by_role("checkbox", name=re.compile("گروه")).all():
        box.check()
    page.locator("main form").get_by_role("button").first.click()
    expect(page.locator("#sum")).to_be_visible()
    page.get_by_text("مدت جست‌وجو").click()
    page.locator("[name=seconds]").fill("5")
    page.get_by_role("button", name="آغاز برنامه‌ریزی").click()
    call_command("db_worker", batch=True, interval=0, reload=False, startup_delay=False, verbosity=0)
    page.goto("/desk/visits/")
    page.get_by_role("link", name="برنامهٔ بازدید سال آینده").click()
    page.locator("section[aria-labelledby=runs] table a").first.click()
    expect(page.locator("main")).to_contain_text("در ۹۶ شهر")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("section[aria-labelledby=approve]").get_by_role("button").click()
    page.get_by_role("button", name="انتشار بازدیدهای پیش رو").click()
    assert Visit.objects.values("municipality").distinct().count() == 96


def day_of_a_visit(team: Team) -> Visit:
    """Let the day of the team's first visit be today."""
    visit = Visit.objects.filter(trip__team=team, session=None).order_by("planned_start", "pk").first()
    assert visit is not None
    visit.planned_start = timezone.now() - dt.timedelta(hours=2)
    visit.planned_end = timezone.now()
    visit.save()
    return visit


def hold_without_a_line(handset: Phone, visit: Visit) -> None:
    """Record who came, a note and a promise without a line; lose the browser; send when there is a line."""
    page = handset.start()
    ready(page)
    page.context.set_offline(True)
    fill(page, visit, "attendance", {"full_name": "علی ملکی"})
    write_note(page, visit, "زمین کنار جاده آماده است.")
    tomorrow = format_jalali(timezone.localdate() + dt.timedelta(days=1), "numeric")
    fill(page, visit, "promise", {"text": PROMISE, "owner_name": "مریم رضایی", "due_on": tomorrow})
    handset.kill()

    page = handset.start(has_line=False)
    step(page, f"#/visit/{visit.pk}/held/new")
    page.get_by_role("button", name="ثبت", exact=True).click()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#field-state")).to_have_text(ALL_SENT)
    visit.refresh_from_db()
    assert visit.state == VisitState.HELD
    handset.kill()


def fill(page: Page, visit: Visit, kind: str, answers: dict[str, str]) -> None:
    """Add one record on the telephone."""
    step(page, f"#/visit/{visit.pk}/{kind}/new")
    for name, text in answers.items():
        page.locator(f"#ask-{name}").fill(text)
    page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator(".field-entry", has_text=next(iter(answers.values())))).to_be_visible()


def both_sides_confirm(page: Page, sign_in: Callable[[Page, User], None], head: User, visit: Visit) -> None:
    """Write the minutes, then confirm the same text for the organisation and for the town."""
    address = f"/desk/visits/{visit.pk}/minutes/"
    sign_in(page, head)
    page.goto(address)
    page.get_by_role("button", name="نوشتن صورتجلسه").click()
    expect(page.locator(".minutes-text")).to_contain_text(PROMISE)
    for user in (head, make_representative(town=visit.municipality)):
        sign_in(page, user)
        page.goto(address)
        page.get_by_role("button", name=re.compile("تأیید")).click()
    visit.refresh_from_db()
    assert visit.state == VisitState.CONFIRMED_BY_BOTH


def the_date_passes() -> None:
    """Let the promise have been due yesterday."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert Commitment.objects.update(first_due_on=yesterday, due_on=yesterday) == 1
