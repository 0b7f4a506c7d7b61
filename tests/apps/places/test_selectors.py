import datetime as dt

import pytest

from hamyar.places.definitions import detour
from hamyar.places.enums import DistanceKind
from hamyar.places.geometry import straight_line_km
from hamyar.places.models import Municipality
from hamyar.places.selectors import (
    at_day,
    boundaries_as_geojson,
    calibration_points,
    council_in_office,
    council_size,
    distance_table,
    municipalities_matching,
    nearest_towns,
    road_distance,
    share_register,
)
from hamyar.places.services.keys import fill_keys
from tests.factories.places import (
    BoundarySetFactory,
    CityCouncilFactory,
    DistanceFactory,
    MunicipalityFactory,
    OfficialFactory,
    ShareholdingFactory,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2024, 6, 1)


def town(name: str, **fields: object) -> Municipality:
    municipality = MunicipalityFactory(name_fa=name, **fields)
    fill_keys(municipality)
    municipality.save()
    return municipality


class TestSearch:
    @pytest.mark.parametrize(
        "typed",
        ["مه‌ولات", "مهولات", "مه ولات", "شهرداری مه‌ولات", "شهر مهولات", "MAHVELAT", "mahvelat"],
    )
    def test_half_space_and_space_find_the_same(self, typed: str) -> None:
        wanted = town("مه‌ولات", name_en="Mahvelat")
        town("رشتخوار")

        assert list(municipalities_matching(query=typed)) == [wanted]

    @pytest.mark.parametrize("typed", ["كاشمر", "کاشمر", "ك‍اشمر", "کاشـمر"])
    def test_arabic_kaf_finds_persian_kaf(self, typed: str) -> None:
        wanted = town("کاشمر")

        assert list(municipalities_matching(query=typed)) == [wanted]

    @pytest.mark.parametrize("typed", ["فيض آباد", "فیض‌آباد", "فیض اباد", "فيضاباد"])
    def test_arabic_yeh_and_alef_madda_fold(self, typed: str) -> None:
        wanted = town("فیض‌آباد")

        assert list(municipalities_matching(query=typed)) == [wanted]

    @pytest.mark.parametrize("typed", ["1359", "۱۳۵۹", "١٣٥٩"])
    def test_codes_are_found_in_digits_of_all_three_sets(self, typed: str) -> None:
        wanted = town("رشتخوار", code="1359")

        assert list(municipalities_matching(query=typed)) == [wanted]

    def test_other_spellings_are_found_too(self) -> None:
        wanted = town("بایگ", also_written_fa="بایک")

        assert list(municipalities_matching(query="بايك")) == [wanted]

    def test_a_word_for_the_kind_alone_is_searched_as_a_name(self) -> None:
        wanted = town("شهر کهنه")
        town("رشتخوار")

        assert list(municipalities_matching(query="شهر")) == [wanted]

    def test_every_word_must_occur(self) -> None:
        wanted = town("تربت جام")
        town("تربت حیدریه")

        assert list(municipalities_matching(query="جام تربت")) == [wanted]

    def test_nothing_typed_finds_all(self) -> None:
        towns = {town("بار"), town("خواف")}

        assert set(municipalities_matching(query=" ")) == towns


def test_names_sort_in_persian_order() -> None:
    names = [
        "یونسی",
        "گناباد",
        "کاشمر",
        "چناران",
        "پارس",
        "آلماجق",
        "احمدآباد صولت",
        "ژاله",
        "تایباد",
        "هشت",
        "مه‌ولات",
        "مهر",
    ]
    for name in names:
        town(name)

    found = list(Municipality.objects.values_list("name_fa", flat=True))

    assert found == [
        "آلماجق", "احمدآباد صولت", "پارس", "تایباد", "چناران", "ژاله", "کاشمر", "گناباد", "مهر", "مه‌ولات", "هشت", "یونسی",
    ]  # fmt: skip


class TestCouncilSize:
    @pytest.mark.parametrize(
        ("population", "members", "alternates"),
        [
            (0, 5, 3),
            (7_514, 5, 3),
            (50_000, 5, 3),
            (50_001, 7, 5),
            (200_000, 7, 5),
            (200_001, 9, 6),
            (500_000, 9, 6),
            (500_001, 11, 7),
            (1_000_000, 11, 7),
            (1_000_001, 13, 8),
            (2_000_000, 13, 8),
            (2_000_001, 15, 10),
        ],
    )
    def test_members_follow_the_table_of_the_sixth_term(
        self, province: None, population: int, members: int, alternates: int
    ) -> None:
        size = council_size(population=population, on=TODAY)

        assert (size.members, size.alternates) == (members, alternates)

    def test_tehran_has_its_own_number(self, province: None) -> None:
        size = council_size(population=8_700_000, on=TODAY, city_code="1576")

        assert (size.members, size.alternates) == (21, 11)

    def test_no_rule_is_known_before_its_day(self, province: None) -> None:
        assert council_size(population=7_514, on=dt.date(2015, 1, 1)) is None

    def test_an_unknown_population_has_no_size(self, province: None) -> None:
        assert council_size(population=None, on=TODAY) is None


def test_the_council_in_office_is_that_of_the_day() -> None:
    municipality = MunicipalityFactory()
    fifth = CityCouncilFactory(
        municipality=municipality, term_no=5, since=dt.date(2017, 8, 23), until=dt.date(2021, 8, 5)
    )
    sixth = CityCouncilFactory(municipality=municipality, term_no=6, since=dt.date(2021, 8, 5))

    assert council_in_office(municipality=municipality, on=dt.date(2021, 8, 4)) == fifth
    assert council_in_office(municipality=municipality, on=dt.date(2021, 8, 5)) == sixth
    assert council_in_office(municipality=municipality, on=dt.date(2010, 1, 1)) is None


