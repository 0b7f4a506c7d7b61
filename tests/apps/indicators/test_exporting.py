"""What leaves the house can be read by others, and by our own import."""

import csv
import datetime as dt
import json
import zipfile
from io import BytesIO, StringIO

import pytest
from frictionless import Package
from openpyxl import load_workbook

from hamyar.indicators.enums import Caveat, Level, Status
from hamyar.indicators.exporting import (
    as_csv,
    as_workbook,
    data_package,
    template_sheet,
    template_workbook,
    town_table,
    values_table,
)
from hamyar.indicators.importing import CellKind, Defaults
from hamyar.indicators.models import Indicator, Value
from hamyar.indicators.selectors import figure_table, public_values
from hamyar.indicators.services import load_definitions, load_facts, preview_file
from hamyar.places.models import Municipality
from tests.factories.indicators import (
    FACTS,
    NOON,
    CountyValueFactory,
    IndicatorFactory,
    ValueFactory,
    store_places_of_the_facts,
)
from tests.factories.places import CountyCodeFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db
THIS_YEAR = Defaults(last_year=1405)


@pytest.fixture
def province():
    store_places_of_the_facts()
    load_definitions()
    load_facts(folder=FACTS, at=NOON)


def test_csv_begins_with_its_mark_and_tells_the_whole_value():
    value = ValueFactory(
        indicator__code="paved_street_share", municipality__code="1359", amount=45.5, source="واحد عمران"
    )
    content = as_csv(values_table(Value.objects.all()))
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(StringIO(content.decode("utf-8-sig")))
    assert row == {
        "code": "1359",
        "name": value.municipality.name,
        "level": "municipality",
        "indicator": "paved_street_share",
        "year": "1400",
        "value": "45.5",
        "unit": "درصد",
        "status": "final",
        "boundary": "city00",
        "caveat": "",
        "source": "واحد عمران",
        "note": "",
    }


def test_text_that_looks_like_a_formula_is_kept_from_running():
    ValueFactory(note="=HYPERLINK(1)", source="+98")
    content = as_csv(values_table(Value.objects.all())).decode()
    assert "'=HYPERLINK(1)" in content
    assert "'+98" in content
    ValueFactory(amount=-5.0)
    assert ",-5.0," in as_csv(values_table(Value.objects.all())).decode()


@pytest.mark.parametrize("write", [as_csv, lambda table: as_workbook(table, title="مقادیر")])
def test_an_export_of_the_province_is_read_back_without_a_change(write, province):
    content = write(values_table(public_values()))
    preview = preview_file(content=content, defaults=THIS_YEAR, by=None)
    assert preview.counts == {
        CellKind.NEW: 0,
        CellKind.CHANGED: 0,
        CellKind.UNCHANGED: Value.objects.count(),
        CellKind.REFUSED: 0,
    }


def test_workbook_is_right_to_left_with_codes_as_text():
    ValueFactory(municipality__code="0123")
    sheet = load_workbook(BytesIO(as_workbook(values_table(Value.objects.all()), title="x"))).active
    assert sheet.sheet_view.rightToLeft is True
    assert (sheet["A3"].value, sheet["F3"].value) == ("0123", 50.0)


def test_table_of_an_indicator_marks_what_is_inherited_and_leaves_the_unknown_blank():
    value = CountyValueFactory(amount=81.25)
    town = MunicipalityFactory(code="1359", county=value.county)
    other = MunicipalityFactory(code="2606")
    table = town_table(figure_table(towns=[town, other], indicators=[value.indicator]), value.indicator)
    told = [dict(zip(table.codes, row, strict=True)) for row in table.rows]
    assert (told[0]["value"], told[0]["inherited"], told[0]["boundary"]) == (81.25, "بله", "county95")
    assert (told[1]["code"], told[1]["value"], told[1]["inherited"]) == ("2606", None, None)


