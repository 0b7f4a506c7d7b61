"""What the pages show, to whom, and how an import goes through them."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from hamyar.indicators.enums import BatchState, Caveat, Level, Status
from hamyar.indicators.models import DataRound, ImportBatch, Value
from tests.apps.indicators.importing.files import csv_of, xlsx_of
from tests.factories.accounts import make_user
from tests.factories.indicators import CountyValueFactory, IndicatorFactory, ValueFactory
from tests.factories.places import MunicipalityFactory, RepresentationFactory

pytestmark = pytest.mark.django_db
HEADER = ["code", "name", "year", "paved_street_share"]


@pytest.fixture
def analyst(client):
    analyst = make_user(role="analyst")
    client.force_login(analyst)
    return analyst


@pytest.fixture
def paved():
    return IndicatorFactory(code="paved_street_share", name_fa="سهم معابر آسفالت", name_en="Paved streets")


@pytest.fixture
def town():
    return MunicipalityFactory(code="1359", name_fa="رشتخوار", name_en="Roshtkhar")


def words(response) -> str:
    assert response.status_code in {200, 422}, response.status_code
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def table_of(response) -> list[list[str]]:
    soup = BeautifulSoup(response.content, "html.parser")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in soup.select("tbody tr")
    ]


def test_definitions_tell_coverage_and_what_waits(client, paved, town):
    ValueFactory(indicator__code="literacy", municipality=town, year=1395)
    (literacy, waiting) = sorted(table_of(client.get("/indicators/")), key=lambda row: "۱ از ۱" not in row[4])
    assert literacy[4].startswith("۱ از ۱")
    assert literacy[5] == "۱۳۹۵"
    assert (waiting[0], waiting[4]) == ("سهم معابر آسفالت", "در انتظار داده")


@pytest.mark.parametrize("count", [1, 3])
def test_definitions_take_the_same_queries_for_any_number(count, client, django_assert_num_queries):
    for _ in range(count):
        ValueFactory(indicator__level=Level.COUNTY, municipality=None, county=MunicipalityFactory().county)
    with django_assert_num_queries(7):
        client.get("/indicators/")


def test_a_definition_tells_everything_about_itself(client, paved):
    told = words(client.get("/indicators/paved_street_share/"))
    for text in ("چون لازم است.", "شمارش.", "منبع فرضی", "نویسنده فرضی", "هنوز عددی وارد نشده است"):
        assert text in told
    assert "هنوز کسی جز نویسنده آن را بازبینی نکرده است." in told


def test_a_definition_in_english_has_its_english_texts(client, paved):
    told = words(client.get("/en/indicators/paved_street_share/"))
    assert "Because it is needed." in told
    assert "Paved streets" in told


def test_towns_show_inherited_figures_marked_and_unknown_ones_as_missing(client, town):
    value = CountyValueFactory(
        county=town.county, amount=81.24, indicator__code="literacy", caveat=Caveat.PERIOD
    )
    MunicipalityFactory(code="2606", name_fa="جنگل")
    rows = table_of(client.get(f"/indicators/{value.indicator.code}/"))
    assert rows[0][:4] == ["رشتخوار", town.county.name_fa, "۸۱٫۲", "۱۳۹۵"]
    assert "از شهرستان" in rows[0][4]
    assert "میانگین چند سال" in rows[0][4]
    assert rows[1][2].startswith("—")


def test_the_year_can_be_chosen(client, paved, town):
    for year, amount in ((1390, 10.0), (1400, 20.0)):
        ValueFactory(indicator=paved, municipality=town, year=year, amount=amount)
    address = "/indicators/paved_street_share/"
    assert table_of(client.get(address))[0][2:4] == ["۲۰٫۰", "۱۴۰۰"]
    assert table_of(client.get(address, {"year": "1390"}))[0][2:4] == ["۱۰٫۰", "۱۳۹۰"]
    assert table_of(client.get(address, {"year": "abc"}))[0][3] == "۱۴۰۰"


def test_towns_can_be_sorted_with_the_unknown_last(client, paved):
    for code, amount in (("5001", 5.0), ("5002", 9.0), ("5003", 7.0)):
        ValueFactory(indicator=paved, municipality__code=code, amount=amount)
    MunicipalityFactory(code="4000")
    for sort, amounts in (("value", ["۵٫۰", "۷٫۰", "۹٫۰"]), ("-value", ["۹٫۰", "۷٫۰", "۵٫۰"])):
        rows = table_of(client.get("/indicators/paved_street_share/", {"sort": sort}))
        assert [row[2] for row in rows[:3]] == amounts
        assert rows[3][2].startswith("—")


def test_the_spread_is_told_in_a_sentence_and_drawn(client, paved):
    for place in range(1, 9):
        ValueFactory(indicator=paved, municipality__code=str(5000 + place), amount=place * 10.0)
    response = client.get("/indicators/paved_street_share/")
    assert "نیمی از ۸ شهر دارای عدد، میان ۲۷٫۵ و ۶۲٫۵ درصد قرار دارند" in words(response)
    assert sum(count for _from, _to, count in response.context["histogram"]["bins"]) == 8
    steps = [each["properties"]["step"] for each in response.context["map_data"]["points"]["features"]]
    assert (min(steps), max(steps)) == (1, 5)


def test_embargoed_figures_are_hidden_from_all_but_those_concerned(client, paved, town):
    ValueFactory(indicator=paved, municipality=town, amount=77.7, status=Status.EMBARGOED)
    addresses = [
        "/indicators/paved_street_share/",
        "/indicators/values.csv",
        "/indicators/paved_street_share/towns.csv",
    ]
    mayor, neighbour = make_user(role="mayor"), make_user(role="mayor")
    RepresentationFactory(user=mayor, municipality=town)
    RepresentationFactory(user=neighbour, municipality=MunicipalityFactory())
    sees = {None: False, make_user(role="planner"): False, neighbour: False, mayor: True}
    sees[make_user(role="analyst")] = sees[make_user(role="auditor")] = True
    for user, expected in sees.items():
        client.logout()
        if user:
            client.force_login(user)
        for address in addresses:
            content = client.get(address).content.decode()
            assert ("77.7" in content or "۷۷٫۷" in content) is expected, (
                user and user.roles.first(),
                address,
            )


def test_the_package_never_holds_what_is_embargoed(client, analyst, paved, town):
    ValueFactory(indicator=paved, municipality=town, amount=77.7, status=Status.EMBARGOED)
    response = client.get("/indicators/datapackage.zip")
    assert response["Content-Type"] == "application/zip"
    assert b"values.csv" in response.content


@pytest.mark.parametrize("address", ["/indicators/values.exe", "/indicators/no_such_code/"])
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def send(client, content: bytes, *, name: str = "values.csv", **told):
    file = SimpleUploadedFile(name, content)
    data = {"file": file, "status": "final", "source": "", "note": "", "year": "", **told}
    return client.post(reverse("indicators:upload"), data)


def test_an_import_goes_from_preview_to_confirmation_to_undoing(client, analyst, paved, town):
    ValueFactory(indicator=paved, municipality=town, year=1404, amount=40.0)
    response = send(client, csv_of(HEADER, ["1359", "رشتخوار", 1404, 50], ["1359", "", 1403, 30]))
    batch = ImportBatch.objects.get()
    assert response["Location"] == reverse("indicators:batch", args=[batch.pk])
    rows = table_of(client.get(response["Location"]))
    assert rows[0][:7] == ["D2", "رشتخوار", "سهم معابر آسفالت", "۱۴۰۴", "۴۰", "۵۰ درصد", "۲۵٫۰٪"]
    assert rows[1][4].startswith("—")
    assert Value.objects.count() == 1
    client.post(reverse("indicators:confirm", args=[batch.pk]))
    assert Value.objects.count() == 2
    told = client.post(reverse("indicators:undo", args=[batch.pk]), {"why": ""})
    assert told.status_code == 422
    client.post(reverse("indicators:undo", args=[batch.pk]), {"why": "پروندهٔ سال پیش بود"})
    assert Value.objects.get().amount == 40.0
    assert "پروندهٔ سال پیش بود" in words(client.get(reverse("indicators:batch", args=[batch.pk])))


def test_doubtful_values_must_be_looked_at(client, analyst, paved, town):
    ValueFactory(indicator=paved, municipality=town, year=1404, amount=5.0)
    send(client, csv_of(HEADER, ["1359", "رشتخوار", 1404, 50], ["1359", "", 1403, 5]))
    batch = ImportBatch.objects.get()
    page = client.get(reverse("indicators:batch", args=[batch.pk]))
    assert len(table_of(page)) == 1
    assert "آیا واحد درست است؟" in words(page)
    assert client.post(reverse("indicators:confirm", args=[batch.pk])).status_code == 422
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEWED
    client.post(reverse("indicators:confirm", args=[batch.pk]), {"looked_at": "on"})
    batch.refresh_from_db()
    assert batch.state == BatchState.CONFIRMED


def test_refused_cells_are_shown_with_row_column_and_reason(client, analyst, paved, town):
    response = send(
        client, xlsx_of(HEADER, ["1359", "رشتخوار", 1404, "نامشخص"], ["1359", "كلات", 1403, 3]), name="v.xlsx"
    )
    rows = table_of(response)
    assert rows[0][:3] == ["۲", "D", "نامشخص"]
    assert rows[0][4] == "«نامشخص» عدد نیست. اگر مقدار معلوم نیست خانه را خالی بگذارید."
    assert "حروف عربی" in rows[1][4]
    assert (ImportBatch.objects.count(), Value.objects.count()) == (0, 0)


def test_a_hostile_file_is_refused_beside_its_field(client, analyst, paved, town):
    response = send(client, csv_of(HEADER, ["1359", "رشتخوار", 1404, 50], encoding="cp1256"))
    assert "UTF-8" in words(response)
    assert ImportBatch.objects.count() == 0


def test_a_batch_can_be_put_aside(client, analyst, paved, town):
    send(client, csv_of(HEADER, ["1359", "رشتخوار", 1404, 50]))
    batch = ImportBatch.objects.get()
    client.post(reverse("indicators:discard", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == BatchState.DISCARDED
    assert client.post(reverse("indicators:discard", args=[batch.pk]), follow=True).status_code == 200


def test_embargoed_values_of_a_batch_are_made_public(client, analyst, paved, town):
    send(client, csv_of(HEADER, ["1359", "رشتخوار", 1404, 50]), status="embargoed")
    batch = ImportBatch.objects.get()
    client.post(reverse("indicators:confirm", args=[batch.pk]))
    assert "انتشار" in words(client.get(reverse("indicators:batch", args=[batch.pk])))
    client.post(reverse("indicators:release", args=[batch.pk]))
    assert Value.objects.get().status == Status.FINAL


def test_a_file_that_is_too_large_is_refused_unread(client, analyst, paved, town, monkeypatch):
    monkeypatch.setattr("hamyar.indicators.forms.MOST_BYTES", 10)
    assert "بزرگ‌تر از" in words(send(client, csv_of(HEADER, ["1359", "رشتخوار", 1404, 50])))
    assert ImportBatch.objects.count() == 0


def test_the_original_file_is_kept(client, analyst, paved, town):
    content = csv_of(HEADER, ["1359", "رشتخوار", 1404, 50])
    send(client, content)
    response = client.get(reverse("indicators:original", args=[ImportBatch.objects.get().pk]))
    assert response.content == content


def test_the_neighbours_batch_is_closed_to_a_mayor(client, paved, town):
    mayor, neighbour = make_user(role="mayor"), make_user(role="mayor")
    RepresentationFactory(user=mayor, municipality=town)
    RepresentationFactory(user=neighbour, municipality=MunicipalityFactory(code="2606", name_fa="جنگل"))
    client.force_login(mayor)
    send(client, csv_of(HEADER, ["1359", "رشتخوار", 1404, 50]))
    batch = ImportBatch.objects.get()
    assert (batch.default_status, batch.uploaded_by) == (Status.PROVISIONAL, mayor)
    assert "values.csv" in words(client.get(reverse("indicators:batches")))
    client.force_login(neighbour)
    assert "values.csv" not in words(client.get(reverse("indicators:batches")))
    for name in ("batch", "original"):
        assert client.get(reverse(f"indicators:{name}", args=[batch.pk])).status_code == 403
    for name in ("confirm", "discard", "undo"):
        assert client.post(reverse(f"indicators:{name}", args=[batch.pk]), {"why": "x"}).status_code == 403
    assert Value.objects.count() == 0


def test_the_template_of_a_mayor_holds_the_own_town_only(client, paved, town):
    MunicipalityFactory(code="2606", name_fa="جنگل")
    mayor = make_user(role="mayor")
    RepresentationFactory(user=mayor, municipality=town)
    client.force_login(mayor)
    response = client.get(reverse("indicators:template"), {"year": "1404", "level": "county", "theme": ""})
    sheet = load_workbook(BytesIO(response.content))["مقادیر"]
    assert [sheet.cell(row, 1).value for row in range(3, sheet.max_row + 1)] == ["1359"]


def test_a_round_is_opened_and_shows_who_has_given_what(client, analyst, paved, town):
    MunicipalityFactory(code="2606", name_fa="جنگل")
    data = {
        "title": "گردآوری ۱۴۰۴",
        "year": "۱۴۰۴",
        "indicators": [paved.pk],
        "opens_on": "1405/07/01",
        "closes_on": "1405/09/30",
    }
    response = client.post(reverse("indicators:open_round"), data)
    opened = DataRound.objects.get()
    assert response["Location"] == reverse("indicators:round", args=[opened.pk])
    ValueFactory(indicator=paved, municipality=town, year=1404)
    rows = table_of(client.get(response["Location"]))
    assert [(row[0], row[3]) for row in rows] == [("جنگل", "۱"), ("رشتخوار", "۰")]
    assert "گردآوری ۱۴۰۴" in words(client.get(reverse("indicators:rounds")))


def test_a_round_that_closes_before_it_opens_is_refused(client, analyst, paved):
    data = {
        "title": "گردآوری",
        "year": "1404",
        "indicators": [paved.pk],
        "opens_on": "1405/07/01",
        "closes_on": "1405/06/30",
    }
    assert "پایان دوره باید پس از آغاز آن باشد." in words(client.post(reverse("indicators:open_round"), data))
    assert DataRound.objects.count() == 0


def test_a_title_of_a_round_is_used_once(client, analyst, paved):
    data = {
        "title": "گردآوری",
        "year": "1404",
        "indicators": [paved.pk],
        "opens_on": "1405/07/01",
        "closes_on": "1405/07/30",
    }
    client.post(reverse("indicators:open_round"), data)
    assert "دوره‌ای با این عنوان هست." in words(client.post(reverse("indicators:open_round"), data))
    assert DataRound.objects.count() == 1
