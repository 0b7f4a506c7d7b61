import csv
import datetime as dt
import io
import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from openpyxl import load_workbook

from hamyar.indicators.enums import Caveat, Level
from hamyar.places.models import Municipality
from hamyar.places.services.keys import fill_keys
from tests.factories.accounts import make_user
from tests.factories.indicators import CountyValueFactory, IndicatorFactory, ValueFactory
from tests.factories.places import (
    BoundarySetFactory,
    CityCouncilFactory,
    CouncilMemberFactory,
    CountyFactory,
    DistanceFactory,
    MunicipalityFactory,
    MunicipalityGradeFactory,
    OfficialFactory,
    RepresentationFactory,
    ShareholdingFactory,
)
from tests.factories.priorities import make_publication, make_towns_with_values

pytestmark = pytest.mark.django_db


def town(name: str, *, population: float | None = None, year: int = 1395, **fields: object) -> Municipality:
    municipality = MunicipalityFactory(name_fa=name, **fields)
    fill_keys(municipality)
    municipality.save()
    if population is not None:
        indicator = IndicatorFactory(code="population", most=1e8, decimals=0)
        ValueFactory(indicator=indicator, municipality=municipality, amount=population, year=year)
    return municipality


def page(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def names(client: Client, query: str = "") -> list[str]:
    soup = page(client, f"/municipalities/{query}")
    return [cell.get_text(strip=True) for cell in soup.select("tbody th a")]


class TestList:
    def test_names_stand_in_persian_order(self, client) -> None:
        for name in ["گناباد", "کاشمر", "چناران", "آلماجق", "باخرز", "یونسی"]:
            town(name)

        assert names(client) == ["آلماجق", "باخرز", "چناران", "کاشمر", "گناباد", "یونسی"]
        assert names(client, "?sort=-name") == ["یونسی", "گناباد", "کاشمر", "چناران", "باخرز", "آلماجق"]

    @pytest.mark.parametrize("typed", ["مه‌ولات", "مهولات", "مه ولات", "مه ولات‌", "مهولآت"])
    def test_search_folds_spellings(self, client, typed) -> None:
        town("مه‌ولات")
        town("رشتخوار")

        assert names(client, f"?q={typed}") == ["مه‌ولات"]

    def test_towns_are_filtered_by_county(self, client) -> None:
        county = CountyFactory(code="0927")
        town("رشتخوار", county=county)
        town("مشهد")

        assert names(client, "?county=0927") == ["رشتخوار"]

    @pytest.mark.parametrize(
        ("size", "found"),
        [
            ("under-5", ["کم"]),
            ("5-10", ["پنج"]),
            ("10-50", ["ده"]),
            ("50-200", ["پنجاه"]),
            ("200-up", ["دویست"]),
            ("unknown", ["نامعلوم"]),
        ],
    )
    def test_towns_are_filtered_by_size_the_lower_limit_included(self, client, size, found) -> None:
        sizes = {"کم": 4_999, "پنج": 5_000, "ده": 10_000, "پنجاه": 50_000, "دویست": 200_000, "نامعلوم": None}
        for name, people in sizes.items():
            town(name, population=people)

        assert names(client, f"?size={size}") == found

    def test_the_newest_population_counts(self, client) -> None:
        one = town("رشتخوار", population=6_686, year=1390)
        indicator = IndicatorFactory(code="population")
        ValueFactory(indicator=indicator, municipality=one, amount=7_514, year=1395)

        assert "۷٬۵۱۴" in page(client, "/municipalities/").select_one("tbody").text

    def test_unknown_populations_stand_last_either_way(self, client) -> None:
        town("الف", population=10)
        town("ب")
        town("پ", population=30)

        assert names(client, "?sort=population") == ["الف", "پ", "ب"]
        assert names(client, "?sort=-population") == ["پ", "الف", "ب"]

    def test_closed_municipalities_are_left_out(self, client) -> None:
        town("الف", closed_on=dt.date(2020, 1, 1))

        assert names(client) == []

    def test_wrong_filters_count_as_not_given(self, client) -> None:
        town("الف")

        assert names(client, "?county=9999&size=huge&tier=x&sort=password") == ["الف"]

    def test_nothing_found_says_what_to_do(self, client) -> None:
        town("الف")

        soup = page(client, "/municipalities/?q=ناکجا")

        assert soup.select_one(".empty a")["href"] == "/municipalities/"

    def test_cards_show_the_same_towns(self, client) -> None:
        town("الف", population=10)

        soup = page(client, "/municipalities/?view=cards")

        assert [card.text.strip() for card in soup.select(".card-grid h2")] == ["الف"]

    def test_english_names_sort_by_themselves(self, client) -> None:
        town("ب", name_en="Aleph")
        town("آ", name_en="Beta")

        soup = page(client, "/en/municipalities/")

        assert [cell.text for cell in soup.select("tbody th a")] == ["Aleph", "Beta"]

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_the_same_queries_for_one_and_for_three(
        self, client, count, django_assert_num_queries
    ) -> None:
        for number in range(count):
            town(f"شهر {number}", population=number)
        client.get("/municipalities/")

        with django_assert_num_queries(10):
            client.get("/municipalities/")


class TestTiers:
    def test_towns_show_and_filter_by_the_published_tier(self, client) -> None:
        make_towns_with_values(4)
        publication = make_publication()
        tiers = {result.municipality.name_fa: result.tier for result in publication.run.results.all()}

        soup = page(client, "/municipalities/")
        shown = {row.th.get_text(strip=True): row.select_one(".tier").text for row in soup.select("tbody tr")}
        worst = max(tiers.values())

        assert set(shown) == set(tiers)
        assert names(client, f"?tier={worst}") == sorted(
            name for name, tier in tiers.items() if tier == worst
        )

    def test_the_least_endowed_stand_first_when_sorted_down(self, client) -> None:
        towns = make_towns_with_values(4)
        make_publication()

        assert names(client, "?sort=-tier")[0] == towns[0].name_fa
        assert names(client, "?sort=tier")[0] == towns[-1].name_fa

    def test_without_a_published_ranking_there_is_no_tier(self, client) -> None:
        town("الف")

        soup = page(client, "/municipalities/")

        assert soup.select("select[name=tier], .tier") == []

    def test_the_page_of_a_town_tells_where_it_stands(self, client) -> None:
        towns = make_towns_with_values(4)
        make_publication()

        soup = page(client, towns[0].get_absolute_url())

        standing = soup.select_one("section.standing")
        assert standing.select_one(".tier")
        assert standing.select_one("svg.interval")["aria-label"]
        assert f"/ranking/towns/{towns[0].code}/" in [a["href"] for a in standing.select("a")]


class TestExports:
    def records(self, client, query: str = "") -> list[dict]:
        response = client.get(f"/municipalities/municipalities.json{query}")
        return json.loads(response.content)["municipalities"]

    def test_csv_opens_in_excel_and_keeps_codes(self, client) -> None:
        town("رشتخوار", code="1359", population=7_514)

        response = client.get("/municipalities/municipalities.csv")

        assert response.content.startswith(b"\xef\xbb\xbf")
        assert 'filename="municipalities.csv"' in response["Content-Disposition"]
        (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
        assert (row["code"], row["name_fa"], row["population"], row["population_year"]) == (
            "1359",
            "رشتخوار",
            "7514",
            "1395",
        )

    def test_excel_is_right_to_left_and_holds_the_same(self, client) -> None:
        town("رشتخوار", code="1359", population=7_514)

        response = client.get("/municipalities/municipalities.xlsx")

        sheet = load_workbook(io.BytesIO(response.content)).active
        assert sheet.sheet_view.rightToLeft
        assert [sheet.cell(2, column).value for column in (1, 2, 11)] == ["1359", "رشتخوار", 7514]

    def test_unknown_is_null_and_filters_hold(self, client) -> None:
        town("الف", latitude=None, longitude=None)
        town("ب", population=10)

        assert [record["name_fa"] for record in self.records(client, "?size=unknown")] == ["الف"]
        assert self.records(client, "?q=الف")[0]["latitude"] is None
        assert self.records(client, "?q=الف")[0]["population"] is None

    def test_another_kind_is_not_found(self, client) -> None:
        assert client.get("/municipalities/municipalities.exe").status_code == 404


class TestMap:
    def data(self, client, query: str = "") -> dict:
        return json.loads(page(client, f"/municipalities/map/{query}").select_one("#towns-data").text)

    def test_points_carry_name_population_and_address(self, client) -> None:
        one = town("رشتخوار", code="1359", population=7_514, latitude=34.975, longitude=59.62)

        (point,) = self.data(client)["points"]["features"]

        assert point["geometry"]["coordinates"] == [59.62, 34.975]
        assert point["properties"]["population"] == 7_514
        assert point["properties"]["href"] == one.get_absolute_url()

    def test_towns_without_a_point_are_named_beside_the_map(self, client) -> None:
        town("چنار", latitude=None, longitude=None)

        soup = page(client, "/municipalities/map/")

        assert json.loads(soup.select_one("#towns-data").text)["points"]["features"] == []
        assert soup.select_one("main p.soft a").text == "چنار"
        assert soup.select_one("tbody th a").text == "چنار"

    def test_imported_boundaries_are_drawn_and_credited(self, client) -> None:
        town("الف")
        BoundarySetFactory(
            code="county1402",
            attribution="© OSM",
            licence="ODbL 1.0",
            imported_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        )

        soup = page(client, "/municipalities/map/")

        assert (
            soup.select_one("[data-map]")["data-boundaries"]
            == "/municipalities/boundaries/county1402.geojson"
        )
        assert "© OSM" in soup.select_one(".figure .source").text
        assert client.get("/municipalities/boundaries/county1402.geojson").json()["attribution"] == "© OSM"

    def test_without_boundaries_points_are_drawn_alone(self, client) -> None:
        BoundarySetFactory(imported_at=None)

        assert "data-boundaries" not in page(client, "/municipalities/map/").select_one("[data-map]").attrs


class TestTown:
    def test_the_short_address_leads_to_the_town_in_any_digits(self, client) -> None:
        town("رشتخوار", code="1359")

        for address in ("/m/1359", "/m/1359/", "/m/۱۳۵۹"):
            response = client.get(address)
            assert (response.status_code, response["Location"]) == (302, "/municipalities/1359/")
        assert client.get("/m/9999").status_code == 404
        assert client.get("/municipalities/9999/").status_code == 404

    def test_facts_carry_their_source_and_unknown_its_reason(self, client) -> None:
        one = town("رشتخوار", division_source="مرکز آمار ایران", coordinate_source="sci_list")

        text = page(client, one.get_absolute_url()).select_one("main").text

        assert "مرکز آمار ایران" in text
        assert "OpenStreetMap" in text
        assert "سال تأسیس معلوم نیست." in text

    def test_people_council_and_share_of_today_are_shown(self, client) -> None:
        one = town("رشتخوار", population=7_514)
        OfficialFactory(
            municipality=one, full_name="شهردار پیشین", since=dt.date(2015, 1, 1), until=dt.date(2020, 1, 1)
        )
        OfficialFactory(municipality=one, full_name="شهردار امروز", since=dt.date(2020, 1, 1))
        CouncilMemberFactory(
            council=CityCouncilFactory(municipality=one), full_name="رئیس فرضی", role="chair"
        )
        MunicipalityGradeFactory(municipality=one, grade=4, letter_number="12/3401/ف")
        ShareholdingFactory(municipality=one, amount=1_500_000_000)

        text = page(client, one.get_absolute_url()).select_one("main").text

        assert "شهردار امروز" in text
        assert "شهردار پیشین" not in text
        assert "رئیس فرضی" in text
        assert "12/3401/ف" in text
        assert "میلیون تومان" in text

    def test_who_represents_the_town_is_not_public(self, client) -> None:
        one = town("رشتخوار")
        RepresentationFactory(user=make_user(full_name="نماینده پنهان"), municipality=one)

        assert "نماینده پنهان" not in page(client, one.get_absolute_url()).text

    def test_inherited_figures_are_marked(self, client) -> None:
        one = town("رشتخوار")
        literacy = IndicatorFactory(code="literacy", level=Level.COUNTY, name_fa="باسوادی")
        CountyValueFactory(
            indicator=literacy, county=one.census_county, year=1395, boundary="county95", amount=77.5
        )

        row = page(client, one.get_absolute_url()).find("th", string="باسوادی").parent

        assert row.select_one(".badge").text == "از شهرستان"
        assert "۷۷٫۵" in row.text

    def test_several_years_have_a_chart_with_its_caveats(self, client) -> None:
        one = town("گلبهار", population=36_877)
        ValueFactory(
            indicator=IndicatorFactory(code="population"),
            municipality=one,
            amount=900,
            year=1385,
            caveat=Caveat.VILLAGE,
        )

        data = json.loads(page(client, one.get_absolute_url()).select_one("#population-data").text)

        (series,) = data["series"]
        assert [point[:2] for point in series["points"]] == [[1385, 900.0], [1395, 36_877.0]]
        assert series["points"][0][2]

    @pytest.mark.parametrize(("first", "title"), [(5_000, "افزایش"), (10_000, "کاهش")])
    def test_the_chart_of_the_population_states_the_finding(self, client, first, title) -> None:
        one = town("رشتخوار", population=7_500)
        ValueFactory(indicator=IndicatorFactory(code="population"), municipality=one, amount=first, year=1385)

        finding = page(client, one.get_absolute_url()).select_one("#population .finding").text

        assert title in finding
        assert {5_000: "۵۰", 10_000: "۲۵"}[first] in finding

    def test_a_village_among_the_figures_is_no_growth(self, client) -> None:
        one = town("گلبهار", population=36_877)
        ValueFactory(
            indicator=IndicatorFactory(code="population"),
            municipality=one,
            amount=900,
            year=1385,
            caveat=Caveat.VILLAGE,
        )

        finding = page(client, one.get_absolute_url()).select_one("#population .finding").text

        assert "افزایش" not in finding

    def test_a_known_road_is_not_called_an_estimate(self, client) -> None:
        one, other = town("رشتخوار"), town("جنگل")
        DistanceFactory(origin=one, destination=other, km=62, source="راهداری")
        town("سده", latitude=34.83, longitude=59.89)

        rows = (
            page(client, one.get_absolute_url())
            .select_one("section[aria-labelledby=neighbours]")
            .select("tbody tr")
        )
        origins = {row.th.a.text: row.select("td")[-1].text.strip() for row in rows}

        assert "راهداری" in origins["جنگل"]
        assert origins["سده"] == "برآورد"

    def test_a_town_about_which_nothing_is_known_is_shown_all_the_same(self, client) -> None:
        one = MunicipalityFactory(latitude=None, longitude=None, census_county=None, name_en="")

        assert page(client, one.get_absolute_url()).h1
        assert page(client, f"/en{one.get_absolute_url()}").h1

    @pytest.mark.parametrize("count", [2, 4])
    def test_queries_do_not_grow_with_the_towns(self, client, count, django_assert_num_queries) -> None:
        towns = [town(f"شهر {number}", population=1_000 + number) for number in range(count)]
        client.get(towns[0].get_absolute_url())

        with django_assert_num_queries(27):
            client.get(towns[0].get_absolute_url())
