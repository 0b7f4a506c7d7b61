"""A planner drags a visit of the plan to another day with the mouse; a day that is off is refused with its reason."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from hamyar.accounts.models import User
from hamyar.core.jalali import format_jalali, jalali_year
from hamyar.visits.enums import Span
from hamyar.visits.models import ProgrammeRun, Wish
from hamyar.visits.services.planning import Search, compute_programme
from hamyar.visits.services.problem import brief_of
from hamyar.visits.services.programmes import ProgrammeFacts, create_programme
from tests.factories.accounts import make_user
from tests.factories.visits import make_programme

pytestmark = [pytest.mark.django_db(transaction=True)]

FRIDAY = 4
"""As Python counts weekdays."""


@pytest.fixture
def run() -> ProgrammeRun:
    """A plan of the spring of the coming year for four towns."""
    pattern, now = make_programme(), timezone.now()
    facts = ProgrammeFacts(
        title="بهار سال آینده",
        jalali_year=jalali_year(timezone.localdate()) + 1,
        span=Span.SPRING,
        ranking_run=pattern.ranking_run,
        teams=tuple(pattern.teams.all()),
        rules={},
    )
    programme = create_programme(facts=facts, by=None, at=now)
    search = Search(seconds=20, rounds=5)
    return compute_programme(programme=programme, search=search, by=None, at=now, clock=timezone.now)


def first_visit(run: ProgrammeRun) -> tuple[str, dt.date]:
    """Return the place and the day of the plan's first visit."""
    days = [
        (dt.date.fromisoformat(stop["on"]), code)
        for trip in run.result["trips"]
        for stop in trip["stops"]
        for code in stop["serves"]
    ]
    on, code = min(days)
    return code, on


def free_day(run: ProgrammeRun, after: dt.date) -> dt.date:
    """Return a working day soon after a day on which nobody travels."""
    used = {day for trip in run.result["trips"] for day in trip["days"]}
    days = [day.on for day in brief_of(programme=run.programme, at=timezone.now()).problem.days]
    return next(day for day in days if day > after and day.isoformat() not in used)


def drag(page: Page, visit: Locator, day: Locator) -> None:
    """Press the mouse on a visit, carry it to a day and let go."""
    visit.scroll_into_view_if_needed()
    visit.hover()
    page.mouse.down()
    day.hover()
    day.hover()
    page.mouse.up()


def cell(page: Page, day: dt.date) -> Locator:
    """Return the day's cell of the calendar."""
    return page.locator(f'td[data-day="{format_jalali(day, "numeric")}"]')


def test_a_visit_is_dragged_to_another_day_and_the_next_run_moves_it_alone(
    page: Page, sign_in: Callable[[Page, User], None], run: ProgrammeRun
) -> None:
    sign_in(page, make_user(role="planner"))
    _code, on = first_visit(run)
    other = free_day(run, on)
    page.goto(run.get_absolute_url())
    visit = cell(page, on).locator("li[data-town]").first
    town = visit.locator("a").inner_text()
    drag(page, visit, cell(page, other))
    expect(page.locator("section[aria-labelledby=asked]")).to_contain_text(town)
    wish = Wish.objects.get()
    assert (wish.on, wish.moved_from) == (other, on)

    page.locator("section[aria-labelledby=asked] .btn-primary").click()
    expect(page).not_to_have_url(run.get_absolute_url())
    call_command("db_worker", batch=True, interval=0, reload=False, startup_delay=False, verbosity=0)
    newest = ProgrammeRun.objects.latest("number")
    assert newest.previous == run
    moved = {change["place"] for change in newest.result["changes"]}
    assert moved == {wish.municipality.code}
    page.goto(newest.get_absolute_url())
    expect(cell(page, other)).to_contain_text(town)
    expect(cell(page, on)).not_to_contain_text(town)


def test_a_drag_to_a_friday_is_refused_with_the_reason(
    page: Page, sign_in: Callable[[Page, User], None], run: ProgrammeRun
) -> None:
    sign_in(page, make_user(role="planner"))
    _code, on = first_visit(run)
    friday = on + dt.timedelta(days=(FRIDAY - on.weekday()) % 7)
    page.goto(run.get_absolute_url())
    drag(page, cell(page, on).locator("li[data-town]").first, cell(page, friday))
    expect(page.locator("main")).to_contain_text("تعطیل")
    assert not Wish.objects.exists()
