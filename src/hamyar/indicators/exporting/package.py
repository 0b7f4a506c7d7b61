"""The open data package: every public value with schema, sources and licence (Frictionless, version 2.0)."""

import csv
import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from django.db.models import QuerySet

from hamyar.indicators.boundaries import boundary_label
from hamyar.indicators.models import Indicator, Value
from hamyar.places.models import County, Municipality

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
LICENCE = {
    "name": "CC-BY-SA-4.0",
    "title": "Creative Commons Attribution-ShareAlike 4.0",
    "path": "https://creativecommons.org/licenses/by-sa/4.0/",
}
SOURCES = (
    {
        "title": "Statistical Centre of Iran: divisions and censuses of 1385, 1390 and 1395",
        "path": "https://www.amar.org.ir",
    },
    {
        "title": "Wikipedia contributors: earlier populations, CC BY-SA 4.0",
        "path": "https://fa.wikipedia.org",
    },
    {
        "title": "TerraClimate (CC0) on geoBoundaries (CC BY 4.0): drought index",
        "path": "https://www.climatologylab.org",
    },
    {
        "title": "OpenStreetMap contributors (ODbL 1.0): points behind distances",
        "path": "https://www.openstreetmap.org",
    },
)
NAME = {"name": "hamyar-indicators", "title": "Hamyar: indicators of municipalities and counties"}
CITY, COUNTY = "municipality", "county"


@dataclass(frozen=True)
class Resource:
    """One table of the package."""

    name: str
    title: str
    fields: tuple[dict[str, Any], ...]
    rows: tuple[Sequence[object], ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[str, str], ...] = ()

    def content(self) -> bytes:
        """Return the table as CSV in UTF-8."""
        file = StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow([field["name"] for field in self.fields])
        writer.writerows(self.rows)
        return file.getvalue().encode()

    def descriptor(self, content: bytes) -> dict[str, Any]:
        """Return what the package says about the table."""
        keys = [
            {"fields": [field], "reference": {"resource": resource, "fields": ["code"]}}
            for field, resource in self.foreign_keys
        ]
        schema: dict[str, Any] = {"$schema": SCHEMA, "fields": list(self.fields), "missingValues": [""]}
        if self.primary_key:
            schema["primaryKey"] = list(self.primary_key)
        if keys:
            schema["foreignKeys"] = keys
        return {
            "name": self.name,
            "title": self.title,
            "type": "table",
            "path": f"{self.name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(content),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            "schema": schema,
        }


def data_package(*, values: QuerySet[Value], at: dt.datetime, homepage: str) -> bytes:
    """Return the package as a ZIP archive with ``datapackage.json`` and its tables.

    Parameters
    ----------
    values
        The values to publish; the caller leaves out what is embargoed.
    at
        When the package is made.
    homepage
        Address of this site.
    """
    resources = [_values(values), _indicators(), *_places()]
    contents = {resource.name: resource.content() for resource in resources}
    descriptor = {
        "$schema": PROFILE,
        **NAME,
        "description": "One row of values.csv is one figure for one municipality or one county in one Jalali year.",
        "homepage": homepage,
        "version": at.strftime("%Y.%m.%d"),
        "created": at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": [LICENCE],
        "sources": list(SOURCES),
        "resources": [resource.descriptor(contents[resource.name]) for resource in resources],
    }
    return _archive(
        {"datapackage.json": json.dumps(descriptor, ensure_ascii=False, indent=2).encode()}, contents
    )


def _archive(head: dict[str, bytes], contents: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in head.items():
            archive.writestr(name, content)
        for name, content in contents.items():
            archive.writestr(f"{name}.csv", content)
    return file.getvalue()


def _field(name: str, kind: str, title: str, **constraints: object) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": kind, "title": title}
    return {**field, "constraints": constraints} if constraints else field


def _values(values: QuerySet[Value]) -> Resource:
    fields = (
        _field("id", "integer", "Number of the row", required=True),
        _field("indicator", "string", "Code of the indicator", required=True),
        _field(CITY, "string", "City code, for figures of a municipality"),
        _field(COUNTY, "string", "County code, for figures of a county"),
        _field("year", "integer", "Jalali year", required=True, minimum=1300, maximum=1499),
        _field("boundary", "string", "Limits the figure was counted in, such as county95", required=True),
        _field("boundary_title", "string", "The same in words"),
        _field("value", "number", "The figure, in the unit of the indicator", required=True),
        _field(
            "status", "string", "How final it is", required=True, enum=["provisional", "final", "embargoed"]
        ),
        _field("caveat", "string", "What a reader must know", enum=["village", "period"]),
        _field("source", "string", "Source, where it differs from the indicator's"),
        _field("note", "string", "Note"),
    )
    columns = (
        "indicator__code",
        "municipality__code",
        "county__code",
        "year",
        "boundary",
        "amount",
        "status",
        "caveat",
        "source",
        "note",
    )
    found = values.order_by(*columns[:4]).values_list(*columns)
    rows = tuple(
        (number, *row[:5], boundary_label(row[4]), *row[5:])
        for number, row in enumerate(found.iterator(2000), 1)
    )
    keys = (("indicator", "indicators"), (CITY, "municipalities"), (COUNTY, "counties"))
    return Resource("values", "Figures", fields, rows, ("id",), keys)


def _indicators() -> Resource:
    told = (
        "name_fa",
        "name_en",
        "unit_fa",
        "unit_en",
        "why_fa",
        "why_en",
        "how_fa",
        "how_en",
        "source_fa",
        "source_en",
    )
    fields = (
        _field("code", "string", "Code", required=True, unique=True),
        *(_field(name, "string", name.replace("_", " "), required=True) for name in told),
        _field("theme", "string", "Theme", required=True),
        _field("direction", "string", "Which way points to more development", required=True),
        _field("level", "string", "Measured for", required=True, enum=[CITY, COUNTY]),
        _field("least", "number", "Least valid value", required=True),
        _field("most", "number", "Greatest valid value", required=True),
        _field("written_on", "date", "Definition written on", required=True),
        _field("checked_on", "date", "Definition checked on"),
        _field("review_due_on", "date", "Next review due on", required=True),
    )
    rows = Indicator.objects.order_by("position", "code").values_list(*[field["name"] for field in fields])
    return Resource("indicators", "Definitions", fields, tuple(rows), ("code",))


def _places() -> Iterable[Resource]:
    names = (
        _field("code", "string", "Code of the Statistical Centre", required=True, unique=True),
        _field("name_fa", "string", "Persian name", required=True),
        _field("name_en", "string", "English name"),
    )
    counties = tuple(County.objects.order_by("code").values_list("code", "name_fa", "name_en"))
    yield Resource("counties", "Counties", names, counties, ("code",))
    belongs = (
        _field(COUNTY, "string", "Code of the county today", required=True),
        _field("county95", "string", "Code of the county in the census of 1395"),
    )
    columns = ("code", "name_fa", "name_en", "county__code", "census_county__code")
    towns = tuple(Municipality.objects.order_by("code").values_list(*columns))
    keys = ((COUNTY, "counties"), ("county95", "counties"))
    yield Resource("municipalities", "Municipalities", (*names, *belongs), towns, ("code",), keys)
