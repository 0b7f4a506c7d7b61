import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from hamyar.indicators.enums import Status
from hamyar.indicators.models import Value
from hamyar.priorities.quality import FILLED, OUTLIER, PROVISIONAL, DataQuality, data_quality
from hamyar.priorities.selectors import indicators_of
from tests.factories.priorities import make_publication, make_towns_with_values

pytestmark = pytest.mark.django_db


def quality() -> DataQuality:
    run = make_publication().run
    return data_quality(run=run, indicators=indicators_of(run))


def test_a_missing_figure_is_counted_and_asked_for() -> None:
    towns = make_towns_with_values(missing=1)

    found = quality()

    poor = [each for each in found.towns if each.missing]
    assert [each.town for each in poor] == [towns[0]]
    assert poor[0].known == poor[0].asked - 1
    assert set(poor[0].missing) <= set(poor[0].to_ask)
    assert found.known_share == 1 - 1 / found.cells
    assert sum(each.missing for each in found.ranked) == 1


def test_a_filled_cell_is_doubtful() -> None:
    towns = make_towns_with_values(missing=1)
    assert [(each.town, each.figure, each.reason) for each in quality().doubts] == [(towns[0], None, FILLED)]


def test_a_provisional_figure_is_doubtful_and_a_final_one_is_not() -> None:
    make_towns_with_values()
    value = Value.objects.first()
    Value.objects.filter(pk=value.pk).update(status=Status.PROVISIONAL)

    doubts = quality().doubts

    assert [each.reason for each in doubts] == [PROVISIONAL]
    assert doubts[0].figure.value_id == value.pk


def test_a_figure_far_from_the_others_is_doubtful() -> None:
    make_towns_with_values(9)
    value = Value.objects.order_by("amount").last()
    Value.objects.filter(pk=value.pk).update(amount=value.amount * 50)

    assert [each.figure.value_id for each in quality().doubts if each.reason is OUTLIER] == [value.pk]


def test_the_page_lists_every_town_and_says_what_to_ask_it_for(client: Client) -> None:
    towns = make_towns_with_values(missing=1)
    make_publication()

    soup = BeautifulSoup(client.get(reverse("priorities:quality")).content, "html.parser")

    rows = soup.select("#by-town ~ .table-wrap tbody tr")
    assert len(rows) == len(towns)
    assert sum("سنجه paved" in row.get_text() for row in rows) == 1


def test_the_page_before_the_first_publication_says_what_comes(client: Client) -> None:
    soup = BeautifulSoup(client.get(reverse("priorities:quality")).content, "html.parser")
    assert soup.select_one(".empty") is not None


def test_the_page_asks_the_database_a_fixed_number_of_times(
    client: Client, django_assert_max_num_queries: object
) -> None:
    make_towns_with_values(9)
    make_publication()
    client.get(reverse("priorities:quality"))

    with django_assert_max_num_queries(14):
        client.get(reverse("priorities:quality"))
