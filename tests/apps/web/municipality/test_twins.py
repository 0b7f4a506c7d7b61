from math import sqrt

import pytest

from hamyar.indicators.enums import Level
from hamyar.web.municipality.twins import default_codes, twins_of
from tests.factories.indicators import IndicatorFactory, ValueFactory
from tests.factories.places import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    """Four towns with two indicators: (0, 0), (1, 0), (0, 3), (10, 10)."""
    indicators = [IndicatorFactory(code=code) for code in ("one", "two")]
    places = []
    for values in ((0, 0), (1, 0), (0, 3), (10, 10)):
        place = MunicipalityFactory()
        for indicator, amount in zip(indicators, values, strict=True):
            ValueFactory(indicator=indicator, municipality=place, amount=amount)
        places.append(place)
    return places


def test_the_most_similar_town_comes_first(towns) -> None:
    twins = twins_of(municipality=towns[0], codes=["one", "two"])

    assert [twin.municipality for twin in twins.towns] == [towns[1], towns[2], towns[3]]


def test_towns_are_apart_by_the_mean_square_of_standard_deviations(towns) -> None:
    ones, twos = [0, 1, 0, 10], [0, 0, 3, 10]

    def spread(values: list[int]) -> float:
        mean = sum(values) / 4
        return sqrt(sum((value - mean) ** 2 for value in values) / 4)

    twins = twins_of(municipality=towns[0], codes=["one", "two"])

    assert [twin.apart for twin in twins.towns] == pytest.approx(
        [
            sqrt((1 / spread(ones)) ** 2 / 2),
            sqrt((3 / spread(twos)) ** 2 / 2),
            sqrt(((10 / spread(ones)) ** 2 + (10 / spread(twos)) ** 2) / 2),
        ]
    )


def test_population_is_compared_by_its_logarithm() -> None:
    population = IndicatorFactory(code="population", most=1e8)
    places = [MunicipalityFactory() for _ in range(3)]
    for place, people in zip(places, (1_000, 10_000, 12_000), strict=True):
        ValueFactory(indicator=population, municipality=place, amount=people)

    nearest, farthest = twins_of(municipality=places[1], codes=["population"]).towns

    assert (nearest.municipality, farthest.municipality) == (places[2], places[0])
    assert farthest.apart / nearest.apart == pytest.approx(1 / 0.0791812, rel=1e-5)


def test_too_few_shared_figures_make_no_twin(towns) -> None:
    lone = MunicipalityFactory()
    ValueFactory(indicator=IndicatorFactory(code="one"), municipality=lone, amount=0)

    assert lone not in [
        twin.municipality for twin in twins_of(municipality=towns[0], codes=["one", "two"]).towns
    ]
    assert twins_of(municipality=lone, codes=["one"]).towns[0].municipality in towns


def test_a_town_without_figures_has_no_twin(towns) -> None:
    assert twins_of(municipality=MunicipalityFactory(), codes=["one", "two"]).towns == ()


def test_an_indicator_that_does_not_vary_tells_nothing(towns) -> None:
    same = IndicatorFactory(code="same")
    for place in towns:
        ValueFactory(indicator=same, municipality=place, amount=5)

    assert {twin.apart for twin in twins_of(municipality=towns[0], codes=["same"]).towns} == {0.0}


def test_indicators_of_the_county_are_not_compared_unless_chosen() -> None:
    own = IndicatorFactory(level=Level.MUNICIPALITY)
    inherited = IndicatorFactory(level=Level.COUNTY)

    assert default_codes([own, inherited]) == [own.code]
