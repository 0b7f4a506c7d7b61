"""The first page brings the stages together; what does not exist yet says what will stand there."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from hamyar.commitments.enums import CommitmentState, Visibility
from hamyar.places.models import Municipality
from hamyar.projects.services.publishing import publish_project, unpublish_project
from hamyar.visits.models import Visit
from hamyar.visits.services.programmes import approve_programme, publish_programme
from hamyar.web.front import front_page
from hamyar.web.municipality.listing import TownRow
from hamyar.web.province import province_map
from tests.factories.accounts import make_user
from tests.factories.commitments import CommitmentFactory
from tests.factories.newsroom import make_first_item, make_item
from tests.factories.places import MunicipalityFactory
from tests.factories.priorities import NOON, make_publication
from tests.factories.projects import OpportunityFactory, ProjectFactory
from tests.factories.visits import make_plan

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


def home(client: Client, prefix: str = "") -> BeautifulSoup:
    return BeautifulSoup(client.get(f"{prefix}/").content, "html.parser")


def announced() -> Visit:
    run, planner = make_plan(), make_user(role="planner")
    programme = approve_programme(run=run, by=planner, at=NOON)
    Visit.objects.update(planned_start="2099-04-05T08:30Z", planned_end="2099-04-05T10:30Z")
    publish_programme(programme=programme, by=planner, at=NOON)
    return Visit.objects.select_related("municipality").order_by("pk")[0]


def test_an_empty_product_says_what_will_stand_here(client: Client) -> None:
    page = home(client)
    assert [each.get_text() for each in page.select(".empty-title")] == [
        "هنوز خبری منتشر نشده است",
        "هنوز رتبه‌بندی‌ای منتشر نشده است",
    ]
    assert "هنوز بازدیدی اعلام نشده است" in page.get_text()
    assert page.select("#promises, #province, #footer-group") == []


def test_what_is_new_leads_and_links(client: Client) -> None:
    older = make_first_item()
    newest = make_item(title="خبر تازه")
    found = [(link.get_text(), link["href"]) for link in home(client).select(".story h3 a")]
    assert found == [("خبر تازه", newest.url), (older.title, older.url)]
    assert "شرکت مجتمع پایانه" in home(client).select_one(".site-footer .group").get_text()


def test_only_announced_visits_are_named(client: Client) -> None:
    visit = announced()
    agenda = home(client).select_one(".agenda").get_text()
    assert visit.municipality.name in agenda
    Visit.objects.update(planned_start="2020-04-05T08:30Z", planned_end="2020-04-05T10:30Z")
    assert home(client).select_one(".agenda") is None


def test_the_map_counts_the_towns_of_each_step(client: Client) -> None:
    make_publication()
    for at, town in enumerate(Municipality.objects.order_by("code")):
        Municipality.objects.filter(pk=town.pk).update(latitude=35 + at / 10, longitude=59 + at / 10)
    page = home(client)
    assert len(page.select(".province circle")) == 4
    assert page.select_one(".province svg")["aria-label"].startswith("نقشهٔ ۴ شهر")
    shown = [each.get_text() for each in page.select(".steps-key b")]
    assert shown
    assert sum(int(text.split()[0]) for text in shown) == 4


def test_the_map_keeps_north_above_and_hides_no_town_under_a_larger_one() -> None:
    north = MunicipalityFactory(latitude=37.0, longitude=58.0, name_fa="شمال")
    south = MunicipalityFactory(latitude=34.0, longitude=60.0, name_fa="جنوب")
    nowhere = MunicipalityFactory(latitude=None, longitude=None)
    drawn = province_map(rows=[TownRow(south, None), TownRow(north, None), TownRow(nowhere, None)])
    assert drawn is not None
    by_name = {dot.name: dot for dot in drawn.dots}
    assert set(by_name) == {"شمال", "جنوب"}
    assert by_name["شمال"].y < by_name["جنوب"].y
    assert by_name["شمال"].x < by_name["جنوب"].x
    assert by_name["جنوب"].y <= drawn.height
    assert all(dot.step == 0 for dot in drawn.dots)
    assert province_map(rows=[]) is None


def test_no_name_on_the_map_lies_over_that_of_a_larger_town() -> None:
    places = {"شهر بزرگ": (35.0, 59.0), "شهر نزدیک": (35.0, 59.1), "شهر دور": (37.0, 61.0)}
    towns = [
        MunicipalityFactory(code=str(at), name_fa=name, latitude=latitude, longitude=longitude)
        for at, (name, (latitude, longitude)) in enumerate(places.items())
    ]
    drawn = province_map(rows=[TownRow(town, None) for town in towns])
    assert drawn is not None
    assert {dot.name: dot.is_named for dot in drawn.dots} == {
        "شهر بزرگ": True,
        "شهر نزدیک": False,
        "شهر دور": True,
    }


def test_promises_are_counted_and_internal_ones_stay_inside(client: Client) -> None:
    CommitmentFactory(state=CommitmentState.DONE, done_on=TODAY, text="قول انجام‌شده")
    CommitmentFactory(text="قول آینده", due_on=dt.date(2099, 1, 1))
    CommitmentFactory(text="قول گذشته", due_on=dt.date(2026, 1, 1))
    CommitmentFactory(text="قول درونی", visibility=Visibility.INTERNAL)
    section = home(client).select_one("#promises").find_parent("section")
    assert [each.get_text() for each in section.select(".figure-number")] == ["۱", "۲", "۱"]
    assert "قول انجام‌شده" in section.get_text()
    assert "قول آینده" in section.get_text()
    assert "قول گذشته" not in section.get_text()
    for link, count in zip(section.select(".figure-number a"), (1, 2, 1), strict=True):
        assert len(BeautifulSoup(client.get(link["href"]).content, "html.parser").select("tbody tr")) == count
    assert "قول درونی" not in section.get_text()
    assert "مسئول فرضی" not in section.get_text()


def test_only_internal_promises_make_no_section(client: Client) -> None:
    CommitmentFactory(visibility=Visibility.INTERNAL)
    assert home(client).select_one("#promises") is None


def test_the_english_page_says_the_same(client: Client) -> None:
    make_publication()
    make_first_item()
    words = home(client, "/en").get_text()
    assert "Where we go next" in words
    assert "What is new" in words
    assert "Test ranking" in words


@pytest.mark.parametrize("more", [0, 3])
def test_the_first_page_asks_a_fixed_number_of_questions(more: int, django_assert_num_queries: Any) -> None:
    make_publication()
    make_first_item()
    CommitmentFactory()
    CommitmentFactory(state=CommitmentState.DONE, done_on=TODAY)
    for number in range(more):
        make_item(title=f"خبر {number}")
        CommitmentFactory(town=MunicipalityFactory())
    front_page(on=TODAY)
    with django_assert_num_queries(13):
        front = front_page(on=TODAY)
    assert front.municipalities == Municipality.objects.count()


def test_the_latest_opportunities_stand_on_the_first_page_once_there_are_some(client: Client) -> None:
    assert home(client).select("#opportunities") == []
    ProjectFactory(title_fa="پروژهٔ داخلی")
    OpportunityFactory(title_fa="طرح بسته", stage="closed")
    shown = [OpportunityFactory(title_fa=f"طرح {place}") for place in range(4)]
    page = home(client)
    links = page.select_one("section[aria-labelledby=opportunities]").select("a.card")
    assert [link["href"] for link in links] == [project.public_url for project in shown[:0:-1]]
    assert "پروژهٔ داخلی" not in page.get_text()
    assert "طرح بسته" not in page.get_text()


@pytest.mark.django_db(transaction=True)
def test_the_kept_first_page_follows_what_is_published_and_taken_back(client: Client, settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 600
    planner = make_user(role="planner")
    project = ProjectFactory(title_fa="طرح تازه", contact_phone="05130000000")
    assert "طرح تازه" not in home(client).get_text()
    publish_project(project=project, by=planner, at=NOON)
    assert "طرح تازه" in home(client).get_text()
    assert "طرح تازه" in home(client).get_text()
    unpublish_project(project=project, reason="آزمون", by=planner, at=NOON)
    assert "طرح تازه" not in home(client).get_text()


def test_search_engines_are_told_of_published_projects_alone(client: Client) -> None:
    shown, internal = OpportunityFactory(), ProjectFactory()
    text = client.get("/sitemap.xml").content.decode()
    assert f"{shown.public_url}</loc><lastmod>" in text
    assert internal.public_url not in text
