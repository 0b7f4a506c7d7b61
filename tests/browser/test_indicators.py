"""An analyst brings figures in and takes them back; the public reads an indicator."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from hamyar.indicators.models import Value
from tests.apps.indicators.importing.files import xlsx_of
from tests.factories.accounts import make_user
from tests.factories.indicators import CountyValueFactory, IndicatorFactory, ValueFactory
from tests.factories.places import MunicipalityFactory

HEADER = ["code", "name", "year", "paved_street_share"]


@pytest.fixture
def analyst(transactional_db):
    IndicatorFactory(code="paved_street_share", name_fa="سهم معابر آسفالت")
    MunicipalityFactory(code="1359", name_fa="رشتخوار")
    return make_user(role="analyst")


def upload(page, folder: Path, *rows) -> None:
    file = folder / "values.xlsx"
    file.write_bytes(xlsx_of(HEADER, *rows))
    page.goto("/desk/indicators/imports/new/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="نمایش پیش‌نمایش").click()


def test_an_import_is_previewed_stored_and_undone(any_page, analyst, sign_in, axe, sideways, tmp_path):
    page = any_page
    sign_in(page, analyst)
    upload(page, tmp_path, ["1359", "رشتخوار", 1404, "نامشخص"])
    expect(page.get_by_text("«نامشخص» عدد نیست")).to_be_visible()
    assert sideways(page) == [] == axe(page)
    upload(page, tmp_path, ["1359", "رشتخوار", 1404, 45.5])
    expect(page.get_by_role("heading", level=1)).to_have_text("پرونده این‌ها را تغییر می‌دهد")
    assert sideways(page) == [] == axe(page)
    page.get_by_role("button", name="ثبت همهٔ مقدارها").click()
    expect(page.get_by_text("همهٔ مقدارهای پرونده ثبت شد.")).to_be_visible()
    assert Value.objects.get().amount == 45.5
    page.fill("input[name=why]", "پروندهٔ سال پیش بود")
    page.get_by_role("button", name="برگرداندن این ورود").click()
    expect(page.get_by_text("آنچه پیش‌تر بود بازگشت.")).to_be_visible()
    assert Value.objects.count() == 0


def test_an_import_goes_without_a_script(open_at, analyst, sign_in, tmp_path):
    page = open_at(1280, java_script_enabled=False)
    sign_in(page, analyst)
    upload(page, tmp_path, ["1359", "رشتخوار", 1404, 45.5])
    page.get_by_role("button", name="ثبت همهٔ مقدارها").click()
    assert Value.objects.get().amount == 45.5


def test_a_template_is_downloaded(page, analyst, sign_in):
    sign_in(page, analyst)
    page.goto("/desk/indicators/imports/")
    with page.expect_download() as download:
        page.get_by_role("button", name="دریافت الگو").click()
    assert re.fullmatch(r"hamyar-template-municipality-\d{4}\.xlsx", download.value.suggested_filename)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_indicator_is_read_with_its_spread_and_map(open_at, transactional_db, axe, sideways, scheme):
    for place in range(1, 9):
        county = MunicipalityFactory(code=str(5000 + place), latitude=34 + place / 8, longitude=59).county
        CountyValueFactory(county=county, indicator__code="literacy_rate", amount=70.0 + place)
    ValueFactory(indicator__code="empty_of_figures")
    for width in (360, 1280):
        page = open_at(width, color_scheme=scheme)
        page.goto("/indicators/literacy_rate/")
        expect(page.locator("[data-chart] svg")).to_be_visible()
        assert sideways(page) == [] == axe(page)
        page.goto("/en/indicators/")
        assert sideways(page) == [] == axe(page)
