"""What is published, withdrawn or corrected shows at the next request, through the real services and pages."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from hamyar.core.pagecache.parts import forget_parts
from hamyar.group.models import Company
from hamyar.indicators.services import confirm_import, undo_import, upload_values
from hamyar.newsroom.models import NewsPage, Reading
from hamyar.newsroom.selectors import view_count
from hamyar.places.services.municipalities import facts_of, save_municipality
from hamyar.visits.models import Visit
from hamyar.visits.services.programmes import approve_programme, publish_programme
from tests.factories.accounts import make_user
from tests.factories.indicators import IndicatorFactory
from tests.factories.newsroom import make_first_item, make_item, open_newsroom
from tests.factories.places import MunicipalityFactory
from tests.factories.priorities import NOON, make_publication, make_run
from tests.factories.visits import make_plan

pytestmark = pytest.mark.django_db(transaction=True)
CHROME = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"


@pytest.fixture(autouse=True)
def _kept_pages(settings: Any) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = settings.PART_CACHE_SECONDS = 600
    caches["pages"].clear()
    forget_parts()
    yield
    forget_parts()
    caches["pages"].clear()


@pytest.fixture
def shows(client: Client) -> Callable[[str, str], bool]:
    """Ask for a page twice (the second answer comes from the cache) and tell whether both show a text."""

    def both(address: str, text: str) -> bool:
        first, second = client.get(address), client.get(address)
        assert first.content == second.content
        assert not first.cookies
        assert first["Cache-Control"].startswith("public")
        return text in second.content.decode()

    return both


def test_news_that_is_published_changed_and_withdrawn(
    shows: Callable[[str, str], bool], client: Client
) -> None:
    open_newsroom()
    news = reverse("newsroom:list")
    assert not shows(news, "خبر نخست")
    item = make_item(title="خبر نخست")
    assert shows(news, "خبر نخست")
    assert shows(reverse("newsroom:atom"), "خبر نخست")
    assert shows(item.url, "خبر نخست")

    item.title = "خبر دوم"
    item.save_revision().publish()
    assert shows(item.url, "خبر دوم")
    assert shows(news, "خبر دوم")

    NewsPage.objects.get(pk=item.pk).unpublish()
    assert not shows(news, "خبر دوم")
    assert client.get(item.url).status_code == 410


def test_a_ranking_that_is_published(shows: Callable[[str, str], bool]) -> None:
    run = make_run()
    assert not shows("/", "رتبه‌بندی آزمون")
    assert not shows(reverse("priorities:ranking"), "رتبه‌بندی آزمون")
    make_publication(run=run)
    assert shows("/", "رتبه‌بندی آزمون")
    assert shows(reverse("priorities:ranking"), "رتبه‌بندی آزمون")


def test_a_programme_of_visits_that_is_published(shows: Callable[[str, str], bool]) -> None:
    run, planner = make_plan(), make_user(role="planner")
    programme = approve_programme(run=run, by=planner, at=NOON)
    Visit.objects.update(planned_start="2099-04-05T08:30Z", planned_end="2099-04-05T10:30Z")
    town = Visit.objects.order_by("pk")[0].municipality.name_fa
    assert not shows(reverse("visits:calendar"), town)
    publish_programme(programme=programme, by=planner, at=NOON)
    assert shows(reverse("visits:calendar"), town)


def test_a_municipality_that_is_corrected(shows: Callable[[str, str], bool]) -> None:
    town = MunicipalityFactory(name_fa="شهر پیشین")
    assert shows(town.get_absolute_url(), "شهر پیشین")
    facts = replace(facts_of(town), name_fa="شهر نوین")
    save_municipality(facts=facts, by=make_user(role="administrator"), at=NOON)
    assert shows(town.get_absolute_url(), "شهر نوین")
    assert shows(reverse("municipalities:list"), "شهر نوین")


def test_values_that_are_imported_and_taken_back(shows: Callable[[str, str], bool]) -> None:
    town = MunicipalityFactory(code="1359", name_fa="رشتخوار")
    paved, analyst = IndicatorFactory(code="paved", decimals=1), make_user(role="analyst")
    page = town.get_absolute_url()
    assert not shows(page, "۴۵٫۵")
    content = f"code,name,year,{paved.code}\n1359,رشتخوار,1404,45.5\n".encode()
    batch = upload_values(
        file_name="values.csv", content=content, source="شهرداری", by=analyst, at=NOON
    ).batch
    confirm_import(batch=batch, by=analyst, at=NOON)
    assert shows(page, "۴۵٫۵")
    undo_import(batch=batch, why="اشتباه", by=analyst, at=NOON)
    assert not shows(page, "۴۵٫۵")


def test_a_company_that_is_edited_shows_in_the_directory_and_under_each_item(
    shows: Callable[[str, str], bool],
) -> None:
    item = make_first_item()
    assert not shows(item.url, "شرکت تازه‌نام")
    Company.objects.filter(pk=Company.objects.order_by("pk")[0].pk).update(name_fa="شرکت تازه‌نام")
    assert shows(item.url, "شرکت تازه‌نام")
    assert shows(reverse("group:companies"), "شرکت تازه‌نام")


def test_a_kept_item_shows_each_new_reader_at_once_and_writes_nothing(
    client: Client, django_assert_num_queries: Any
) -> None:
    item = make_first_item()
    page = client.get(item.url)
    assert "۵۰۴" in page.content.decode()
    client.get(reverse("newsroom:read", args=[item.pk]), headers={"user-agent": CHROME})

    with django_assert_num_queries(2):  # what changed; how many read
        again = client.get(item.url, HTTP_IF_NONE_MATCH=page["ETag"])

    assert again.status_code == 200
    assert "۵۰۵" in again.content.decode()
    assert "۵۰۴" not in again.content.decode()
    assert again.content.replace("۵۰۵".encode(), "۵۰۴".encode()) == page.content
    assert view_count(page_id=item.pk) == 505
    assert Reading.objects.count() == 1
    assert "View count</dt><dd>505" in client.get("/en" + item.url).content.decode()


def test_a_page_from_the_cache_asks_one_question(client: Client, django_assert_num_queries: Any) -> None:
    make_publication()
    client.get("/")
    with django_assert_num_queries(1):
        assert client.get("/").status_code == 200


PUBLIC = [
    "web:home",
    "web:about",
    "web:open_data",
    "web:accessibility",
    "web:contact",
    "group:companies",
    "newsroom:list",
    "newsroom:galleries",
    "newsroom:atom",
    "newsroom:json",
    "newsroom:sitemap",
    "newsroom:news_sitemap",
    "newsroom:robots",
    "municipalities:list",
    "municipalities:map",
    "indicators:list",
    "priorities:ranking",
    "priorities:method",
    "priorities:quality",
    "priorities:explorer",
    "priorities:history",
    "visits:calendar",
    "core:offline",
]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_page_can_be_kept(client: Client, name: str, django_assert_num_queries: Any) -> None:
    make_publication()
    make_first_item()
    client.get(reverse(name))
    with django_assert_num_queries(1):
        answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["ETag"]
