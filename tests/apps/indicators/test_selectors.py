"""Own figures, inherited figures, and what a ranking starts from."""

import datetime as dt

import pytest

from hamyar.indicators.boundaries import boundary_code, boundary_label, boundary_year
from hamyar.indicators.enums import Level, Status
from hamyar.indicators.selectors import (
    figure_table,
    indicator_matrix,
    indicators_with_coverage,
    latest_year,
    town_histories,
    years_of,
)
from hamyar.indicators.services import load_definitions, load_facts
from hamyar.places.models import CountyCode, Municipality
from tests.factories.indicators import (
    FACTS,
    NOON,
    CountyValueFactory,
    IndicatorFactory,
    ValueFactory,
    store_places_of_the_facts,
)
from tests.factories.places import CountyFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("level", "year", "code"), [("county", 1395, "county95"), ("municipality", 1402, "city02")]
)
def test_boundary_codes_name_their_year(level, year, code):
    assert boundary_code(level=level, year=year) == code
    assert boundary_year(code) == year


def test_a_boundary_of_another_kind_is_shown_as_it_is():
    assert boundary_year("mashhad-plan") is None
    assert boundary_label("mashhad-plan") == "mashhad-plan"


def test_a_town_shows_its_own_figure_not_its_neighbours():
    value = ValueFactory(amount=12.5)
    neighbour = MunicipalityFactory()
    table = figure_table(towns=[value.municipality, neighbour], indicators=[value.indicator])
    figure = table.latest(town=value.municipality, indicator=value.indicator)
    assert (figure.amount, figure.is_inherited, figure.year) == (12.5, False, 1400)
    assert table.latest(town=neighbour, indicator=value.indicator) is None


def test_a_town_inherits_from_the_county_of_the_census_not_from_that_of_today():
    old, young = CountyFactory(), CountyFactory()
    town = MunicipalityFactory(county=young, census_county=old)
    of_old = CountyValueFactory(county=old, amount=80.0)
    CountyValueFactory(county=young, indicator=of_old.indicator, amount=10.0)
    table = figure_table(towns=[town], indicators=[of_old.indicator])
    figure = table.latest(town=town, indicator=of_old.indicator)
    assert (figure.amount, figure.is_inherited, figure.boundary) == (80.0, True, "county95")


def test_a_later_figure_is_inherited_from_the_county_that_existed_then():
    old = CountyFactory()
    young = CountyFactory(split_from=old)
    CountyCode.objects.create(county=young, code="0940", name_fa="نو", valid_from=dt.date(2018, 3, 21))
    town = MunicipalityFactory(county=young, census_county=old)
    indicator = IndicatorFactory(level=Level.COUNTY)
    for year, boundary, county, amount in [
        (1396, "county96", old, 1.0),
        (1396, "county96", young, 2.0),
        (1401, "county01", old, 3.0),
        (1401, "county01", young, 4.0),
    ]:
        CountyValueFactory(indicator=indicator, county=county, year=year, boundary=boundary, amount=amount)
    history = figure_table(towns=[town], indicators=[indicator]).history(town=town, indicator=indicator)
    assert [(figure.year, figure.amount) for figure in history] == [(1396, 1.0), (1401, 4.0)]


def test_embargoed_values_are_left_out():
    value = ValueFactory(status=Status.EMBARGOED)
    assert latest_year(indicator=value.indicator) is None
    assert years_of(indicator=value.indicator) == []
    assert figure_table(towns=[value.municipality], indicators=[value.indicator]).figures == {}


def test_matrix_takes_the_newest_figure_up_to_a_year():
    first = ValueFactory(year=1390, amount=1.0)
    ValueFactory(indicator=first.indicator, municipality=first.municipality, year=1395, amount=2.0)
    codes, towns = [first.indicator.code], [first.municipality]
    assert indicator_matrix(codes=codes, towns=towns).amounts == ((2.0,),)
    assert indicator_matrix(codes=codes, towns=towns, until_year=1394).amounts == ((1.0,),)


def test_matrix_tells_how_much_is_a_towns_own():
    own = ValueFactory()
    inherited = CountyValueFactory(county=own.municipality.county)
    bare = MunicipalityFactory()
    matrix = indicator_matrix(
        codes=[own.indicator.code, inherited.indicator.code], towns=[own.municipality, bare]
    )
    assert matrix.own_shares() == (0.5, None)
    assert matrix.own_shares(weights=[3, 1]) == (0.75, None)
    assert matrix.known_shares() == (1.0, 0.0)


def test_matrix_refuses_an_unknown_code():
    with pytest.raises(LookupError, match="happiness"):
        indicator_matrix(codes=["happiness"])


@pytest.mark.parametrize("count", [1, 3])
def test_matrix_takes_the_same_queries_for_any_number_of_towns(count, django_assert_num_queries):
    indicator = IndicatorFactory(level=Level.COUNTY)
    for _ in range(count):
        county = MunicipalityFactory().county
        CountyValueFactory(indicator=indicator, county=county)
    with django_assert_num_queries(5):
        matrix = indicator_matrix(codes=[indicator.code])
    assert len(matrix.towns) == count


def test_the_province_is_covered_as_the_table_of_facts_says():
    store_places_of_the_facts()
    load_definitions()
    load_facts(folder=FACTS, at=NOON)
    told = {each.indicator.code: each for each in indicators_with_coverage()}
    assert (told["population"].towns, told["population"].inherited) == (91, 0)
    assert (told["literacy_rate"].towns, told["literacy_rate"].inherited) == (96, 96)
    assert (told["county_population_growth"].towns, told["population_growth"].towns) == (90, 25)
    assert told["own_income_per_capita"].is_template
    town = Municipality.objects.get(code="1362")
    histories = {i.code: [f.amount for f in history] for i, history in town_histories(town=town)}
    assert histories["literacy_rate"] == [pytest.approx(149953 / 180652 * 100, abs=1e-4)]
