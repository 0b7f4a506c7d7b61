"""The frame of all pages: drawer, search key, theme, language, tables on a phone, print, no JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from hamyar.accounts.models import User
from hamyar.core.jalali import days_in_month
from tests.browser.conftest import Watch

STYLE = "/desk/style/"


@pytest.fixture
def style(any_page: Page, sign_in: Callable[[Page, User], None], administrator: User) -> Page:
    sign_in(any_page, administrator)
    any_page.goto(STYLE)
    any_page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(any_page.locator("[data-chart][data-drawn]")).to_have_count(
        any_page.locator("[data-chart]").count()
    )
    return any_page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_of_the_design_is_accessible(
    style: Page, axe: Callable[[Page], list[str]], sideways: Callable[[Page], list[str]], scheme: str
) -> None:
    style.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
    expect(style.locator("[data-map]")).to_have_attribute("data-drawn", "yes")
    assert axe(style) == []
    assert sideways(style) == []


@pytest.mark.parametrize("path", ["/", "/en/", "/offline/"])
def test_a_public_page_is_accessible(
    any_page: Page, axe: Callable[[Page], list[str]], sideways: Callable[[Page], list[str]], path: str
) -> None:
    any_page.goto(path)
    assert axe(any_page) == []
    assert sideways(any_page) == []


def test_a_missing_page_is_accessible(any_page: Page, axe: Callable[[Page], list[str]], watch: Watch) -> None:
    watch.allow("404")
    any_page.goto("/no-such-page/")
    assert axe(any_page) == []


def test_a_request_to_another_host_is_noticed(page: Page, watch: Watch) -> None:
    watch.allow("another host", "ERR_FAILED", "Content Security Policy", "violates")
    page.goto("/")
    page.evaluate("fetch('https://elsewhere.example/x.js').catch(() => 0)")
    page.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/x.png'}))"
    )
    page.wait_for_timeout(200)
    watch.allowed.clear()
    page.evaluate("fetch('https://elsewhere.example/y.js').catch(() => 0)")
    page.wait_for_timeout(200)
    assert any("elsewhere.example" in fault for fault in watch.faults)
    watch.faults.clear()


def test_the_drawer_opens_closes_and_gives_the_focus_back(
    phone: Page, sign_in: Callable[[Page, User], None], administrator: User
) -> None:
    sign_in(phone, administrator)
    phone.goto("/desk/")
    drawer = phone.locator("#desk-nav")
    expect(drawer).to_be_hidden()
    phone.get_by_role("button", name="فهرست").click()
    expect(drawer).to_be_visible()
    phone.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_the_drawer_opens_without_a_script(open_at: Callable[..., Page]) -> None:
    page = open_at(360, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("button", name="فهرست").click()
    expect(page.locator("#site-nav")).to_be_visible()


def test_a_row_is_a_card_with_labels_on_a_phone(
    phone: Page, sign_in: Callable[[Page, User], None], administrator: User
) -> None:
    sign_in(phone, administrator)
    phone.goto(STYLE)
    cell = phone.locator("table.table-cards tbody tr").first.locator("td.num").first
    expect(cell).to_have_attribute("data-label", "جمعیت")
    expect(cell).to_have_css("display", "flex")
    expect(phone.get_by_role("row").nth(1)).to_be_attached()


def test_the_choice_of_dark_stays_on_the_next_page(page: Page) -> None:
    page.goto("/")
    before = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator("summary:visible", has_text="روشن یا تیره").click()
    page.get_by_role("button", name="تیره", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/offline/")
    after = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert before != after


def test_a_page_follows_the_device_and_prints_on_white(open_at: Callable[..., Page]) -> None:
    page = open_at(1280, color_scheme="dark")
    page.goto("/")
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("body").evaluate(colour) != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.locator("body").evaluate(colour) == "rgb(255, 255, 255)"
    expect(page.locator(".site-header")).to_be_hidden()


def test_the_language_link_leads_to_the_same_page_in_english(page: Page) -> None:
    page.goto("/offline/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en/offline/$"))
    expect(page.locator("html")).to_have_attribute("dir", "ltr")


def test_a_chart_is_read_with_the_arrow_keys(
    page: Page, sign_in: Callable[[Page, User], None], administrator: User
) -> None:
    sign_in(page, administrator)
    page.goto(STYLE)
    chart = page.locator("#c-ranks [data-chart]")
    chart.scroll_into_view_if_needed()
    expect(chart.locator("svg")).to_be_visible()
    chart.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#c-ranks [aria-live]")).to_contain_text("رشتخوار")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#c-ranks [aria-live]")).to_contain_text("۴۸ تا ۶۶")


@pytest.mark.parametrize(("button", "suffix"), [("SVG", "svg"), ("PNG", "png"), ("CSV", "csv")])
def test_a_chart_is_downloaded(
    page: Page, sign_in: Callable[[Page, User], None], administrator: User, button: str, suffix: str
) -> None:
    sign_in(page, administrator)
    page.goto(STYLE)
    page.locator("#c-ranks").scroll_into_view_if_needed()
    with page.expect_download() as waiting:
        page.locator("#c-ranks").get_by_role("button", name=button).click()
    content = waiting.value.path().read_bytes()
    assert waiting.value.suggested_filename == f"c-ranks.{suffix}"
    if suffix == "csv":
        assert content.decode("utf-8-sig").splitlines()[1].startswith("رشتخوار,5,61,68,73")
    elif suffix == "svg":
        text = content.decode()
        assert "رشتخوار" in text
        assert "var(--" not in text
        assert "font/woff2;base64" in text
    else:
        assert content.startswith(b"\x89PNG")
        assert len(content) > 10_000


def test_a_slider_says_its_value_and_its_share(
    page: Page, sign_in: Callable[[Page, User], None], administrator: User
) -> None:
    sign_in(page, administrator)
    page.goto(STYLE)
    page.locator("#w1").focus()
    for _ in range(20):
        page.keyboard.press("ArrowUp")
    slider = page.locator(".slider").first
    expect(slider.locator("output")).to_have_text("۴۰")
    expect(slider.locator(".share")).to_contain_text("۴۰٫۰٪")


def test_what_was_typed_is_offered_again(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        """() => { const form = document.createElement('form'); form.id = 'minutes'; form.dataset.keep = 'minutes';
        form.innerHTML = '<label>متن<textarea name="body"></textarea></label>'; document.querySelector('main').append(form);
        form.dispatchEvent(new CustomEvent('htmx:load', {bubbles: true})); }"""
    )
    page.get_by_label("متن").fill("پیش‌نویس صورتجلسه")
    kept = page.evaluate("Object.entries(localStorage).map(([key, value]) => key + value).join()")
    assert "پیش‌نویس صورتجلسه" in kept


def test_without_a_connection_a_page_says_what_to_do(open_at: Callable[..., Page], watch: Watch) -> None:
    page = open_at(360, service_workers="allow")
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.context.unroute_all()
    watch.allow("ERR_FAILED", "ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.goto("/municipalities/")
    expect(page.get_by_role("heading", level=1)).to_have_text("اتصال شما برقرار نیست")
    expect(page.locator("body")).to_have_css("font-family", re.compile("Vazirmatn"))
    page.goto("/en/municipalities/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not connected")


@pytest.fixture
def date_field(page: Page, sign_in: Callable[[Page, User], None], administrator: User) -> Locator:
    sign_in(page, administrator)
    page.goto(STYLE)
    return page.locator("#sample_held_on")


def test_a_day_is_picked_and_the_field_can_still_be_typed_in(page: Page, date_field: Locator) -> None:
    date_field.fill("۱۴۰۵/۰۹/۰۱")
    page.get_by_role("button", name="تقویم تاریخ").first.click()
    expect(page.get_by_role("grid", name="آذر ۱۴۰۵")).to_be_visible()
    page.get_by_role("button", name="یکشنبه ۱۵ آذر").click()
    expect(date_field).to_have_value("1405/09/15")
    expect(date_field).to_be_focused()


def test_the_calendar_is_walked_with_the_keyboard(
    page: Page, date_field: Locator, axe: Callable[[Page], list[str]]
) -> None:
    date_field.fill("1405/12/29")
    page.get_by_role("button", name="تقویم تاریخ").first.press("Enter")
    expect(page.get_by_role("grid", name="اسفند ۱۴۰۵")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("grid", name="فروردین ۱۴۰۶")).to_be_visible()
    for key in ("PageUp", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(date_field).to_have_value("1405/12/08")


def test_leap_years_of_the_calendar_are_those_of_the_server(page: Page, date_field: Locator) -> None:
    page.get_by_role("button", name="تقویم تاریخ").first.click()
    page.get_by_label("ماه", exact=True).select_option("12")
    for year in (1403, 1404, 1408, 1436):
        page.get_by_label("سال", exact=True).fill(str(year))
        page.get_by_label("سال", exact=True).press("Tab")
        expect(page.locator("dialog [data-day]")).to_have_count(days_in_month(year, 12))


def test_escape_closes_the_calendar_and_changes_nothing(page: Page, date_field: Locator) -> None:
    date_field.fill("1405/09/01")
    page.get_by_role("button", name="تقویم تاریخ").first.click()
    expect(page.locator("dialog [data-day='1']")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(date_field).to_have_value("1405/09/01")
