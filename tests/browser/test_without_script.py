"""The public pages with JavaScript switched off: readable, and one leads to the other."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hamyar.web.search.sources import rebuild_search
from tests.factories.newsroom import make_first_item
from tests.factories.priorities import make_publication

SEARCHED = "شهرداري رشتخوار"


@pytest.mark.parametrize("width", [1280, 360])
def test_a_reader_finds_home_news_an_item_its_town_and_search_without_a_script(
    open_at: Callable[..., Page], transactional_db: None, width: int
) -> None:
    make_publication()
    item = make_first_item()
    rebuild_search()
    page = open_at(width, java_script_enabled=False)

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if width == 360:
        page.get_by_role("button", name="فهرست").click()
    page.get_by_role("navigation", name="اصلی").get_by_role("link", name="خبرها").click()

    expect(page).to_have_url(re.compile(r"/news/$"))
    page.get_by_role("link", name=item.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(item.title)
    expect(page.locator("article.news-item")).to_contain_text(item.lead[:40])

    page.locator(".news-facts").get_by_role("link", name="رشتخوار").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("رشتخوار")
    assert page.locator("main").inner_text().count("\n") > 20

    if width == 360:
        page.get_by_role("button", name="فهرست").click()
    box = page.get_by_role("searchbox").locator("visible=true")
    box.fill(SEARCHED)
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.get_by_role("main").get_by_role("link", name=item.title)).to_be_visible()