def read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_data_package_is_valid_for_frictionless_itself(province, tmp_path):
    ValueFactory(
        indicator=Indicator.objects.get(code="paved_street_share"),
        municipality=Municipality.objects.get(code="1359"),
        status=Status.PROVISIONAL,
        caveat=Caveat.NONE,
    )
    parts = read(data_package(values=public_values(), at=NOON, homepage="http://127.0.0.1:8000"))
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["rowNumber", "fieldName", "type", "note"]) == []
    assert report.valid
    descriptor = json.loads(parts["datapackage.json"])
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert descriptor["licenses"][0]["name"] == "CC-BY-SA-4.0"
    assert [resource["name"] for resource in descriptor["resources"]] == [
        "values",
        "indicators",
        "counties",
        "municipalities",
    ]
    assert len(parts["values.csv"].splitlines()) == public_values().count() + 1


def test_data_package_notices_a_value_of_an_unknown_place(province, tmp_path):
    """The package's own keys are real: a broken one is an error for whoever reads it."""
    parts = read(data_package(values=public_values(), at=NOON, homepage="http://127.0.0.1:8000"))
    parts["municipalities.csv"] = b"\n".join(parts["municipalities.csv"].splitlines()[:-1])
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_data_package_leaves_embargoed_values_out(province):
    ValueFactory(indicator__code="secret_share", indicator__position=1, amount=77.77, status=Status.EMBARGOED)
    parts = read(data_package(values=public_values(), at=NOON, homepage="http://127.0.0.1:8000"))
    assert b"77.77" not in parts["values.csv"]


def template(year: int, *, level=Level.MUNICIPALITY, **told) -> bytes:
    indicators = list(Indicator.objects.all())
    sheet = template_sheet(level=level, indicators=indicators, year=year, among=public_values(), **told)
    return template_workbook(sheet)


def test_template_holds_every_place_with_its_last_value_and_the_standing_one():
    share = IndicatorFactory(code="paved_street_share")
    first = ValueFactory(indicator=share, municipality__code="1359", year=1400, amount=40.0)
    ValueFactory(indicator=share, municipality__code="2606", year=1404, amount=61.0)
    IndicatorFactory(code="literacy_rate", level=Level.COUNTY)
    book = load_workbook(BytesIO(template(1404)))
    sheet = book["مقادیر"]
    assert sheet.sheet_view.rightToLeft is True
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["code", "name", "year", "last:paved_street_share", "paved_street_share"]
    assert rows[1][:3] == ["کد", "نام", "سال"]
    assert rows[2] == ["1359", first.municipality.name, 1404, "40 (1400)", None]
    assert rows[3][3:] == ["61 (1404)", 61]
    assert len(book.sheetnames) == 2
    assert list(sheet.merged_cells.ranges) == []


def test_template_that_nobody_touched_changes_nothing(province):
    preview = preview_file(content=template(1395), defaults=THIS_YEAR, by=None)
    assert preview.counts[CellKind.REFUSED] == preview.changes == 0
    assert preview.counts[CellKind.UNCHANGED] > 100


def test_template_that_was_filled_in_is_read(province):
    book = load_workbook(BytesIO(template(1404)))
    sheet = book["مقادیر"]
    codes = [cell.value for cell in sheet[1]]
    column = codes.index("paved_street_share") + 1
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, column, 50 + row / 10)
    file = BytesIO()
    book.save(file)
    preview = preview_file(content=file.getvalue(), defaults=THIS_YEAR, by=None)
    assert (preview.counts[CellKind.NEW], preview.counts[CellKind.REFUSED]) == (96, 0)


def test_template_of_counties_holds_those_that_existed_at_the_end_of_the_year():
    IndicatorFactory(code="literacy_rate", level=Level.COUNTY)
    CountyCodeFactory(county__code="0927")
    CountyCodeFactory(county__code="0940", valid_from=dt.date(2018, 3, 21))
    for year, codes in ((1395, ["0927"]), (1397, ["0927", "0940"])):
        sheet = load_workbook(BytesIO(template(year, level=Level.COUNTY)))["مقادیر"]
        assert [sheet.cell(row, 1).value for row in range(3, sheet.max_row + 1)] == codes


def test_template_of_some_towns_holds_only_these(province):
    towns = Municipality.objects.filter(code="1359")
    sheet = load_workbook(BytesIO(template(1404, towns=towns)))["مقادیر"]
    assert [sheet.cell(row, 1).value for row in range(3, sheet.max_row + 1)] == ["1359"]
