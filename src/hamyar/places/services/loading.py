"""The province's facts, from the folder of facts; as often as wanted."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hamyar.core.jalali import gregorian, parse_jalali
from hamyar.places.definitions import read
from hamyar.places.enums import ImportKind
from hamyar.places.models import BoundarySet, CouncilSizeRule, County, CountyCode, PlaceImport, Province
from hamyar.places.services.imports import ImportOptions, UnableToImportError, digest_of, import_file
from hamyar.places.services.keys import fill_keys

DIVISION_SOURCE = "مرکز آمار ایران، فهرست تقسیمات ۱۳۹۹ و ۱۴۰۲"
"""Where the divisions in the folder of facts come from; its README says more."""

Row = dict[str, str]


@dataclass(frozen=True)
class Loaded:
    """How much the folder of facts holds, and how many municipalities changed."""

    counties: int
    county_codes: int
    new: int
    changed: int
    unchanged: int


@transaction.atomic
def load_places(*, at: dt.datetime, folder: Path | None = None) -> Loaded:
    """Bring provinces, counties with their codes, municipalities and rules up to the folder of facts.

    A file of municipalities that was taken in before is not read again, so what people corrected since stays.

    Side effects: new and changed municipalities are audited without a person, because set-up did it.

    Raises
    ------
    UnableToImportError
        When a row of the municipalities is refused; then nothing is stored.
    """
    folder = folder or settings.FACTS_FOLDER
    _load_provinces(_rows(folder / "provinces.csv"))
    counties = _rows(folder / "counties.csv")
    _load_counties(counties)
    codes = _rows(folder / "county_codes.csv")
    county_codes = _load_county_codes(codes)
    _load_boundary_sets()
    _load_council_sizes()
    counts = _load_municipalities(folder / "municipalities.csv", at)
    return Loaded(len(counties), county_codes, counts["new"], counts["changed"], counts["unchanged"])


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _load_provinces(rows: Sequence[Row]) -> None:
    for row in rows:
        province = Province.objects.filter(code=row["code"]).first() or Province(code=row["code"])
        province.name_fa, province.name_en = row["name_fa"], row["name_en"]
        fill_keys(province)
        province.save()


def _load_counties(rows: Sequence[Row]) -> None:
    provinces = {province.code: province for province in Province.objects.all()}
    known = {county.code: county for county in County.objects.all()}
    for row in sorted(rows, key=lambda row: bool(row["cut_from_code"])):
        county = known.get(row["code"]) or County(code=row["code"])
        county.province = provinces[row["code"][:2]]
        county.name_fa, county.name_en = row["name_fa"], row["name_en"]
        county.also_written_fa = _other_names(row)
        county.split_from = known.get(row["cut_from_code"])
        fill_keys(county)
        county.save()
        known[county.code] = county


def _other_names(row: Row) -> str:
    names = dict.fromkeys((row.get("also_written_fa", ""), row.get("name_1395_fa", "")))
    return "، ".join(name for name in names if name and name != row["name_fa"])


def _load_county_codes(rows: Sequence[Row]) -> int:
    counties = {county.code: county for county in County.objects.all()}
    ours = [(row, until) for row, until in _with_ends(rows) if row["county_code"] in counties]
    CountyCode.objects.all().delete()
    CountyCode.objects.bulk_create(
        CountyCode(
            county=counties[row["county_code"]],
            code=row["code"],
            name_fa=row["name_fa"],
            valid_from=gregorian(int(row["first_list_year"]), 1, 1),
            valid_until=until,
        )
        for row, until in ours
    )
    return len(ours)


def _with_ends(rows: Sequence[Row]) -> Iterator[tuple[Row, dt.date | None]]:
    """Pair each row with the first day it no longer holds: the next list after its last one."""
    lists = sorted(
        {int(year) for row in rows for year in (row["first_list_year"], row["last_list_year"]) if year}
    )
    for row in rows:
        last = row["last_list_year"]
        later = [year for year in lists if last and year > int(last)]
        yield row, gregorian(later[0], 1, 1) if later else None


def _load_boundary_sets() -> None:
    for code, entry in read("boundary_sets").items():
        names = {"name_fa": entry["name"]["fa"], "name_en": entry["name"]["en"]}
        reference_on = parse_jalali(entry["reference"])
        BoundarySet.objects.update_or_create(code=code, defaults={**names, "reference_on": reference_on})


def _load_council_sizes() -> None:
    for table in read("council_sizes"):
        for size in table["sizes"]:
            CouncilSizeRule.objects.update_or_create(
                valid_from=parse_jalali(table["valid_from"]),
                city_code=size.get("city_code", ""),
                population_above=size.get("above", 0),
                defaults={
                    "population_up_to": size.get("up_to"),
                    "members": size["members"],
                    "alternates": size["alternates"],
                    "source": table["source"],
                },
            )


def _load_municipalities(path: Path, at: dt.datetime) -> Mapping[str, int]:
    content = path.read_bytes()
    nothing = {"new": 0, "changed": 0, "unchanged": len(_rows(path))}
    if PlaceImport.objects.filter(digest=digest_of(content)).exclude(applied_at=None).exists():
        return nothing
    try:
        return import_file(
            kind=ImportKind.PLACES,
            file_name=path.name,
            content=content,
            options=ImportOptions(source=DIVISION_SOURCE),
            by=None,
            at=at,
        )
    except UnableToImportError as error:
        if error.code != "nothing_new":
            raise
        return nothing
