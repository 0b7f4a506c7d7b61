"""Journeys over the municipalities: list, map, town, and an import at the desk."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hamyar.accounts.models import User
from hamyar.places.models import Distance, Municipality
from hamyar.places.services import load_places
from tests.factories.places import (
    CityCouncilFactory,
    CouncilMemberFactory,
    OfficialFactory,
    ShareholdingFactory,
)

AT = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def province(transactional_db: None) -> None:
    load_places(at=AT)


@pytest.mark.usefixtures("province")
def test_a_town_is_found_and_read(
    any_page: Page, axe: Callable[..., list[str]], sideways: Callable[..., list[str]]
) -> None:
    town = Municipality.objects.get(code="1359")
    OfficialFactory(municipality=town)
    ShareholdingFactory(municipality=town)
    CouncilMemberFactory(council=CityCouncilFactory(municipality=town))

    any_page.goto("/municipalities/")
    any_page.get_by_label("نام یا کد").fill("رشتخوار")
    any_page.get_by_role("button", name="نمایش").click()
    any_page.get_by_role("link", name="رشتخوار", exact=True).click()

    expect(any_page.get_by_role("heading", level=1)).to_have_text("شهرداری رشتخوار")
    assert axe(any_page) == []
    assert sideways(any_page) == []


@pytest.mark.usefixtures("province")
def test_the_map_is_drawn_beside_its_table(any_page: Page, axe: Callable[..., list[str]]) -> None:
    any_page.goto("/municipalities/map/")

    any_page.wait_for_selector("[data-map][data-drawn=yes]", timeout=20_000)
    expect(any_page.locator("tbody tr")).to_have_count(96)
    assert axe(any_page) == []


@pytest.mark.usefixtures("province")
def test_a_file_is_previewed_and_stored(
    any_page: Page,
    sign_in: Callable[[Page, User], None],
    administrator: User,
    axe: Callable[..., list[str]],
    sideways: Callable[..., list[str]],
    tmp_path: Path,
) -> None:
    roads = tmp_path / "roads.csv"
    roads.write_text("از,به,کیلومتر\nمشهد,رشتخوار,۲۰۰\nمشهد,ناکجا,۱۰\n", encoding="utf-8")
    sign_in(any_page, administrator)

    any_page.goto("/desk/places/imports/new/distances/")
    any_page.get_by_label("پرونده").set_input_files(roads)
    any_page.get_by_role("button", name="نمایش پیش‌نمایش").click()
    expect(any_page.get_by_role("heading", name="ردشده‌ها")).to_be_visible()
    assert axe(any_page) == []
    assert sideways(any_page) == []
    roads.write_text("از,به,کیلومتر\nمشهد,رشتخوار,۲۰۰\n", encoding="utf-8")
    any_page.get_by_role("link", name="بارگذاری پروندهٔ دیگر").click()
    any_page.get_by_label("پرونده").set_input_files(roads)
    any_page.get_by_role("button", name="نمایش پیش‌نمایش").click()
    any_page.get_by_role("button", name="ثبت همه").click()

    expect(any_page.get_by_text("پرونده وارد شد.")).to_be_visible()
    assert Distance.objects.get().km == 200


@pytest.mark.usefixtures("province")
def test_the_file_of_a_town_is_accessible_and_fits(
    any_page: Page,
    sign_in: Callable[[Page, User], None],
    administrator: User,
    axe: Callable[..., list[str]],
    sideways: Callable[..., list[str]],
) -> None:
    town = Municipality.objects.get(code="1359")
    OfficialFactory(municipality=town)
    ShareholdingFactory(municipality=town)
    CouncilMemberFactory(council=CityCouncilFactory(municipality=town))
    sign_in(any_page, administrator)

    for path in ("", "edit/", "official/", "council/", "share/", "grade/"):
        any_page.goto(f"/desk/places/1359/{path}")
        assert axe(any_page) == [], path
        assert sideways(any_page) == [], path
