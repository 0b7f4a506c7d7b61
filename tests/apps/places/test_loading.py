import csv
import datetime as dt
from pathlib import Path

import pytest

from hamyar.core.models import AuditEntry
from hamyar.places.enums import CensusStatus
from hamyar.places.models import (
    BoundarySet,
    CountyCode,
    District,
    Municipality,
    MunicipalityGrade,
    Province,
)
from hamyar.places.selectors import counties_on, county_with_code
from hamyar.places.services import Loaded, UnableToImportError, load_places
from tests.apps.places.conftest import AT

CENSUS_DAY = dt.date(2016, 10, 22)


def copy_of_facts(folder: Path, **changed: str) -> Path:
    """Write the facts into ``folder``, some files replaced."""
    source = Path("data/khorasan_razavi")
    for name in ("provinces", "counties", "county_codes", "municipalities"):
        text = changed.get(name) or (source / f"{name}.csv").read_text(encoding="utf-8")
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_load_places_brings_the_facts_of_the_province(db):
    loaded = load_places(at=AT)

    assert loaded == Loaded(counties=34, county_codes=45, new=96, changed=0, unchanged=0)
    assert Municipality.objects.count() == 96
    assert Province.objects.get().name_fa == "خراسان رضوی"
    assert MunicipalityGrade.objects.count() == 29
    assert Municipality.objects.filter(latitude=None).count() == 4
    assert list(BoundarySet.objects.values_list("code", flat=True)) == ["county1402", "county95"]


def test_load_places_twice_changes_nothing(province):
    entries = AuditEntry.objects.count()
    districts = District.objects.count()

    loaded = load_places(at=AT)

    assert (loaded.new, loaded.changed, loaded.unchanged) == (0, 0, 96)
    assert AuditEntry.objects.count() == entries
    assert District.objects.count() == districts
    assert CountyCode.objects.count() == 45


def test_load_places_keeps_what_a_person_corrected_since(province):
    Municipality.objects.filter(code="1359").update(name_en="Roshtkhvar")

    load_places(at=AT)

    assert Municipality.objects.get(code="1359").name_en == "Roshtkhvar"


def test_load_places_takes_in_a_newer_table_of_facts(province, tmp_path):
    text = Path("data/khorasan_razavi/municipalities.csv").read_text(encoding="utf-8")
    folder = copy_of_facts(tmp_path, municipalities=text.replace("Roshtkhar", "Roshtkhvar"))

    loaded = load_places(at=AT, folder=folder)

    assert (loaded.new, loaded.changed, loaded.unchanged) == (0, 1, 95)
    assert Municipality.objects.get(code="1359").name_en == "Roshtkhvar"


def test_a_wrong_table_of_facts_is_refused_and_nothing_is_stored(db, tmp_path):
    text = Path("data/khorasan_razavi/municipalities.csv").read_text(encoding="utf-8")
    folder = copy_of_facts(tmp_path, municipalities=text.replace("34.97513", "134.97513"))

    with pytest.raises(UnableToImportError):
        load_places(at=AT, folder=folder)

    assert not Municipality.objects.exists()
    assert not Province.objects.exists()


def test_roshtkhar_is_what_the_facts_say(province):
    town = Municipality.objects.get(code="1359")

    assert (town.name_fa, town.name_en, town.county.name_fa) == ("رشتخوار", "Roshtkhar", "رشتخوار")
    assert town.census_county == town.county
    assert town.district.name_fa == "مرکزی"
    assert (town.latitude, town.longitude) == (34.97513, 59.6246)
    assert town.is_county_seat
    assert town.census_status == CensusStatus.CITY


def test_a_town_whose_county_split_keeps_its_census_county(province):
    town = Municipality.objects.get(name_fa="قدمگاه")

    assert (town.county.name_fa, town.census_county.name_fa) == ("زبرخان", "نیشابور")
    assert town.county.split_from == town.census_county


def test_counties_are_28_in_the_census_and_34_today(province):
    assert counties_on(on=CENSUS_DAY).count() == 28
    assert counties_on(on=dt.date(2024, 1, 1)).count() == 34


def test_county_codes_are_dated(province):
    assert county_with_code(code="0932", on=CENSUS_DAY).name_fa == "طرقبه شاندیز"
    assert county_with_code(code="0942", on=CENSUS_DAY) is None
    assert county_with_code(code="0942", on=dt.date(2022, 1, 1)).name_fa == "زبرخان"
    assert county_with_code(code="0906", on=dt.date(1977, 1, 1)).name_fa == "درگز"
    assert county_with_code(code="0906", on=CENSUS_DAY).name_fa == "تربت جام"


def test_every_county_of_the_facts_has_a_code_of_today():
    with Path("data/khorasan_razavi/county_codes.csv").open(encoding="utf-8") as file:
        codes = list(csv.DictReader(file))
    with Path("data/khorasan_razavi/counties.csv").open(encoding="utf-8") as file:
        counties = {row["code"] for row in csv.DictReader(file)}

    assert {row["county_code"] for row in codes if not row["last_list_year"]} == counties
    assert {row["county_code"] for row in codes} - {""} == counties
