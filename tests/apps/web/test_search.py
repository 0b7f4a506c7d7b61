"""The pages of the search, what keeps it current, and that nothing unpublished gets in."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from hamyar.core.models import SearchDocument
from hamyar.indicators.enums import Status
from hamyar.places.models import Municipality
from hamyar.web.search.sources import SOURCES, rebuild_search
from tests.factories.indicators import IndicatorFactory, ValueFactory
from tests.factories.newsroom import make_first_item, make_item
from tests.factories.places import CountyFactory, MunicipalityFactory
from tests.factories.priorities import make_publication, make_run, make_towns_with_values

pytestmark = pytest.mark.django_db


def page(client: Client, **asked: str) -> BeautifulSoup:
    response = client.get(reverse("web:search"), asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def found(client: Client, text: str, **narrowed: str) -> list[str]:
    return [link.get_text() for link in page(client, q=text, **narrowed).select(".search-name a")]


@pytest.mark.parametrize("spelling", ["شهرداری‌های رشتخوار", "شهرداريهاي رشتخوار", "شهرداری های رشت‌خوار"])
def test_a_reader_finds_town_and_item_by_each_spelling(client: Client, spelling: str) -> None:
    item = make_first_item()
    rebuild_search()
    names = found(client, spelling)
    assert names[0] == "رشتخوار"
    assert item.title in names


def test_every_result_leads_somewhere(client: Client) -> None:
    make_first_item()
    make_towns_with_values()
    make_publication()
    rebuild_search()
    addresses = set(SearchDocument.objects.values_list("address", flat=True))
    kinds = set(SearchDocument.objects.values_list("kind", flat=True))
    assert {"town", "county", "indicator", "company", "brand", "ranking", "method", "page", "news"} <= kinds
    assert {address: code for address in addresses if (code := client.get(address).status_code) != 200} == {}


def test_the_english_page_speaks_english_and_leads_to_english_pages(client: Client) -> None:
    MunicipalityFactory(code="1290", name_fa="گناباد", name_en="Gonabad")
    rebuild_search()
    soup = BeautifulSoup(client.get("/en/search/", {"q": "gonabad"}).content, "html.parser")
    assert [(a.get_text(), a["href"]) for a in soup.select(".search-name a")][:1] == [
        ("Gonabad", "/en/municipalities/1290/")
    ]


def test_results_are_marked_narrowed_and_counted(client: Client) -> None:
    county = CountyFactory(name_fa="گناباد", name_en="Gonabad")
    MunicipalityFactory(code="1290", name_fa="گناباد", name_en="Gonabad", county=county)
    make_item(title="آب گناباد")
    rebuild_search()
    soup = page(client, q="گناباد")
    assert {mark.get_text() for mark in soup.select(".search-name mark")} == {"گناباد"}
    chips = {a["href"]: a.select_one(".count").get_text() for a in soup.select(".chip")}
    assert len(chips) == 3
    assert set(chips.values()) == {"۱"}
    assert found(client, "گناباد", kind="news") == ["آب گناباد"]
    assert found(client, "گناباد", year="۱۴۰۵") == ["آب گناباد"]
    assert found(client, "گناباد", kind="nonsense") == found(client, "گناباد")


def test_a_misspelt_name_is_put_right(client: Client) -> None:
    MunicipalityFactory(code="1290", name_fa="گناباد", name_en="Gonabad")
    rebuild_search()
    soup = page(client, q="گنباد")
    assert soup.select_one(".search-hint a").get_text() == "«گناباد»"
    assert soup.select_one(".search-name").get_text() == "گناباد"


@pytest.mark.parametrize(
    "asked", [{}, {"q": ""}, {"q": "هیچ‌جایینیست"}, {"q": "ها"}, {"q": "'\"\\", "page": "x"}]
)
def test_nothing_to_show_says_what_to_do(client: Client, asked: dict[str, str]) -> None:
    assert page(client, **asked).select_one(".empty") is not None


def test_very_many_results_come_by_pages_in_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries
) -> None:
    for number in range(25):
        MunicipalityFactory(code=f"{7000 + number}", name_fa=f"آبادی {number}")
    rebuild_search()
    first = found(client, "آبادی", kind="town")
    with django_assert_num_queries(5):
        second = found(client, "آبادی", kind="town", page="2")
    assert (len(first), len(second)) == (20, 5)
    assert not set(first) & set(second)


def test_suggestions_are_options_of_a_list(client: Client, django_assert_num_queries) -> None:
    MunicipalityFactory(code="1290", name_fa="گناباد", name_en="Gonabad")
    rebuild_search()
    with django_assert_num_queries(4):
        answer = client.get(reverse("web:search_suggest"), {"q": "گنا"})
    options = BeautifulSoup(answer.content, "html.parser").select("li[role=option]")
    assert options[0]["data-address"] == "/municipalities/1290/"
    assert len(options) == 2
    assert client.get(reverse("web:search_suggest")).content.strip() == b""


def test_what_is_typed_is_never_markup(client: Client) -> None:
    make_item(title="<b>آب</b> گناباد")
    rebuild_search()
    text = client.get(reverse("web:search"), {"q": "<script>آب</script>"}).content.decode()
    assert "<script>آب" not in text
    assert "&lt;b&gt;" in text


def documents(kind: str) -> set[str]:
    return set(SearchDocument.objects.filter(kind=kind).values_list("key", flat=True))


def test_drafts_restricted_and_withdrawn_items_stay_out(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        shown = make_item(title="آشکار")
        make_item(title="پیش‌نویس", live=False)
        secret = make_item(title="رمزدار")
        PageViewRestriction.objects.create(
            page=secret.page_ptr, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )
        withdrawn = make_item(title="برداشته")
        withdrawn.unpublish()
    assert documents("news") == {str(shown.pk)}
    rebuild_search()
    assert documents("news") == {str(shown.pk)}


def test_a_draft_of_a_published_item_does_not_show_before_it_is_published(
    client: Client, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        item = make_item(title="نشست")
        item.title = "محرمانه"
        item.save_revision()
    assert found(client, "محرمانه") == []
    with django_capture_on_commit_callbacks(execute=True):
        item.get_latest_revision().publish()
    assert found(client, "محرمانه") == ["محرمانه"]


def test_embargoed_values_and_unpublished_runs_stay_out() -> None:
    make_towns_with_values()
    value = ValueFactory(status=Status.EMBARGOED, source="نامهٔ محرمانه", note="رازی", amount=98765.0)
    make_run()
    retired = IndicatorFactory(code="retired", is_active=False)
    rebuild_search()
    assert documents("ranking") == set()
    assert documents("method") == set()
    assert retired.code not in documents("indicator")
    everything = " ".join(SearchDocument.objects.values_list("lexemes", flat=True))
    assert str(value.indicator.code) in documents("indicator")
    assert "محرمانه" not in everything
    assert "98765" not in everything


def test_changes_are_found_after_the_commit(client: Client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        town = MunicipalityFactory(code="1290", name_fa="گناباد", name_en="Gonabad")
    assert found(client, "گناباد")[0] == "گناباد"
    with django_capture_on_commit_callbacks(execute=True):
        town.county.name_fa = "بجستان"
        town.county.save()
    assert "گناباد" in found(client, "بجستان")
    with django_capture_on_commit_callbacks(execute=True):
        Municipality.objects.get(code="1290").delete()
    assert "گناباد" not in found(client, "گناباد")


def test_each_kind_has_its_word_and_icon() -> None:
    assert len({source.kind for source in SOURCES}) == len(SOURCES)
    assert all(str(source.label) and source.icon for source in SOURCES)


def test_each_navigation_of_a_long_list_has_a_name_of_its_own(client: Client) -> None:
    for number in range(25):
        MunicipalityFactory(code=f"{7000 + number}", name_fa=f"آبادی {number}")
    make_item(title="آبادی")
    rebuild_search()
    soup = page(client, q="آبادی")
    found = [
        nav.get("aria-label") or soup.find(id=nav["aria-labelledby"]).get_text() for nav in soup.select("nav")
    ]
    assert "صفحه‌های این فهرست" in found
    assert len(found) == len(set(found))


def test_a_drawing_of_the_frame_stays_small_without_a_style(client: Client) -> None:
    sizes = [(svg.get("width"), svg.get("height")) for svg in page(client).select("header svg, footer svg")]
    assert [size for size in sizes if None in size] == []
