"""Files of municipalities: ``data/khorasan_razavi/municipalities.csv`` is one."""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from hamyar.core.errors import UnableToError
from hamyar.core.jalali import jalali_year
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate
from hamyar.places.enums import CensusStatus
from hamyar.places.models import County, Municipality, MunicipalityGrade
from hamyar.places.permissions import Actor
from hamyar.places.services.auditing import plain
from hamyar.places.services.grades import write_grade
from hamyar.places.services.imports.columns import (
    Cells,
    Column,
    UnableToReadCellError,
    is_year_alone,
    match_columns,
    read_code,
    read_day,
    read_real,
    read_truth,
    read_whole,
)
from hamyar.places.services.imports.options import ImportOptions
from hamyar.places.services.imports.plan import Change, Outcome, Plan, Planned, Refusal
from hamyar.places.services.imports.tables import read_table
from hamyar.places.services.imports.towns import Towns
from hamyar.places.services.municipalities import MunicipalityFacts, facts_of, write_municipality

COLUMNS: tuple[Column, ...] = (
    Column("code", "کد", is_required=True),
    Column("name_fa", "نام", is_required=True),
    Column("name_en", "نام انگلیسی"),
    Column("also_written_fa", "نوشتار دیگر"),
    Column("county_code", "کد شهرستان", is_required=True),
    Column("county_1395_code", "کد شهرستان ۱۳۹۵"),
    Column("district_fa", "بخش"),
    Column("is_county_seat", "مرکز شهرستان"),
    Column("latitude", "عرض جغرافیایی"),
    Column("longitude", "طول جغرافیایی"),
    Column("point_source", "منبع مختصات"),
    Column("kind_1395", "نوع در ۱۳۹۵"),
    Column("established_year", "سال تأسیس"),
    Column("established_source", "منبع سال تأسیس"),
    Column("grade", "درجه"),
    Column("grade_year", "سال درجه"),
    Column("grade_date", "تاریخ درجه"),
    Column("grade_letter", "شماره نامه درجه"),
    Column("grade_source", "منبع درجه"),
)
CENSUS_WORDS = {"city": CensusStatus.CITY, "شهر": CensusStatus.CITY, "village": CensusStatus.VILLAGE}
CENSUS_WORDS |= {
    "آبادی": CensusStatus.VILLAGE,
    "روستا": CensusStatus.VILLAGE,
    "unknown": CensusStatus.UNKNOWN,
}


@dataclass(frozen=True)
class GradeFacts:
    """A grade beside the facts of a municipality."""

    grade: int
    since: dt.date
    is_year_only: bool
    letter_number: str
    source: str


@dataclass(frozen=True)
class PlaceFacts:
    """What a row says about a municipality and its grade."""

    municipality: MunicipalityFacts
    grade: GradeFacts | None


class PlacesImporter:
    """Reads municipalities; a blank cell leaves what is on record."""

    columns: tuple[Column, ...] = COLUMNS

    def plan(self, *, content: bytes, options: ImportOptions) -> Plan[PlaceFacts]:
        """Compare the file with what is on record."""
        table = match_columns(read_table(content=content), COLUMNS)
        reader = _Reader(options)
        rows = [reader.row(cells) for cells in table.rows]
        refusals = [refusal for cells in table.rows for refusal in cells.refusals]
        planned = tuple(row for row in rows if row is not None)
        return Plan(planned, (*refusals, *_repeated(planned)), table.ignored)

    def apply(
        self, *, planned: Planned[PlaceFacts], options: ImportOptions, by: Actor, at: dt.datetime
    ) -> None:
        """Write one row."""
        municipality = write_municipality(facts=planned.facts.municipality, by=by, at=at)
        if planned.facts.grade:
            details = {f.name: getattr(planned.facts.grade, f.name) for f in fields(GradeFacts)}
            write_grade(municipality=municipality, by=by, at=at, **details)

    def finish(self, *, plan: Plan[PlaceFacts], options: ImportOptions, by: Actor, at: dt.datetime) -> None:
        """Nothing is left to do for the whole file."""


