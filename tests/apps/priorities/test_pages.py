import csv
import io
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from hamyar.places.models import Municipality
from hamyar.priorities.models import MethodVersion, Publication, Reply
from hamyar.priorities.services.package import read_package, reproduce
from tests.factories.accounts import make_user
from tests.factories.places import RepresentationFactory
from tests.factories.priorities import (
    TEXT,
    make_publication,
    make_run,
    make_towns_with_values,
    make_version,
)

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *arguments: object, **query: object) -> BeautifulSoup:
    response = client.get(reverse(f"priorities:{name}", args=arguments), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role=role))
    return client


def names(soup: BeautifulSoup) -> list[str]:
    return [each.get_text(strip=True) for each in soup.select("#main table:first-of-type tbody th a")]


def test_ranking_before_the_first_publication_says_what_comes(client: Client) -> None:
    assert page(client, "ranking").select_one(".empty") is not None


def test_ranking_lists_the_least_endowed_first_and_names_what_is_missing(client: Client) -> None:
    towns = make_towns_with_values(missing=1)
    make_publication()

    soup = page(client, "ranking")

    shown = [each.get_text(strip=True) for each in soup.select("table th a[href*='/ranking/towns/']")]
    assert shown == [towns[at].name for at in (1, 0, 2, 3)]  # the filled figure of the first lifts it
    rows = [each.find_parent("tr").get_text() for each in soup.select("a[href*='/ranking/towns/']")]
    assert "سنجه paved" in rows[1]


@pytest.mark.parametrize("count", [2, 4])
def test_ranking_asks_the_database_a_fixed_number_of_times(
    client: Client, django_assert_num_queries: object, count: int
) -> None:
    make_towns_with_values(count)
    make_publication()
    client.get(reverse("priorities:ranking"))

    with django_assert_num_queries(7):
        client.get(reverse("priorities:ranking"))


def test_ranking_filtered_by_county_shows_its_towns_only(client: Client) -> None:
    towns = make_towns_with_values()
    make_publication()

    soup = page(client, "ranking", county=towns[0].county.code)

    shown = {each.get_text(strip=True) for each in soup.select("table th a[href*='/ranking/towns/']")}
    assert shown == {town.name for town in towns if town.county == towns[0].county}


def test_the_package_from_the_public_page_is_reproduced_by_a_stranger(client: Client, tmp_path: Path) -> None:
    publication = make_publication()

    response = client.get(reverse("priorities:package", args=[publication.pk]))
    path = tmp_path / "ranking.zip"
    path.write_bytes(response.content)

    assert set(zipfile.ZipFile(path).namelist()) == {"values.csv", "method.yaml", "ranking.csv", "run.json"}
    assert reproduce(read_package(path), path=path) is None


def test_the_table_opens_in_excel_and_has_a_row_for_each_town(client: Client) -> None:
    publication = make_publication()

    response = client.get(reverse("priorities:table", args=[publication.pk]))

    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == Municipality.objects.count()


def test_town_shows_each_figure_with_its_part_and_the_whole_interval(client: Client) -> None:
    publication = make_publication()
    town = publication.run.results.get(rank=4).municipality

    soup = page(client, "town", town.code)

    assert len(soup.select("#figures ~ .table-wrap tbody tr")) == 2
    assert "رتبه" in soup.get_text() or "ank" in soup.get_text()


def test_explorer_without_choices_equals_the_published_ranks(client: Client) -> None:
    publication = make_publication()

    response = client.get(reverse("priorities:explorer"), headers={"Accept": "application/json"})

    assert response["Content-Type"] == "application/json"
    answer = response.json()
    units = answer["charts"]["explored"]["units"]
    assert len(units) == publication.run.summary["units"]
    rows = BeautifulSoup(answer["html"]["explored-table"], "html.parser").select("tbody tr")
    assert len(rows) == len(units)


def test_explorer_moves_ranks_with_a_weight_and_ignores_nonsense(client: Client) -> None:
    make_towns_with_values()
    town = Municipality.objects.first()
    make_publication()

    response = client.get(
        reverse("priorities:explorer"),
        {"w-paved": "0", "w-jobless": "x", "aggregation": "magic"},
        headers={"Accept": "application/json"},
    )

    assert response.status_code == 200
    assert town.name in response.json()["html"]["explored-table"]


def test_explorer_with_all_weights_at_zero_says_why_it_cannot(client: Client) -> None:
    make_publication()

    response = client.get(
        reverse("priorities:explorer"),
        {"w-paved": "0", "w-jobless": "0"},
        headers={"Accept": "application/json"},
    )

    assert response.json()["charts"] == {}
    assert response.json()["words"]


def test_publish_from_the_desk_makes_the_run_public(client: Client) -> None:
    run = make_run()
    desk = signed_in("chief_executive")

    desk.post(reverse("priorities:publish", args=[run.pk]), {"title_fa": "اولویت‌های ۱۴۰۵"})

    assert Publication.objects.get().title_fa == "اولویت‌های ۱۴۰۵"
    assert "اولویت‌های ۱۴۰۵" in page(client, "ranking").get_text()


def test_publish_without_a_title_keeps_the_page_and_stores_nothing() -> None:
    run = make_run()

    response = signed_in("chief_executive").post(
        reverse("priorities:publish", args=[run.pk]), {"note": "بماند"}
    )

    assert "بماند" in response.content.decode()
    assert not Publication.objects.exists()


def test_a_draft_shows_what_it_would_change_before_it_is_adopted() -> None:
    make_towns_with_values()
    version = make_version()
    make_publication(run=make_run(version=version))
    analyst = signed_in("analyst")
    text = TEXT.replace("jobless: {direction: lower", "jobless: {direction: higher")

    response = analyst.post(reverse("priorities:edit", args=[version.pk]), {"text": text, "note": "وارونه"})
    draft = MethodVersion.objects.get(number=2)

    assert response["Location"] == reverse("priorities:version", args=[draft.pk])
    shown = BeautifulSoup(analyst.get(response["Location"]).content, "html.parser")
    assert len(shown.select("#change ~ .table-wrap tbody tr")) == 4
    analyst.post(reverse("priorities:adopt", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "adopted"


def test_a_wrong_method_stands_beside_its_field_with_what_was_typed() -> None:
    make_towns_with_values()
    version = make_version()

    response = signed_in("analyst").post(
        reverse("priorities:edit", args=[version.pk]), {"text": TEXT.replace("min_max", "magic"), "note": ""}
    )

    text = response.content.decode()
    assert response.status_code == 200
    assert "normalisation" in text
    assert "magic" in text
    assert MethodVersion.objects.count() == 1


def test_a_mayor_contests_the_own_town_and_reads_the_answer_but_not_the_neighbours(client: Client) -> None:
    publication = make_publication()
    own, neighbour = (result.municipality for result in publication.run.results.all()[:2])
    mayor = make_user(role="mayor")
    RepresentationFactory(user=mayor, municipality=own)
    client.force_login(mayor)

    sent = client.post(reverse("priorities:contest", args=[own.code]), {"text": "نرخ بیکاری کمتر است"})
    refused = client.post(reverse("priorities:contest", args=[neighbour.code]), {"text": "نه"})

    assert sent.status_code == 302
    assert refused.status_code == 403
    reply = Reply.objects.get()
    signed_in("analyst").post(
        reverse("priorities:answer", args=[reply.pk]), {"accepted": "no", "answer": "سند نیست"}
    )
    assert "سند نیست" in page(client, "contest", own.code).get_text()
