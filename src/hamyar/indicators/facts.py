"""The values that follow from the project's table of facts: read, computed, nothing guessed."""

import csv
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hamyar.indicators.boundaries import CENSUS_YEAR, boundary_code
from hamyar.indicators.enums import Caveat, Level

Row = dict[str, str]
EARTH_RADIUS_KM = 6371.0088
PROVINCE_SEAT = "1392"
POINTS_YEAR = 1402
DROUGHT_YEAR = 1404
CENSUS_GAP = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with the code of its place and the boundary it belongs to."""

    indicator: str
    level: Level
    place: str
    year: int
    boundary: str
    amount: float
    caveat: Caveat = Caveat.NONE
    source: str = ""


def read_facts(folder: Path) -> list[Fact]:
    """Return all values that the tables in ``folder`` hold or imply, in the order of the tables."""
    towns = _rows(folder / "municipalities.csv")
    counties = [row for row in _rows(folder / "counties.csv") if row["population_1395"]]
    return [*_town_facts(towns), *_distances(towns), *_county_facts(counties)]


def kilometres_between(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the length of the great circle between two points (latitude, longitude in degrees)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (first, second))
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _ratio(row: Row, top: str, bottom: str, *, per: float = 100.0) -> float | None:
    above, below = _number(row[top]), _number(row[bottom])
    return None if above is None or not below else round(above / below * per, 4)


def _growth(row: Row) -> float | None:
    before, after = _number(row["population_1390"]), _number(row["population_1395"])
    if not before or not after:
        return None
    yearly: float = (after / before) ** (1 / CENSUS_GAP) - 1
    return round(yearly * 100, 4)


def _county_growth(row: Row) -> float | None:
    return None if row["boundary_changed_1390_1395"] == "1" else _growth(row)


def _dependency(row: Row) -> float | None:
    young, old = _number(row["age_0_14_percent_1395"]), _number(row["age_65_plus_percent_1395"])
    if young is None or old is None:
        return None
    return round((young + old) / (100 - young - old) * 100, 4)


def _percent_of_share(row: Row) -> float | None:
    share = _number(row["spi3_dry_month_share_2016_2025"])
    return None if share is None else round(share * 100, 4)


def _of(column: str) -> Callable[[Row], float | None]:
    return lambda row: _number(row[column])


def _over(top: str, bottom: str) -> Callable[[Row], float | None]:
    return lambda row: _ratio(row, top, bottom)


COUNTY_CENSUS: dict[str, Callable[[Row], float | None]] = {
    "urbanisation_rate": _over("urban_population_1395", "population_1395"),
    "county_population_growth": _county_growth,
    "dependency_ratio": _dependency,
    "literacy_rate": _over("literate_15_plus_1395", "population_15_plus_1395"),
    "literacy_rate_women": _of("literacy_women_percent_1395"),
    "higher_education_share": _of("higher_education_percent_1395"),
    "participation_rate": _over("active_15_plus_1395", "population_15_plus_1395"),
    "participation_rate_women": _of("participation_women_percent_1395"),
    "unemployment_rate": _over("unemployed_15_plus_1395", "active_15_plus_1395"),
    "unemployment_rate_women": _of("unemployment_women_percent_1395"),
    "employment_ratio": _over("employed_15_plus_1395", "population_15_plus_1395"),
}
COUNTY_DROUGHT: dict[str, Callable[[Row], float | None]] = {
    "drought_index": _of("spi3_mean_2016_2025"),
    "dry_month_share": _percent_of_share,
}


def _county_facts(rows: list[Row]) -> Iterator[Fact]:
    for row in rows:
        for code, compute in COUNTY_CENSUS.items():
            if (amount := compute(row)) is not None:
                yield Fact(code, Level.COUNTY, row["code"], CENSUS_YEAR, "county95", amount)
        for code, compute in COUNTY_DROUGHT.items():
            if (amount := compute(row)) is not None:
                yield Fact(code, Level.COUNTY, row["code"], DROUGHT_YEAR, "county95", amount, Caveat.PERIOD)


def _town_facts(rows: list[Row]) -> Iterator[Fact]:
    for row in rows:
        village = Caveat.VILLAGE if row["kind_1395"] == "village" else Caveat.NONE
        yield from _earlier_populations(row)
        yield from _town_fact(row, "population", CENSUS_YEAR, _number(row["population_1395"]), caveat=village)
        size = _ratio(row, "population_1395", "households_1395", per=1)
        yield from _town_fact(row, "household_size", CENSUS_YEAR, size, caveat=village)
        yield from _town_fact(row, "population_growth", CENSUS_YEAR, _growth(row))


def _earlier_populations(row: Row) -> Iterator[Fact]:
    was_village = row["earlier_population_caveat"] == "village_1385"
    for year in (1385, 1390):
        caveat = Caveat.VILLAGE if was_village and year == 1385 else Caveat.NONE
        amount, source = _number(row[f"population_{year}"]), row["earlier_population_source"]
        yield from _town_fact(row, "population", year, amount, caveat=caveat, source=source)


def _town_fact(
    row: Row,
    indicator: str,
    year: int,
    amount: float | None,
    *,
    caveat: Caveat = Caveat.NONE,
    source: str = "",
) -> Iterator[Fact]:
    if amount is not None:
        boundary = boundary_code(level=Level.MUNICIPALITY, year=year)
        yield Fact(indicator, Level.MUNICIPALITY, row["code"], year, boundary, amount, caveat, source)


def _distances(rows: list[Row]) -> Iterator[Fact]:
    points = {r["code"]: (float(r["latitude"]), float(r["longitude"])) for r in rows if r["latitude"]}
    seats = {r["county_code"]: r["code"] for r in rows if r["is_county_seat"] == "1"}
    for row in rows:
        ends = {
            "distance_to_province_seat_km": PROVINCE_SEAT,
            "distance_to_county_seat_km": seats.get(row["county_code"], ""),
        }
        for indicator, end in ends.items():
            if row["code"] in points and end in points:
                km = round(kilometres_between(points[row["code"]], points[end]), 1)
                yield from _town_fact(row, indicator, POINTS_YEAR, km)
