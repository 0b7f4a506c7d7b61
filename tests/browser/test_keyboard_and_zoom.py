"""Public pages by the keyboard alone, at 200 percent, with still pictures."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hamyar.web.search.sources import rebuild_search
from tests.browser.conftest import Watch
from tests.factories.newsroom import make_item
from tests.factories.places import MunicipalityFactory

PAGES = ("/", "/news/", "/municipalities/", "/group/", "/visits/", "/contact/", "/no-such-page/", "/en/")
FOCUS = """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
return {name: (e.textContent || e.getAttribute('name') || '').trim().slice(0, 40), tag: e.tagName,
seen: b.width > 0 && b.height > 0 && b.right > 0 && b.left < innerWidth,
marked: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none'} }"""


@pytest.fixture
def content(transactional_db: None) -> None:
    """A town and some news, in the search."""
    town = MunicipalityFactory(code="1290", name_fa="گناباد", name_en="Gonabad")
    for number in range(14):
        make_item(title=f"بازدید از گناباد {number}").municipalities.set([town])
    rebuild_search()


@pytest.fixture(autouse=True)
def missing_is_meant(watch) -> None:
    """One of the pages is missing on purpose."""
    watch.allow("404")


def test_the_first_stop_leads_past_the_header(page: Page, content: None) -> None:
    page.goto("/news/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def stops(page: Page, most: int = 30) -> list[dict[str, Any]]:
    """Return what the Tab key leads to, in order."""
    found = []
    for _step in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["tag"] == "BODY":
            break
        found.append(stop)
    return found


def test_every_stop_is_seen_and_marked(page: Page, content: None) -> None:
    wrong = {}
    for path in PAGES:
        page.goto(path)
        found = stops(page)
        assert len(found) > 8
        wrong[path] = [stop for stop in found if not (stop["seen"] and stop["marked"])]
    assert {path: faults for path, faults in wrong.items() if faults} == {}


def test_a_menu_opens_by_a_key_and_escape_closes_it(page: Page, content: None) -> None:
    page.goto("/")
    summary = page.locator("summary:visible", has_text="روشن یا تیره")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="تیره", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="تیره", exact=True)).to_be_hidden()
    expect(summary).to_be_focused()


def test_suggestions_are_walked_with_the_arrows_and_left_by_escape(page: Page, content: None) -> None:
    page.goto("/")
    page.keyboard.press("/")
    box = page.locator("#search-head")
    expect(box).to_be_focused()
    page.keyboard.type("گنا")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("گنا")
    page.keyboard.type("ب")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/municipalities/1290/$"))


def test_twice_the_size_nothing_is_cut_off(
    open_at: Callable[..., Page], sideways: Callable[[Page], list[str]], content: None
) -> None:
    page = open_at(640, device_scale_factor=2)
    wrong = {}
    for path in (*PAGES, "/search/?q=گناباد", "/municipalities/1290/"):
        page.goto(path)
        wrong[path] = sideways(page)
        assert page.locator("h1").count() == 1
    assert {path: faults for path, faults in wrong.items() if faults} == {}