class _Reader:
    """Reads rows against what is on record."""

    def __init__(self, options: ImportOptions) -> None:
        self.options = options
        self.towns = Towns()
        self.counties = {county.code: county for county in County.objects.all()}
        self.grades: dict[int, MunicipalityGrade] = {}
        for grade in MunicipalityGrade.objects.order_by("since"):
            self.grades[grade.municipality_id] = grade

    def row(self, cells: Cells) -> Planned[PlaceFacts] | None:
        """Return what becomes of a row, or nothing when it is refused."""
        code = cells.read("code", read_code)
        county = cells.read("county_code", self.county)
        if code is None or county is None:
            return None
        town = self.towns.by_code.get(code)
        known = facts_of(town) if town else MunicipalityFacts(code=code, name_fa="", county=county)
        facts = replace(known, **self.said(cells, county))
        grade = self.grade(cells, town)
        try:
            facts.check()
        except UnableToError as error:
            cells.refuse("", error.message)
        if cells.refusals:
            return None
        changes = _changes(town, facts, grade)
        outcome = Outcome.NEW if town is None else Outcome.CHANGED if changes else Outcome.UNCHANGED
        return Planned(cells.row, outcome, facts.name_fa, PlaceFacts(facts, grade), changes)

    def county(self, text: str) -> County:
        """Return the county with this code today."""
        code = read_code(text)
        county = self.counties.get(code) or self.counties.get(code.zfill(4))
        if county is None:
            raise UnableToReadCellError(
                _("There is no county with the code {digits}."), "county_unknown", digits=code
            )
        return county

    def said(self, cells: Cells, county: County) -> dict[str, Any]:
        """Return the fields that the row fills in."""
        said: dict[str, Any] = {
            "county": county,
            "name_fa": cells.text("name_fa"),
            "name_en": cells.text("name_en"),
            "also_written_fa": cells.text("also_written_fa"),
            "census_county": cells.read("county_1395_code", self.county),
            "district": cells.text("district_fa"),
            "is_county_seat": cells.read("is_county_seat", read_truth),
            "latitude": cells.read("latitude", read_real),
            "longitude": cells.read("longitude", read_real),
            "coordinate_source": cells.text("point_source"),
            "census_status": cells.read("kind_1395", _census_status),
            "established_year": cells.read("established_year", read_whole),
            "established_source": cells.text("established_source"),
            "division_source": self.options.source,
        }
        return {name: value for name, value in said.items() if value not in {None, ""}}

    def grade(self, cells: Cells, town: Municipality | None) -> GradeFacts | None:
        """Return the grade a row adds, or nothing when it is on record or later ones are."""
        grade = cells.read("grade", read_whole)
        column = "grade_date" if cells.text("grade_date") else "grade_year"
        since = cells.read(column, read_day)
        if grade is None:
            return None
        if since is None:
            cells.refuse(column, translate(_("Say since which year or day the grade holds.")))
            return None
        if not 1 <= grade <= 12:
            cells.refuse("grade", translate(_("A grade is a whole number from 1 to 12.")))
        newest = self.grades.get(town.pk) if town else None
        if newest and newest.since >= since:
            _check_known_grade(cells, newest, grade=grade, since=since)
            return None
        return GradeFacts(
            grade=grade,
            since=since,
            is_year_only=is_year_alone(cells.text(column)),
            letter_number=cells.text("grade_letter"),
            source=cells.text("grade_source"),
        )


def _check_known_grade(cells: Cells, newest: MunicipalityGrade, *, grade: int, since: dt.date) -> None:
    if newest.since == since and newest.grade != grade:
        reason = translate(_("Grade {grade} is on record for the same day.")).format(grade=newest.grade)
        cells.refuse("grade", reason)


def _census_status(text: str) -> CensusStatus:
    status = CENSUS_WORDS.get(text.lower())
    if status is None:
        raise UnableToReadCellError(_("Write city, village or unknown."))
    return status


def _changes(
    town: Municipality | None, facts: MunicipalityFacts, grade: GradeFacts | None
) -> tuple[Change, ...]:
    before = _shown(facts_of(town)) if town else {}
    after = _shown(facts)
    if grade:
        after["grade"] = f"{grade.grade} ({jalali_year(grade.since)})"
    return tuple(
        Change(name, before.get(name, ""), value)
        for name, value in after.items()
        if before.get(name, "") != value
    )


def _shown(facts: MunicipalityFacts) -> dict[str, str]:
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return {
        name: "" if value is None else str(int(value)) if isinstance(value, bool) else str(plain(value))
        for name, value in values.items()
    }


def _repeated(rows: tuple[Planned[PlaceFacts], ...]) -> list[Refusal]:
    seen: dict[str, int] = {}
    refusals = []
    for row in rows:
        code = row.facts.municipality.code
        if code in seen:
            reason = translate(_("The code stands in row {row} already.")).format(row=seen[code])
            refusals.append(Refusal(row.row, "code", code, reason))
        seen.setdefault(code, row.row)
    return refusals
