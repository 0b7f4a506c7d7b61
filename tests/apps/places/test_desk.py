import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hamyar.places.models import (
    CityCouncil,
    CouncilMember,
    Distance,
    Municipality,
    MunicipalityGrade,
    Official,
    PlaceImport,
    Representation,
    Shareholding,
)
from tests.factories.accounts import make_user
from tests.factories.places import (
    CityCouncilFactory,
    CountyFactory,
    MunicipalityFactory,
    OfficialFactory,
    RepresentationFactory,
    ShareholdingFactory,
)

pytestmark = pytest.mark.django_db


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role=role))
    return client


@pytest.fixture
def administrator() -> Client:
    return signed_in("administrator")


@pytest.fixture
def mayor() -> Client:
    """Somebody who speaks for one town, ``own``."""
    client, person = Client(), make_user(role="mayor")
    client.force_login(person)
    RepresentationFactory(user=person, municipality=MunicipalityFactory(code="7001", name_fa="خودی"))
    return client


def soup_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


class TestNeighbours:
    """A representative sees and changes the own town's file, never the neighbour's."""

    def test_the_list_holds_the_own_town_only(self, mayor) -> None:
        MunicipalityFactory(name_fa="همسایه")

        text = soup_of(mayor.get("/desk/places/")).select_one("main").text

        assert "خودی" in text
        assert "همسایه" not in text

    def test_the_own_file_opens_and_the_neighbours_does_not(self, mayor) -> None:
        neighbour = MunicipalityFactory()

        assert mayor.get("/desk/places/7001/").status_code == 200
        assert mayor.get(f"/desk/places/{neighbour.code}/").status_code == 403

    def test_the_own_council_is_recorded_and_the_neighbours_is_not(self, mayor) -> None:
        neighbour = MunicipalityFactory()
        form = {"term_no": "۶", "since": "۱۴۰۰/۰۵/۱۴", "until": "1405/3/27", "seats": "5"}

        assert mayor.post("/desk/places/7001/council/", form).status_code == 302
        assert mayor.post(f"/desk/places/{neighbour.code}/council/", form).status_code == 403

        council = CityCouncil.objects.get()
        assert (council.municipality.code, council.since, council.until) == (
            "7001",
            dt.date(2021, 8, 5),
            dt.date(2026, 6, 17),
        )

    def test_members_of_the_neighbours_council_are_out_of_reach(self, mayor) -> None:
        council = CityCouncilFactory()

        response = mayor.post(
            f"/desk/places/councils/{council.pk}/members/new/",
            {"full_name": "عضو", "role": "member", "since": "1400/6/1"},
        )

        assert response.status_code == 403
        assert not CouncilMember.objects.exists()

    def test_the_own_facts_and_share_are_not_the_representatives_to_change(self, mayor) -> None:
        for page in ("edit", "grade", "official", "share"):
            assert mayor.get(f"/desk/places/7001/{page}/").status_code == 403
        text = soup_of(mayor.get("/desk/places/7001/")).select_one("main").text
        assert "ویرایش مشخصات" not in text

    def test_a_former_representative_is_a_stranger(self) -> None:
        client, person = Client(), make_user(role="mayor")
        client.force_login(person)
        row = RepresentationFactory(user=person, until=dt.date(2023, 1, 1))

        text = soup_of(client.get("/desk/places/")).select_one("main").text
        assert row.municipality.name_fa not in text
        assert client.get(f"/desk/places/{row.municipality.code}/").status_code == 403