SPACED = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`* { line-height: 1.5 !important;
letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet] }"""
"""The spacing of WCAG 2.2, 1.4.12."""

CROWDED = """() => { const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
.filter(e => { const b = e.getBoundingClientRect();
return b.width > 1 && b.height > 1 && !e.closest('.visually-hidden, .table-cards thead') });
const boxes = all.map(e => e.getBoundingClientRect());
const isInText = e => getComputedStyle(e).display === 'inline'
&& e.parentElement.textContent.trim().length > e.textContent.trim().length + 3;
return all.filter((e, i) => { const b = boxes[i]; if ((b.width >= 24 && b.height >= 24) || isInText(e)) return false;
const x = b.x + b.width / 2, y = b.y + b.height / 2;
return all.some((other, j) => { if (i === j || e.contains(other) || other.contains(e)) return false; const r = boxes[j];
const isSmall = r.width < 24 || r.height < 24;
return isSmall ? Math.hypot(r.x + r.width / 2 - x, r.y + r.height / 2 - y) < 24
: Math.hypot(Math.max(r.x - x, 0, x - r.right), Math.max(r.y - y, 0, y - r.bottom)) < 12 }) })
.map(e => `${e.tagName} ${e.textContent.trim().slice(0, 30)}`) }"""
"""What is smaller than 24 px and touches another target (WCAG 2.2, 2.5.8)."""

OUTLINE = """() => { const out = []; let last = 0;
for (const h of document.querySelectorAll('h1, h2, h3, h4, h5')) { if (!h.checkVisibility()) continue;
const level = +h.tagName[1]; if (level > last + 1) out.push(`${last} to ${level}: ${h.textContent.trim()}`); last = level }
const name = e => e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') || '').split(' ')
.map(id => document.getElementById(id)?.textContent.trim()).join(' ');
const marks = [...document.querySelectorAll('nav, [role=search], section[aria-labelledby], section[aria-label], [role=region]')]
.filter(e => e.checkVisibility()).map(e => `${e.getAttribute('role') || e.tagName} ${name(e)}`);
for (const mark of marks) if (mark.endsWith(' ') || marks.filter(m => m === mark).length > 1) out.push(mark);
for (const one of ['main', '.site-header', '.site-footer'])
if (document.querySelectorAll(one).length !== 1) out.push(one);
return out }"""
"""Levels that are left out, landmarks without a name of their own."""


def test_at_four_times_the_size_and_with_wide_letters_all_is_reached(
    open_at: Callable[..., Page], sideways: Callable[[Page], list[str]], content: None
) -> None:
    page = open_at(320)
    wrong = {}
    for path in (*PAGES, "/search/?q=گناباد", "/municipalities/1290/", "/promises/", make_item().url):
        page.goto(path)
        found = sideways(page) + page.evaluate(CROWDED)
        page.evaluate(SPACED)
        wrong[path] = found + sideways(page)
    assert {path: faults for path, faults in wrong.items() if faults} == {}


def test_what_orders_a_list_is_seen_when_it_is_reached_on_a_narrow_screen(
    open_at: Callable[..., Page], content: None
) -> None:
    page = open_at(320)
    page.goto("/municipalities/")
    link = page.locator("thead a").first
    link.focus()
    link.scroll_into_view_if_needed()
    is_on_top = """e => { const b = e.getBoundingClientRect();
    return e.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)) }"""
    assert link.evaluate(is_on_top)


def test_headings_and_landmarks_tell_pages_apart(page: Page, content: None) -> None:
    wrong = {}
    for path in (*PAGES, "/search/?q=گناباد", "/municipalities/1290/", "/promises/", make_item().url):
        page.goto(path)
        wrong[path] = page.evaluate(OUTLINE)
    assert {path: faults for path, faults in wrong.items() if faults} == {}


def test_what_a_screen_reader_is_told_of_an_open_search(page: Page, content: None) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="جست‌وجو")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("گنا")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("banner").get_by_role("search")).to_match_aria_snapshot(
        """
        - search:
          - combobox "جست‌وجو" [expanded]: گنا
          - listbox "جست‌وجو":
            - option /گناباد/
        """
    )
    box.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")


def test_the_drawer_of_a_phone_is_left_by_escape(open_at: Callable[..., Page], content: None) -> None:
    page = open_at(360)
    page.goto("/")
    button = page.get_by_role("button", name="فهرست")
    button.press("Enter")
    link = page.get_by_role("navigation", name="اصلی").get_by_role("link", name="خبرها")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()


def test_what_was_typed_is_there_after_the_line_was_lost(page: Page, content: None, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    page.goto("/")
    box = page.locator("#search-head")
    page.context.set_offline(True)
    box.fill("گناباد")
    expect(page.get_by_role("option")).to_have_count(0)
    page.context.set_offline(False)
    expect(box).to_have_value("گناباد")
    box.press("Enter")
    expect(page.get_by_role("main").get_by_role("link", name="گناباد", exact=True)).to_be_visible()


def test_who_asks_for_less_motion_gets_none(open_at: Callable[..., Page], content: None) -> None:
    page = open_at(1280, reduced_motion="reduce")
    page.goto("/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
        return [s.transitionDuration, s.animationDuration].join().split(',').some(d => parseFloat(d) > 0.01)
        || s.scrollBehavior === 'smooth' }).map(e => e.tagName + '.' + e.className)"""
    )
    assert moving == []
