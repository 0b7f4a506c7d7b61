import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from hamyar.priorities.models import Reply
from tests.factories.accounts import make_user
from tests.factories.places import RepresentationFactory
from tests.factories.priorities import NOON, make_publication, make_run, make_towns_with_values

pytestmark = pytest.mark.django_db


def page(client: Client, name: str) -> BeautifulSoup:
    response = client.get(reverse(f"web:{name}"))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role=role))
    return client


def test_home_leads_with_the_least_endowed_and_to_the_ranking_the_map_and_the_towns(client: Client) -> None:
    make_towns_with_values()
    publication = make_publication()

    soup = page(client, "home")

    first = soup.select_one("#first ~ ul h3").get_text()
    assert first == publication.run.results.order_by("-rank_p50", "-rank").first().municipality.name
    found = {link["href"] for link in soup.select("main a[href]")}
    assert {"/ranking/", "/municipalities/", reverse("municipalities:map"), "/open-data/"} <= found


def test_home_before_the_first_publication_says_what_comes(client: Client) -> None:
    assert page(client, "home").select_one(".empty") is not None


@pytest.mark.parametrize("name", ["home", "about", "open_data", "accessibility", "contact"])
def test_no_link_of_a_public_page_is_dead(client: Client, name: str) -> None:
    make_publication()
    links = {link["href"] for link in page(client, name).select("main a[href^='/']")}
    assert links
    assert {link: code for link in links if (code := client.get(link).status_code) >= 400} == {}


def test_open_data_offers_the_package_of_each_published_ranking(client: Client) -> None:
    publication = make_publication()
    links = {link["href"] for link in page(client, "open_data").select("a[href]")}
    assert reverse("priorities:package", args=[publication.pk]) in links


def test_the_desk_counts_what_waits_for_who_may_deal_with_it_and_for_nobody_else() -> None:
    publication = make_publication()
    make_run(version=publication.run.version)
    Reply.objects.create(
        publication=publication,
        municipality=publication.run.results.first().municipality,
        text="نادرست",
        sent_by=make_user(),
        sent_at=NOON,
    )

    analyst = {link["href"] for link in page(signed_in("analyst"), "desk").select("main .card[href]")}
    chief = {link["href"] for link in page(signed_in("chief_executive"), "desk").select("main .card[href]")}

    assert {reverse("priorities:replies"), reverse("priorities:runs")} <= analyst
    assert chief == {reverse("priorities:runs")}
    assert page(signed_in("auditor"), "desk").select_one("main .empty") is not None


def test_a_mayor_finds_the_own_municipality_on_the_desk() -> None:
    mayor = make_user(role="mayor")
    town = RepresentationFactory(user=mayor).municipality
    client = Client()
    client.force_login(mayor)

    soup = page(client, "desk")

    assert [each.get_text() for each in soup.select("#own ~ ul h3")] == [town.name]