class TestForms:
    def test_a_municipality_is_entered_in_persian_digits(self, administrator) -> None:
        county = CountyFactory()
        form = {
            "code": "۷۰۰۱",
            "name_fa": "شهر نو",
            "county": county.pk,
            "census_status": "unknown",
            "latitude": "۳۴٫۹۷",
            "longitude": "59.62",
            "established_year": "۱۴۰۰",
        }

        response = administrator.post("/desk/places/new/", form)

        assert response.status_code == 302
        town = Municipality.objects.get(code="7001")
        assert (town.latitude, town.longitude, town.established_year) == (34.97, 59.62, 1400)

    def test_a_refusal_of_the_service_stands_in_the_form(self, administrator) -> None:
        MunicipalityFactory(code="7001")
        form = {"code": "7001", "name_fa": "شهر", "county": CountyFactory().pk, "census_status": "unknown"}

        response = administrator.post("/desk/places/new/", form)

        assert response.status_code == 422
        assert "7001" in soup_of(response).select_one("#form-errors").text

    def test_the_code_cannot_be_changed(self, administrator) -> None:
        town = MunicipalityFactory(code="7001")
        form = {"code": "7002", "name_fa": "نام تازه", "county": town.county.pk, "census_status": "city"}

        administrator.post("/desk/places/7001/edit/", form)

        town.refresh_from_db()
        assert (town.code, town.name_fa) == ("7001", "نام تازه")

    def test_a_mayor_is_appointed_and_the_term_ended(self, administrator) -> None:
        town = MunicipalityFactory()
        form = {"kind": "mayor", "full_name": "شهردار تازه", "since": "1402/1/1", "decree_number": "۱۲/۳۴"}

        administrator.post(f"/desk/places/{town.code}/official/", form)
        official = Official.objects.get()
        administrator.post(f"/desk/places/officials/{official.pk}/end/", {"until": "1403/1/1"})

        official.refresh_from_db()
        assert (official.decree_number, official.until) == ("12/34", dt.date(2024, 3, 20))

    def test_a_day_that_does_not_exist_is_refused_beside_its_field(self, administrator) -> None:
        official = OfficialFactory()

        response = administrator.post(f"/desk/places/officials/{official.pk}/end/", {"until": "1404/12/30"})

        assert response.status_code == 422
        assert soup_of(response).select_one(".field.has-error #id_until")["value"] == "1404/12/30"

    def test_a_grade_is_recorded(self, administrator) -> None:
        town = MunicipalityFactory()

        administrator.post(
            f"/desk/places/{town.code}/grade/", {"grade": "۵", "since": "1404/1/1", "letter_number": "۱۲/ف"}
        )

        grade = MunicipalityGrade.objects.get()
        assert (grade.grade, grade.letter_number) == (5, "12/ف")

    def test_an_amount_that_jumps_tenfold_is_asked_about_once(self, administrator) -> None:
        town = MunicipalityFactory()
        ShareholdingFactory(municipality=town, amount=1_000_000_000)
        address = f"/desk/places/{town.code}/share/"
        form = {"amount": "10000000000", "amount_unit": "rial", "since": "1404/1/1"}

        response = administrator.post(address, form)
        assert response.status_code == 422
        assert Shareholding.objects.count() == 1
        seen = soup_of(response).select_one("input[name=amount_seen]")["value"]
        administrator.post(address, {**form, "amount_seen": seen})

        assert Shareholding.objects.get(until=None).amount == 10_000_000_000

    def test_a_representative_is_named_and_ended(self, administrator) -> None:
        town, person = MunicipalityFactory(), make_user(role="mayor")
        form = {"user": person.pk, "municipality": town.pk, "since": "1404/1/1"}

        administrator.post("/desk/places/representations/new/", form)
        row = Representation.objects.get()
        administrator.post(f"/desk/places/representations/{row.pk}/end/", {"until": "1405/1/1"})

        row.refresh_from_db()
        assert row.until == dt.date(2026, 3, 21)

    def test_a_road_is_recorded_and_removed(self, administrator) -> None:
        one, other = MunicipalityFactory(), MunicipalityFactory()

        administrator.post(
            "/desk/places/distances/new/",
            {"origin": one.pk, "destination": other.pk, "km": "۲۰۰٫۵", "minutes": "150"},
        )
        road = Distance.objects.get()
        assert (road.km, road.minutes) == (200.5, 150)
        administrator.post(f"/desk/places/distances/{road.pk}/forget/")

        assert not Distance.objects.exists()

    def test_measuring_without_a_service_says_so(self, administrator, settings) -> None:
        settings.DISTANCE_SERVICE = ""

        response = administrator.post("/desk/places/distances/measure/", follow=True)

        assert "HAMYAR_DISTANCE_SERVICE" in soup_of(response).select_one("main").text


