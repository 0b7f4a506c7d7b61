"""A project from the desk to the public page in Chromium; every page of it at both widths and in English."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hamyar.accounts.models import User
from hamyar.projects.enums import ContributionKind, PartyKind
from hamyar.projects.models import Project
from hamyar.projects.services.contributions import Side
from tests.factories.accounts import make_user
from tests.factories.findings import FindingFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.projects import OpportunityFactory, make_contribution

pytestmark = pytest.mark.django_db(transaction=True)
PATIENT = 60_000  # the first page of a fresh server on a busy machine
INVESTOR = Side(PartyKind.OTHER, body="سرمایه‌گذار فرضی")


def test_a_planner_records_a_project_with_its_finding_and_everyone_reads_it(
    page: Page, phone: Page, sign_in: Callable[[Page, User], None]
) -> None:
    town = MunicipalityFactory(name_fa="رشتخوار")
    finding = FindingFactory(municipality=town, title="زمین آفتاب‌گیر کنار شهر")
    sign_in(page, make_user(role="planner"))
    page.goto("/desk/projects/new/", timeout=PATIENT)
    page.get_by_label("عنوان", exact=True).fill("نیروگاه خورشیدی رشتخوار")
    page.get_by_label("نوع", exact=True).select_option("solar_plant")
    page.get_by_label("شهرداری میزبان").select_option(town.code)
    page.get_by_label(finding.title).check()  # comes by itself once the town is chosen
    page.get_by_label("اندازه").fill("۳۰۰۰")
    page.locator("#id_summary").fill("نیروگاه سه‌هزار کیلوواتی روی زمین شهرداری")
    page.locator("#id_contact_phone").fill("۰۵۱۳۰۰۰۰۰۰۰")
    page.get_by_role("button", name="ثبت", exact=True).click()
    expect(page.locator("h1")).to_have_text("نیروگاه خورشیدی رشتخوار")
    project = Project.objects.get()
    assert list(project.findings.all()) == [finding]

    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="انتشار به‌عنوان فرصت سرمایه‌گذاری").click()
    expect(page.get_by_text("این فرصت اکنون برای همه دیدنی است.")).to_be_visible()
    phone.goto("/opportunities/")
    phone.get_by_role("link", name="نیروگاه خورشیدی رشتخوار").click()
    expect(phone.get_by_text("۰۵۱۳۰۰۰۰۰۰۰")).to_be_visible()
    assert "یادداشت داخلی" not in phone.content()


def test_every_page_of_a_project(
    any_page: Page,
    sign_in: Callable[[Page, User], None],
    axe: Callable[..., list[str]],
    sideways: Callable[..., list[str]],
) -> None:
    project = OpportunityFactory(
        contract="bot",
        size=3000,
        unit="kilowatt",
        cost_rial=6 * 10**11,
        cost_as_of="2026-04-05",
        offer="زمین",
    )
    project.participants.add(*MunicipalityFactory.create_batch(3))
    project.findings.add(FindingFactory(municipality=project.municipality))
    land = make_contribution(project)
    make_contribution(project, side=INVESTOR, kind=ContributionKind.CASH)
    sign_in(any_page, make_user(role="administrator"))
    desk = f"/desk/projects/{project.code}/"
    wrong = {}
    for path in (
        "/desk/projects/",
        desk,
        f"/en{desk}",
        f"{desk}change/",
        f"{desk}contributions/new/",
        f"/desk/projects/contributions/{land.pk}/revalue/",
        f"/desk/projects/contributions/{land.pk}/withdraw/",
        "/opportunities/",
        f"/opportunities/{project.code}/",
        f"/en/opportunities/{project.code}/",
        project.municipality.get_absolute_url(),
    ):
        any_page.goto(path, timeout=PATIENT)
        assert any_page.locator("h1").count() == 1, path
        wrong[path] = sideways(any_page) + axe(any_page)
    assert {path: found for path, found in wrong.items() if found} == {}
