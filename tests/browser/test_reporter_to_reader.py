"""From a visit that was held to a reader: draft by one button, editor, public relations, search, count, feeds, addresses.

Each step is done as people do it: with the sign-in form, the search box, the buttons of the newsroom.
"""

import json
import re
from collections.abc import Callable
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from hamyar.accounts.models import User
from hamyar.commitments.enums import Visibility
from hamyar.findings.enums import FindingState, ReportedBy
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.selectors import view_count
from hamyar.visits.enums import VisitState
from hamyar.visits.models import Visit
from tests.apps.accounts.authenticators import code_of
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.commitments import CommitmentFactory
from tests.factories.findings import FindingFactory
from tests.factories.newsroom import NOON, open_newsroom
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import AttendanceFactory, DecisionFactory, VisitFactory

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "رازی که نباید گفته شود"
HEADLINE = "شهرداری‌های رشتخوار و جنگل میزبان سازمان همیاری شدند"
LEAD = "نمایندگان سازمان با مسئولان شهری رشتخوار گفت‌وگو کردند."
OLD = {
    "id": 2099,
    "headline": "خبر سایت پیشین",
    "lead": "لید پشتبان",
    "date": "11 اسفند 1399",
    "views": "504",
}
ATOM = "{http://www.w3.org/2005/Atom}"
OTHER_ADDRESS = "بازدید-از-رشتخوار-و-جنگل"
READER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
)
ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})
SPELLINGS = [
    "شهرداری‌های رشتخوار",
    "شهرداریهای رشتخوار",
    "شهرداری های رشتخوار",
    "شهرداری‌های رشتخوار".translate(ARABIC),
]


@pytest.fixture
def visit(transactional_db: None) -> Visit:
    """A visit whose minutes both sides confirmed, with what everyone may know of it and what not."""
    open_newsroom()
    town = MunicipalityFactory(code="1359", name_fa="رشتخوار", name_en="Roshtkhar")
    visit = VisitFactory(municipality=town, state=VisitState.CLOSED, held_start=NOON)
    AttendanceFactory(visit=visit, full_name="علی فرضی", position="شهردار")
    DecisionFactory(visit=visit, number=1, text="نقشهٔ زمین کشتارگاه فرستاده شود.")
    found = {"visit": visit, "municipality": town, "reported_by": ReportedBy.VISIT}
    FindingFactory(title="خودروی حمل زباله کم است", state=FindingState.CONFIRMED, **found)
    FindingFactory(title=SECRET, state=FindingState.CONFIRMED, visibility="confidential", **found)
    CommitmentFactory(visit=visit, town=town, text=SECRET, visibility=Visibility.INTERNAL)
    return visit


def test_from_a_visit_that_was_held_to_its_readers(
    open_at: Callable[..., Page], sign_in: Callable[[Page, User], None], visit: Visit
) -> None:
    newsroom = open_at(1280)
    people = {name: make_user(role=name) for name in ("news_editor", "public_relations")}
    sign_in_by_hand(newsroom, make_user(role="reporter", has_second_factor=False))
    item = drafted(newsroom, visit)
    sign_in(newsroom, people["news_editor"])
    approve(newsroom, item, mend=True)
    item = NewsPage.objects.get()
    assert (item.live, item.current_workflow_task.name) == (False, "تأیید مدیر روابط عمومی")
    sign_in(newsroom, people["public_relations"])
    approve(newsroom, item)
    item = NewsPage.objects.get()
    assert (item.live, item.title, item.lead) == (True, HEADLINE, LEAD)

    reader = open_at(360, user_agent=READER)
    finds(reader)
    is_counted_once(reader, item)
    is_offered_to_others(reader, item)
    is_led_to_from_former_addresses(newsroom, reader, item)
    sign_in(newsroom, make_user(role="planner"))
    newsroom.goto(visit.get_absolute_url())
    expect(newsroom.locator("section[aria-labelledby=told]")).to_contain_text(HEADLINE)


