"""What a fresh installation holds."""

import pytest

from hamyar.indicators.enums import Caveat
from hamyar.indicators.models import Indicator, Value
from hamyar.indicators.services import load_definitions, load_facts
from hamyar.indicators.services.loading import UnableToLoadFactsError
from hamyar.places.models import Municipality
from tests.factories.indicators import FACTS, NOON, IndicatorFactory, store_places_of_the_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts():
    store_places_of_the_facts()
    load_definitions()
    return load_facts(folder=FACTS, at=NOON)


def test_definitions_are_stored_once(django_assert_max_num_queries):
    assert load_definitions() == 29
    before = list(Indicator.objects.values_list())
    assert load_definitions() == 29
    assert list(Indicator.objects.values_list()) == before


def test_an_indicator_without_a_file_is_retired_and_keeps_its_values():
    old = IndicatorFactory(code="telegraph_offices")
    load_definitions()
    old.refresh_from_db()
    assert old.is_active is False


def test_facts_are_stored_once(facts):
    assert (facts.new, facts.present) == (Value.objects.count(), 0)
    again = load_facts(folder=FACTS, at=NOON)
    assert (again.new, again.present) == (0, facts.new)


def test_a_value_that_was_corrected_is_not_overwritten(facts):
    value = Value.objects.get(indicator__code="population", municipality__code="1359", year=1395)
    Value.objects.filter(pk=value.pk).update(amount=7515)
    load_facts(folder=FACTS, at=NOON)
    value.refresh_from_db()
    assert value.amount == 7515


def test_facts_without_their_places_store_nothing():
    load_definitions()
    with pytest.raises(UnableToLoadFactsError):
        load_facts(folder=FACTS, at=NOON)
    assert Value.objects.count() == 0


def test_eighteen_indicators_have_values_and_eleven_are_templates(facts):
    filled = set(Value.objects.values_list("indicator__code", flat=True))
    assert len(filled) == 18
    templates = set(Indicator.objects.exclude(code__in=filled).values_list("theme", flat=True))
    assert templates == {"finance", "deprivation", "amenities"}


def test_roshtkhar_through_the_censuses(facts):
    values = Value.objects.filter(indicator__code="population", municipality__code="1359").order_by("year")
    assert [(v.year, v.amount, v.boundary) for v in values] == [
        (1385, 5123.0, "city85"),
        (1390, 6686.0, "city90"),
        (1395, 7514.0, "city95"),
    ]


def test_later_cities_carry_their_village_marked(facts):
    marked = Value.objects.filter(indicator__code="population", year=1395, caveat=Caveat.VILLAGE)
    villages = Municipality.objects.filter(census_status="village")
    assert {value.municipality_id for value in marked} == set(villages.values_list("pk", flat=True))
    assert len(villages) == 18


def test_county_rates_agree_with_the_published_ones(facts):
    """Rates of Taybad county as the census publishes them, to two decimals."""
    values = Value.objects.filter(county__code="0904")
    told = {value.indicator.code: round(value.amount, 2) for value in values.select_related("indicator")}
    assert told == {
        "urbanisation_rate": 66.15,
        "county_population_growth": 1.63,
        "dependency_ratio": 60.77,
        "literacy_rate": 83.21,
        "literacy_rate_women": 78.31,
        "higher_education_share": 10.17,
        "participation_rate": 45.05,
        "participation_rate_women": 10.51,
        "unemployment_rate": 13.72,
        "unemployment_rate_women": 26.47,
        "employment_ratio": 38.87,
        "drought_index": -0.37,
        "dry_month_share": 33.33,
    }


def test_counties_whose_boundary_changed_have_no_growth(facts):
    growing = Value.objects.filter(indicator__code="county_population_growth")
    assert growing.count() == 26
    assert not growing.filter(county__code__in=["0908", "0939"]).exists()


def test_distances_agree_with_the_known_ones(facts):
    """Mashhad–Roshtkhar 146.8 km and Mashhad–Gonabad 231.6 km straight, to another point in each town."""
    values = Value.objects.filter(indicator__code="distance_to_province_seat_km")
    told = {value.municipality.code: value.amount for value in values.select_related("municipality")}
    assert told["1359"] == pytest.approx(146.8, abs=0.4)
    assert told["1385"] == pytest.approx(231.6, abs=0.4)
    assert told["1392"] == 0.0
    assert len(told) == 92


def test_every_value_lies_in_the_valid_range_of_its_definition(facts):
    outside = [
        str(value)
        for value in Value.objects.select_related("indicator", "municipality", "county")
        if not value.indicator.least <= value.amount <= value.indicator.most
    ]
    assert outside == []
