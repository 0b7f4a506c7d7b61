"""The list as files: what it shows, with sources."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamyar.core.spreadsheet import harmless
from hamyar.web.municipality.listing import TownRow

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
FIELDS = (
    "code",
    "name_fa",
    "name_en",
    "county_code",
    "county_fa",
    "county_1395_code",
    "district_fa",
    "is_county_seat",
    "latitude",
    "longitude",
    "population",
    "population_year",
    "population_source",
    "population_caveat",
    "tier",
    "rank_p05",
    "rank_p50",
    "rank_p95",
)


def as_records(rows: Sequence[TownRow]) -> list[dict[str, Any]]:
    """Return the rows as flat records by field name; unknown is ``None``."""
    return [dict(zip(FIELDS, _values(row), strict=True)) for row in rows]


def _values(row: TownRow) -> tuple[Any, ...]:
    town, people = row.municipality, row.population
    result = row.standing.result if row.standing else None
    return (
        town.code,
        town.name_fa,
        town.name_en,
        town.county.code,
        town.county.name_fa,
        town.census_county.code if town.census_county else None,
        town.district.name_fa if town.district else None,
        int(town.is_county_seat),
        town.latitude,
        town.longitude,
        int(people.amount) if people else None,
        people.year if people else None,
        people.source if people else None,
        people.caveat or None if people else None,
        *((result.tier, result.rank_p05, result.rank_p50, result.rank_p95) if result else [None] * 4),
    )


def as_csv(rows: Sequence[TownRow]) -> bytes:
    """Return the list as CSV in UTF-8 with the mark that Excel needs."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(
        {name: harmless(cell) if isinstance(cell, str) else cell for name, cell in record.items()}
        for record in as_records(rows)
    )
    return ("\ufeff" + text.getvalue()).encode()


def headings() -> dict[str, str]:
    """Return what the columns are called in the language of the page."""
    return {
        "code": _("Code"),
        "name_fa": _("Municipality"),
        "name_en": _("English name"),
        "county_code": _("County code"),
        "county_fa": _("County"),
        "county_1395_code": _("County code of 1395"),
        "district_fa": _("District"),
        "is_county_seat": _("Seat of the county"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "population": _("Population"),
        "population_year": _("Year of the population"),
        "population_source": _("Source of the population"),
        "population_caveat": _("Note on the population"),
        "tier": _("Tier"),
        "rank_p05": _("Rank, 5 percent"),
        "rank_p50": _("Rank, median"),
        "rank_p95": _("Rank, 95 percent"),
    }


def as_xlsx(rows: Sequence[TownRow]) -> bytes:
    """Return the list as an Excel sheet, right to left in Persian."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Municipalities"))
        if get_language() != "en":
            sheet.right_to_left()
        bold = book.add_format({"bold": True, "bottom": 1})
        names = headings()
        for column, field in enumerate(FIELDS):
            sheet.write_string(0, column, names[field], bold)
        for number, record in enumerate(as_records(rows), start=1):
            _write_row(sheet, number, record)
        sheet.set_column(0, len(FIELDS) - 1, 16)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(rows), len(FIELDS) - 1)
    return file.getvalue()


def _write_row(sheet: Any, number: int, record: dict[str, Any]) -> None:
    for column, value in enumerate(record.values()):
        if isinstance(value, int | float):
            sheet.write_number(number, column, value)
        elif value is not None:
            sheet.write_string(number, column, str(value))
