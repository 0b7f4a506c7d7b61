"""Public pages by the keyboard alone, at 200 percent, with still pictures."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hamyar.web.search.sources import rebuild_search
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


def test_who_asks_for_less_motion_gets_none(open_at: Callable[..., Page], content: None) -> None:
    page = open_at(1280, reduced_motion="reduce")
    page.goto("/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
        return [s.transitionDuration, s.animationDuration].join().split(',').some(d => parseFloat(d) > 0.01)
        || s.scrollBehavior === 'smooth' }).map(e => e.tagName + '.' + e.className)"""
    )
    assert moving == []
