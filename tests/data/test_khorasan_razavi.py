import csv
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "data" / "khorasan_razavi"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def municipalities() -> list[dict[str, str]]:
    return rows("municipalities.csv")


@pytest.fixture(scope="module")
def counties() -> list[dict[str, str]]:
    return rows("counties.csv")


def test_municipalities_are_96_with_distinct_codes(municipalities):
    assert len(municipalities) == len({row["code"] for row in municipalities}) == 96
    assert all(row["name_fa"] and row["name_en"] for row in municipalities)


def test_kinds_of_the_census_of_1395(municipalities):
    assert Counter(row["kind_1395"] for row in municipalities) == {"city": 73, "village": 18, "unknown": 5}


def test_cities_of_1395_sum_to_the_urban_population(municipalities, counties):
    cities = sum(int(row["population_1395"]) for row in municipalities if row["kind_1395"] == "city")
    assert cities == 4_700_924
    assert cities == sum(int(row["urban_population_1395"] or 0) for row in counties)


def test_unknown_of_1395_stays_blank(municipalities):
    unknown = [row for row in municipalities if row["kind_1395"] == "unknown"]
    columns = ("population_1395", "households_1395", "men_1395", "women_1395")
    assert {row[column] for row in unknown for column in columns} == {""}


def test_villages_of_1395_carry_their_own_population(municipalities):
    villages = [row for row in municipalities if row["kind_1395"] == "village"]
    assert sum(int(row["population_1395"]) for row in villages) == 54_968
    assert {row["population_1390"] for row in villages} == {""}


def test_roshtkhar_grows_from_census_to_census(municipalities):
    (town,) = (row for row in municipalities if row["code"] == "1359")
    assert town["name_fa"] == "رشتخوار"
    assert [town[f"population_{year}"] for year in (1385, 1390, 1395)] == ["5123", "6686", "7514"]


def test_women_and_men_are_the_population(municipalities):
    counted = [row for row in municipalities if row["population_1395"]]
    assert [
        row["code"]
        for row in counted
        if int(row["men_1395"]) + int(row["women_1395"]) != int(row["population_1395"])
    ] == []


def test_census_counties_are_28_and_sum_to_the_province(counties):
    census = [row for row in counties if row["population_1395"]]
    assert (len(counties), len(census)) == (34, 28)
    assert sum(int(row["population_1395"]) for row in census) == 6_434_501


def test_counties_made_after_1395_name_the_county_they_were_cut_from(counties):
    young = {row["code"]: row["cut_from_code"] for row in counties if not row["population_1395"]}
    assert young == {
        "0940": "0906",
        "0941": "0914",
        "0942": "0917",
        "0943": "0908",
        "0944": "0918",
        "0945": "0917",
    }
    assert {row["code"] for row in counties if row["split_after_1395"] == "1"} == set(young.values())


def test_each_municipality_lies_in_a_county_of_the_table(municipalities, counties):
    codes = {row["code"]: row for row in counties}
    for row in municipalities:
        today = codes[row["county_code"]]
        assert row["county_fa"] == today["name_fa"]
        assert row["county_1395_code"] == (today["cut_from_code"] or today["code"])


def test_every_county_has_one_seat(municipalities):
    seats = Counter(row["county_code"] for row in municipalities if row["is_county_seat"] == "1")
    assert (len(seats), set(seats.values())) == (34, {1})


def test_points_lie_in_the_province(municipalities):
    points = [(float(r["latitude"]), float(r["longitude"])) for r in municipalities if r["latitude"]]
    assert len(points) == 92
    assert all(33.5 < latitude < 37.8 and 56.1 < longitude < 61.4 for latitude, longitude in points)


def test_county_codes_are_dated_and_end_with_the_counties_of_today(counties):
    codes = rows("county_codes.csv")
    today = {row["code"]: row["name_fa"] for row in codes if not row["last_list_year"]}
    assert today == {row["code"]: row["name_fa"] for row in counties}
    assert [
        (r["name_fa"], r["first_list_year"], r["last_list_year"]) for r in codes if r["code"] == "0932"
    ] == [("بینالود", "1388", "1399"), ("طرقبه شاندیز", "1401", "")]


@pytest.mark.parametrize("name", ["municipalities.csv", "counties.csv", "county_codes.csv"])
def test_readme_explains_every_column(name):
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    ranges = {
        "men_1395",
        "women_1395",
        "urban_population_1395",
        "rural_population_1395",
        "first_list_year",
        "last_list_year",
    }
    assert [column for column in rows(name)[0] if column not in ranges and f"`{column}`" not in readme] == []


@pytest.mark.parametrize("name", ["municipalities.csv", "counties.csv", "county_codes.csv"])
def test_text_is_in_the_projects_persian(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not set("يكىة\u200e\u200f") & set(text)
    assert "  " not in text