def test_a_dated_fact_holds_until_the_day_before_its_end() -> None:
    municipality = MunicipalityFactory()
    OfficialFactory(municipality=municipality, since=dt.date(2020, 1, 1), until=dt.date(2021, 1, 1))
    later = OfficialFactory(municipality=municipality, since=dt.date(2021, 1, 1))

    assert at_day(municipality.officials.all(), on=dt.date(2021, 1, 1)) == later
    assert at_day(municipality.officials.all(), on=dt.date(2019, 12, 31)) is None


class TestDistances:
    def test_the_straight_line_is_that_of_the_sphere(self) -> None:
        assert straight_line_km((0, 0), (0, 180)) == pytest.approx(20_015.1, abs=0.1)
        assert straight_line_km((36.3, 59.6), (36.3, 59.6)) == 0

    def test_the_two_calibration_points_bracket_the_default_factor(self, province: None) -> None:
        rows = calibration_points()

        assert [row.destination for row in rows] == ["رشتخوار", "گناباد"]
        assert [round(row.point.road_km / row.point.straight_km, 2) for row in rows] == [1.36, 1.24]
        assert [row.straight_km for row in rows] == pytest.approx([146.8, 231.6], abs=0.5)
        assert (
            min(row.point.factor for row in rows)
            < detour().default_factor
            < max(row.point.factor for row in rows)
        )

    def test_an_unknown_road_is_the_straight_line_times_the_factor(self, province: None, settings) -> None:
        settings.DETOUR_FACTOR = 1.3
        mashhad, roshtkhar = (Municipality.objects.get(code=code) for code in ("1392", "1359"))

        road = road_distance(origin=mashhad, destination=roshtkhar)

        assert road.is_estimate
        assert road.km == pytest.approx(147.05 * 1.3, abs=0.1)
        assert road.minutes == round(road.km / 75 * 60)

    def test_the_factor_is_a_setting(self, province: None, settings) -> None:
        settings.DETOUR_FACTOR = 1.5
        mashhad, roshtkhar = (Municipality.objects.get(code=code) for code in ("1392", "1359"))

        assert road_distance(origin=mashhad, destination=roshtkhar).km == pytest.approx(147.05 * 1.5, abs=0.1)

    def test_a_known_road_replaces_the_estimate_and_serves_both_ways(self) -> None:
        road = DistanceFactory(km=200, minutes=150)

        there = road_distance(origin=road.origin, destination=road.destination)
        back = road_distance(origin=road.destination, destination=road.origin)

        assert (there.km, there.minutes, there.kind) == (200, 150, DistanceKind.IMPORTED)
        assert back == there

    def test_the_way_back_may_differ(self) -> None:
        road = DistanceFactory(km=200)
        DistanceFactory(origin=road.destination, destination=road.origin, km=210)

        assert road_distance(origin=road.destination, destination=road.origin).km == 210

    def test_minutes_are_estimated_where_only_kilometres_are_known(self) -> None:
        road = DistanceFactory(km=75, minutes=None)

        known = road_distance(origin=road.origin, destination=road.destination)

        assert (known.minutes, known.are_minutes_estimated, known.is_estimate) == (60, True, False)

    def test_a_town_without_a_point_has_no_estimate(self) -> None:
        lost = MunicipalityFactory(latitude=None, longitude=None)

        assert road_distance(origin=lost, destination=MunicipalityFactory()) is None

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_table_takes_one_query(self, count: int, django_assert_num_queries) -> None:
        towns = MunicipalityFactory.create_batch(count)

        with django_assert_num_queries(1):
            table = distance_table(municipalities=towns)

        assert table.codes == tuple(one.code for one in towns)
        assert [row[place] for place, row in enumerate(table.rows)] == [None] * count

    def test_neighbours_are_the_nearest_by_road(self, province: None) -> None:
        roshtkhar = Municipality.objects.get(code="1359")

        neighbours = nearest_towns(municipality=roshtkhar, count=3)

        assert [each.municipality.name_fa for each in neighbours] == ["سده", "دولت‌آباد", "چخماق"]
        assert [each.distance.km for each in neighbours] == sorted(each.distance.km for each in neighbours)


def test_shares_sum_to_the_whole_and_name_who_holds_none() -> None:
    large = ShareholdingFactory(amount=3_000, percent="75")
    small = ShareholdingFactory(amount=1_000, percent="25", has_voting_right=False)
    ShareholdingFactory(amount=9_999, since=dt.date(2010, 1, 1), until=dt.date(2012, 1, 1))
    without = Municipality.objects.exclude(pk__in=[large.municipality_id, small.municipality_id]).get()

    register = share_register(on=TODAY)

    assert [row.share for row in register.rows] == [large, small]
    assert [row.part for row in register.rows] == [pytest.approx(0.75), pytest.approx(0.25)]
    assert (register.total.amount, register.percent, register.votes) == (4_000, 100, 1)
    assert register.without == (without,)


def test_new_rials_count_ten_thousand_times_in_the_register() -> None:
    ShareholdingFactory(amount=5, unit="IRR_NEW")

    assert share_register(on=TODAY).total.amount == 50_000


def test_boundaries_carry_whom_to_credit() -> None:
    boundary_set = BoundarySetFactory(attribution="© سازمان نقشه‌برداری", licence="CC BY 4.0")

    assert boundaries_as_geojson(boundary_set=boundary_set) == {
        "type": "FeatureCollection",
        "attribution": "© سازمان نقشه‌برداری",
        "licence": "CC BY 4.0",
        "features": [],
    }