def sign_in_by_hand(page: Page, user: User) -> None:
    """Enter by address, password and the app, which is set up on the way."""
    page.goto("/cms/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.get_by_role("link", name="فعال کردن برنامه").click()
    page.fill("input[name=code]", code_of(page.locator("#authenticator_secret").input_value()))
    page.press("input[name=code]", "Enter")
    expect(page.locator(".code-list li")).to_have_count(10)


def drafted(page: Page, visit: Visit) -> NewsPage:
    """Press the one button, mend the headline, send the draft on."""
    page.goto("/cms/")
    page.get_by_role("link", name="پیش‌نویس از رویدادها").click()
    page.get_by_role("button", name=f"نوشتن پیش‌نویس خبر درباره {visit.municipality.name}").click()
    expect(page.locator("#id_title")).to_have_value(
        "سازمان همیاری شهرداری‌های خراسان رضوی از رشتخوار بازدید کرد"
    )
    expect(page.locator("form[data-edit-form]")).to_contain_text("خودروی حمل زباله کم است")
    assert SECRET not in page.content()
    page.locator("#id_title").fill(HEADLINE)
    press(page, re.compile("فرستادن به"))
    expect(page.locator(".messages")).to_contain_text("فرستاده شد")
    item = NewsPage.objects.get()
    assert (item.visit, item.live) == (visit, False)
    assert item.current_workflow_task.name == "بازبینی سردبیر"
    return item


def approve(page: Page, item: NewsPage, *, mend: bool = False) -> None:
    """Open what waits from the front page of the newsroom, mend a word perhaps, and approve it in one go."""
    page.goto("/cms/")
    page.get_by_role("link", name=HEADLINE).first.click()
    versions = item.revisions.count()
    if mend:
        page.locator("#id_lead").fill(LEAD)
    press(page, re.compile("^تأیید( و انتشار)?$"))
    expect(page.locator(".messages .success")).to_be_visible()
    assert item.revisions.count() >= versions + mend  # what saves itself on the way may add one


def press(page: Page, words: re.Pattern[str]) -> None:
    """Press a button of the form's foot, which may lie in its menu."""
    button = page.locator("footer").get_by_role("button", name=words)
    if not button.first.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    button.first.click()
    page.wait_for_load_state("load")


def finds(page: Page) -> None:
    """See the item on the first page, find it by each spelling in the box, and open it by the last."""
    page.goto("/")
    expect(page.get_by_role("main").get_by_role("link", name=HEADLINE)).to_be_visible()
    page.get_by_role("button", name="فهرست").click()
    for spelling in SPELLINGS:
        box = page.locator("input[name=q]:visible")
        box.fill(spelling)
        box.press("Enter")
        page.wait_for_url(f"**/search/?q={quote(spelling).replace('%20', '+')}")
        expect(page.get_by_role("main").get_by_role("link", name=HEADLINE)).to_be_visible()
    page.get_by_role("main").get_by_role("link", name=HEADLINE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    assert SECRET not in page.content()


def is_counted_once(page: Page, item: NewsPage) -> None:
    """See the count go up by one reader, and stay there however often the page is loaded."""
    shown = page.locator(".news-facts div", has_text="تعداد بازدید").locator("dd")
    expect(shown).to_have_text("۰")
    for _ in range(2):
        page.reload(wait_until="networkidle")
        expect(shown).to_have_text("۱")
    assert view_count(page_id=item.pk) == 1


def is_offered_to_others(page: Page, item: NewsPage) -> None:
    """Read the feeds: of all, and of the town."""
    for path in ("/news/", "/news/towns/1359/"):
        feed = ET.fromstring(page.request.get(f"{path}feed.atom").text())
        assert [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")] == [HEADLINE]
        links = [entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry")]
        assert unquote(links[0]).endswith(unquote(item.url))
        entries = json.loads(page.request.get(f"{path}feed.json").text())["items"]
        assert [(entry["title"], entry["url"]) for entry in entries] == [(HEADLINE, links[0])]


def is_led_to_from_former_addresses(newsroom: Page, reader: Page, item: NewsPage) -> None:
    """Give the item another address and bring in an item of the old site; a reader comes by the old ones."""
    former = reader.url
    newsroom.goto(f"/cms/pages/{item.pk}/edit/")
    newsroom.get_by_role("tab").nth(1).click()
    newsroom.locator("#id_slug").fill(OTHER_ADDRESS)
    press(newsroom, re.compile("^انتشار"))
    expect(newsroom.locator(".messages .success")).to_be_visible()
    reader.goto(former)
    assert unquote(reader.url).endswith(f"/news/{OTHER_ADDRESS}/")
    expect(reader.get_by_role("heading", level=1)).to_have_text(HEADLINE)

    newsroom.goto("/desk/news/import/")
    content = json.dumps([OLD], ensure_ascii=False).encode()
    newsroom.set_input_files(
        "input[type=file]", {"name": "old.json", "mimeType": "application/json", "buffer": content}
    )
    newsroom.get_by_role("button", name="نمایش آنچه وارد می‌شود").click()
    newsroom.get_by_role("button", name="وارد کردن").click()
    expect(newsroom.locator("main")).to_contain_text("۱")
    old = f"/news/detail/news/{OLD['id']}/show/"
    assert reader.request.get(old, max_redirects=0).status == 301
    reader.goto(old)
    expect(reader.get_by_role("heading", level=1)).to_have_text(OLD["headline"])
    shown = reader.locator(".news-facts div", has_text="تعداد بازدید").locator("dd")
    expect(shown).to_have_text(re.compile("^۵۰[۴۵]$"))  # its own reader may be counted by now
