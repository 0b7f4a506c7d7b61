"""GeoJSON files of county boundaries."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hamyar.core.persian import normalise_line, search_key
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate
from hamyar.places.models import Boundary, BoundarySet, County
from hamyar.places.permissions import Actor
from hamyar.places.selectors.divisions import counties_on
from hamyar.places.services.auditing import write
from hamyar.places.services.imports.columns import Column
from hamyar.places.services.imports.options import ImportOptions
from hamyar.places.services.imports.plan import Change, Outcome, Plan, Planned, Refusal, UnableToImportError

COLUMNS: tuple[Column, ...] = ()
LARGEST_FILE = 10 * 1024 * 1024
MOST_POINTS = 400_000
DECIMALS = 4
"""Four decimals of a degree are about ten metres, finer than the map shows."""
CODE_PROPERTIES = (
    "code",
    "county_code",
    "county_code_1402",
    "county_code_1395",
    "shahrestan_code",
    "COUNTY_COD",
)
NAME_PROPERTIES = ("county_fa", "name_fa", "name:fa", "name", "NAME_1")


@dataclass(frozen=True)
class BoundaryFacts:
    """The boundary of one county."""

    boundary_set: BoundarySet
    county: County
    geometry: dict[str, Any]
    points: int


class BoundariesImporter:
    """Reads the boundaries of a set; counties missing in the file keep what is on record."""

    columns: tuple[Column, ...] = COLUMNS

    def plan(self, *, content: bytes, options: ImportOptions) -> Plan[BoundaryFacts]:
        """Compare the file with what is on record."""
        collection = _collection(content)
        boundary_set = _boundary_set(options)
        counties = _Counties(boundary_set)
        rows: list[Planned[BoundaryFacts]] = []
        refusals: list[Refusal] = []
        for number, feature in enumerate(collection["features"], start=1):
            try:
                rows.append(_row(number, feature, boundary_set, counties))
            except UnableToImportError as error:
                refusals.append(Refusal(number, _name(feature), "", error.message))
        refusals += _repeated(rows)
        if sum(row.facts.points for row in rows) > MOST_POINTS:
            raise UnableToImportError(
                _("The boundaries have more than {limit} points; simplify them first."),
                "too_many_points",
                limit=MOST_POINTS,
            )
        return Plan(tuple(rows), tuple(refusals), remarks=_remarks(rows, counties))

    def apply(
        self, *, planned: Planned[BoundaryFacts], options: ImportOptions, by: Actor, at: dt.datetime
    ) -> None:
        """Write one boundary."""
        facts = planned.facts
        Boundary.objects.update_or_create(
            boundary_set=facts.boundary_set, county=facts.county, defaults={"geometry": facts.geometry}
        )

    def finish(
        self, *, plan: Plan[BoundaryFacts], options: ImportOptions, by: Actor, at: dt.datetime
    ) -> None:
        """Keep whom to credit, under which licence, and when."""
        boundary_set = _boundary_set(options)
        boundary_set.attribution = normalise_line(options.attribution)
        boundary_set.licence = normalise_line(options.licence)
        boundary_set.imported_at = at
        boundary_set.save(update_fields=["attribution", "licence", "imported_at"])
        changes = {
            "counties": [None, len(plan.writes)],
            "attribution": [None, boundary_set.attribution],
            "licence": [None, boundary_set.licence],
        }
        write(by=by, at=at, action="import_boundaries", target=boundary_set, changes=changes)


class _Counties:
    """The counties of a set by code and by name."""

    def __init__(self, boundary_set: BoundarySet) -> None:
        self.of_the_set = list(counties_on(on=boundary_set.reference_on).prefetch_related("codes"))
        self.known = dict(
            Boundary.objects.filter(boundary_set=boundary_set).values_list("county_id", "geometry")
        )
        self.by_code = {county.code: county for county in self.of_the_set}
        self.by_name: dict[str, County] = {}
        for county in self.of_the_set:
            names = {county.name_fa, county.also_written_fa, county.name_en}
            names |= {code.name_fa for code in county.codes.all()}
            self.by_name.update({search_key(name): county for name in names if name})

    def find(self, properties: Mapping[str, Any]) -> County:
        """Return the county a feature is about."""
        for name in CODE_PROPERTIES:
            code = str(properties.get(name) or "").strip()
            if code and code.zfill(4) in self.by_code:
                return self.by_code[code.zfill(4)]
        for name in NAME_PROPERTIES:
            key = search_key(str(properties.get(name) or "")).removeprefix(search_key("شهرستان"))
            if key and key in self.by_name:
                return self.by_name[key]
        raise UnableToImportError(
            _("No county of this set has the code or name of this feature."), "county_unknown"
        )


def _collection(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST_FILE:
        raise UnableToImportError(
            _("The file is larger than {limit} MB."), "file_too_large", limit=LARGEST_FILE // 1024**2
        )
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UnableToImportError(_("The file is no GeoJSON in UTF-8."), "geojson_unreadable") from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection" or not data.get("features"):
        raise UnableToImportError(_("The file is no GeoJSON collection of features."), "geojson_kind")
    if not all(isinstance(feature, dict) for feature in data["features"]):
        raise UnableToImportError(_("The file is no GeoJSON collection of features."), "geojson_kind")
    return data


def _boundary_set(options: ImportOptions) -> BoundarySet:
    boundary_set = BoundarySet.objects.filter(code=options.boundary_set).first()
    if boundary_set is None:
        raise UnableToImportError(_("Choose the set of boundaries, such as county95."), "set_unknown")
    if not normalise_line(options.attribution) or not normalise_line(options.licence):
        raise UnableToImportError(
            _("Say whom to credit and under which licence; both are shown below the map."), "credit_missing"
        )
    return boundary_set


def _row(
    number: int, feature: Mapping[str, Any], boundary_set: BoundarySet, counties: _Counties
) -> Planned[BoundaryFacts]:
    county = counties.find(feature.get("properties") or {})
    geometry, points = _geometry(feature.get("geometry"))
    facts = BoundaryFacts(boundary_set, county, geometry, points)
    known = counties.known.get(county.pk)
    if known == geometry:
        return Planned(number, Outcome.UNCHANGED, county.name, facts)
    change = Change("geometry", str(_count(known)) if known else "", str(points))
    return Planned(number, Outcome.CHANGED if known else Outcome.NEW, county.name, facts, (change,))


def _geometry(geometry: Any) -> tuple[dict[str, Any], int]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise UnableToImportError(_("The boundary is no Polygon or MultiPolygon."), "geometry_kind")
    polygons = geometry.get("coordinates")
    try:
        rounded = [_rings(polygon) for polygon in (polygons if kind == "MultiPolygon" else [polygons])]
    except (TypeError, ValueError, IndexError) as error:
        raise UnableToImportError(_("The coordinates cannot be read."), "geometry_unreadable") from error
    clean = {"type": kind, "coordinates": rounded if kind == "MultiPolygon" else rounded[0]}
    return clean, _count(clean)


def _rings(polygon: Any) -> list[list[list[float]]]:
    if not polygon:
        raise ValueError("a polygon without rings")
    return [_ring(ring) for ring in polygon]


def _ring(ring: Any) -> list[list[float]]:
    points = [[round(float(point[0]), DECIMALS), round(float(point[1]), DECIMALS)] for point in ring]
    if len(points) < 4 or points[0] != points[-1]:
        raise UnableToImportError(_("A ring of the boundary is not closed."), "ring_open")
    if not all(43 <= longitude <= 65 and 24 <= latitude <= 41 for longitude, latitude in points):
        raise UnableToImportError(
            _("The boundary lies outside Iran; coordinates are degrees, longitude first (WGS 84)."),
            "outside_iran",
        )
    return points


def _count(geometry: Mapping[str, Any]) -> int:
    is_multiple = geometry["type"] == "MultiPolygon"
    polygons = geometry["coordinates"] if is_multiple else [geometry["coordinates"]]
    return sum(len(ring) for polygon in polygons for ring in polygon)


def _name(feature: Mapping[str, Any]) -> str:
    properties = feature.get("properties") or {}
    return next((str(properties[name]) for name in NAME_PROPERTIES if properties.get(name)), "")


def _repeated(rows: list[Planned[BoundaryFacts]]) -> Iterator[Refusal]:
    seen: dict[int, int] = {}
    for row in rows:
        county = row.facts.county
        if county.pk in seen:
            reason = translate(_("The county stands in feature {row} already.")).format(row=seen[county.pk])
            yield Refusal(row.row, county.name, "", reason)
        seen.setdefault(county.pk, row.row)


def _remarks(rows: list[Planned[BoundaryFacts]], counties: _Counties) -> tuple[str, ...]:
    given = {row.facts.county.pk for row in rows}
    missing = [county.name for county in counties.of_the_set if county.pk not in given]
    if not missing:
        return ()
    return (translate(_("Without a boundary in this file: {counties}")).format(counties="، ".join(missing)),)