@pytest.mark.usefixtures("few_places")
class TestImports:
    def upload(self, client: Client, content: bytes, kind: str = "distances", **form: str):
        file = SimpleUploadedFile("راه‌ها.csv", content)
        return client.post(f"/desk/places/imports/new/{kind}/", {"file": file, **form})

    def test_a_file_is_previewed_and_then_stored(self, administrator) -> None:
        response = self.upload(administrator, "از,به,کیلومتر\nمشهد,رشتخوار,۲۰۰\n".encode())
        assert response.status_code == 302
        preview = soup_of(administrator.get(response["Location"]))
        assert "مشهد – رشتخوار" in preview.select_one("main").text
        assert not Distance.objects.exists()

        administrator.post(response["Location"])

        assert Distance.objects.get().km == 200

    def test_refused_cells_are_shown_with_row_column_and_reason_and_cannot_be_stored(
        self, administrator
    ) -> None:
        response = self.upload(administrator, "از,به,کیلومتر\nمشهد,رشتخوار,۲۰۰\nمشهد,ناکجا,۱۰\n".encode())

        preview = soup_of(administrator.get(response["Location"]))
        cells = [
            cell.get_text(strip=True) for cell in preview.select("section[aria-labelledby=refused] tbody td")
        ]
        assert cells[:3] == ["۳", "به", "ناکجا"]
        assert "ناکجا" in cells[3]
        administrator.post(response["Location"])

        assert not Distance.objects.exists()

    def test_an_unreadable_file_is_refused_beside_its_field(self, administrator) -> None:
        response = self.upload(administrator, "از,به".encode("cp1256"))

        assert response.status_code == 422
        assert "UTF-8" in soup_of(response).select_one(".field.has-error").text
        assert not PlaceImport.objects.filter(applied_at=None).exists()

    def test_a_file_is_dropped(self, administrator) -> None:
        response = self.upload(administrator, "از,به,کیلومتر\nمشهد,رشتخوار,۲۰۰\n".encode())

        administrator.post(f"{response['Location']}drop/")

        assert not PlaceImport.objects.filter(applied_at=None).exists()

    def test_what_was_taken_in_shows_its_counts_and_is_not_stored_again(self, administrator) -> None:
        address = self.upload(administrator, "از,به,کیلومتر\nمشهد,رشتخوار,۲۰۰\n".encode())["Location"]
        administrator.post(address)

        again = administrator.post(address)

        assert "پرونده وارد شده است" in soup_of(again).h1.text
        assert Distance.objects.count() == 1

    def test_boundaries_ask_for_credit_and_licence(self, administrator) -> None:
        response = self.upload(administrator, b"{}", kind="boundaries", boundary_set="county95")

        assert len(soup_of(response).select(".field.has-error")) == 2

    @pytest.mark.parametrize("kind", ["places", "distances", "shareholders"])
    def test_the_template_of_a_kind_is_a_file_it_accepts(self, administrator, kind) -> None:
        response = administrator.get(f"/desk/places/imports/template/{kind}.csv")

        text = response.content.decode("utf-8-sig")
        refused = self.upload(administrator, response.content, kind=kind, since="1404/1/1")
        assert text.count(",") >= 4
        assert "هیچ سطری ندارد" in soup_of(refused).select_one(".field.has-error").text

    def test_an_unknown_kind_is_not_found(self, administrator) -> None:
        assert administrator.get("/desk/places/imports/new/people/").status_code == 404
        assert administrator.get("/desk/places/imports/template/boundaries.csv").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(administrator, count) -> None:
    for _ in range(count):
        town = MunicipalityFactory()
        OfficialFactory(municipality=town)
        ShareholdingFactory(municipality=town)
    administrator.get("/desk/places/")

    with CaptureQueriesContext(connection) as queries:
        administrator.get("/desk/places/")

    assert len([query for query in queries if 'FROM "places_' in query["sql"]]) == 4
