"""Files of roads: kilometres and minutes between two towns a row."""

import datetime as dt
from dataclasses import dataclass

from hamyar.core.errors import UnableToError
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate
from hamyar.places.enums import DistanceKind
from hamyar.places.models import Distance, Municipality
from hamyar.places.permissions import Actor
from hamyar.places.services.distances import check_road, write_distance
from hamyar.places.services.imports.columns import Cells, Column, match_columns, read_real, read_whole
from hamyar.places.services.imports.options import ImportOptions
from hamyar.places.services.imports.plan import Change, Outcome, Plan, Planned, Refusal
from hamyar.places.services.imports.tables import read_table
from hamyar.places.services.imports.towns import Towns

COLUMNS: tuple[Column, ...] = (
    Column("origin", "از", is_required=True),
    Column("destination", "به", is_required=True),
    Column("km", "کیلومتر", is_required=True),
    Column("minutes", "دقیقه"),
    Column("source", "منبع"),
)


@dataclass(frozen=True)
class RoadFacts:
    """What a row says about one road."""

    origin: Municipality
    destination: Municipality
    km: float
    minutes: int | None
    source: str


class DistancesImporter:
    """Reads roads; a row replaces the estimate and any earlier figure of the same direction."""

    columns: tuple[Column, ...] = COLUMNS

    def plan(self, *, content: bytes, options: ImportOptions) -> Plan[RoadFacts]:
        """Compare the file with what is on record."""
        table = match_columns(read_table(content=content), COLUMNS)
        towns = Towns()
        known = {(road.origin_id, road.destination_id): road for road in Distance.objects.all()}
        rows = [_row(cells, towns, known, options) for cells in table.rows]
        refusals = [refusal for cells in table.rows for refusal in cells.refusals]
        planned = tuple(row for row in rows if row is not None)
        return Plan(planned, (*refusals, *_repeated(planned)), table.ignored)

    def apply(
        self, *, planned: Planned[RoadFacts], options: ImportOptions, by: Actor, at: dt.datetime
    ) -> None:
        """Write one road."""
        road = planned.facts
        values = {
            "km": road.km,
            "minutes": road.minutes,
            "kind": DistanceKind.IMPORTED,
            "source": road.source,
        }
        write_distance(origin=road.origin, destination=road.destination, values=values, by=by, at=at)

    def finish(self, *, plan: Plan[RoadFacts], options: ImportOptions, by: Actor, at: dt.datetime) -> None:
        """Nothing is left to do for the whole file."""


def _row(
    cells: Cells, towns: Towns, known: dict[tuple[int, int], Distance], options: ImportOptions
) -> Planned[RoadFacts] | None:
    origin, destination = cells.read("origin", towns.find), cells.read("destination", towns.find)
    km, minutes = cells.read("km", read_real), cells.read("minutes", read_whole)
    if cells.refusals or origin is None or destination is None or km is None:
        return None
    try:
        check_road(origin=origin, destination=destination, km=km, minutes=minutes)
    except UnableToError as error:
        cells.refuse("minutes" if error.code.startswith("minutes") else "km", error.message)
        return None
    road = RoadFacts(origin, destination, km, minutes, cells.text("source") or options.source)
    old = known.get((origin.pk, destination.pk))
    changes = _changes(old, road)
    outcome = Outcome.NEW if old is None else Outcome.CHANGED if changes else Outcome.UNCHANGED
    return Planned(cells.row, outcome, f"{origin.name} – {destination.name}", road, changes)


def _changes(old: Distance | None, road: RoadFacts) -> tuple[Change, ...]:
    before = (old.km, old.minutes, old.source, old.kind) if old else (None, None, "", "")
    after = (road.km, road.minutes, road.source, DistanceKind.IMPORTED.value)
    names = ("km", "minutes", "source", "kind")
    return tuple(
        Change(name, _shown(one), _shown(other))
        for name, one, other in zip(names, before, after, strict=True)
        if one != other
    )


def _shown(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _repeated(rows: tuple[Planned[RoadFacts], ...]) -> list[Refusal]:
    seen: dict[tuple[int, int], int] = {}
    refusals = []
    for row in rows:
        pair = (row.facts.origin.pk, row.facts.destination.pk)
        if pair in seen:
            reason = translate(_("The same road stands in row {row} already.")).format(row=seen[pair])
            refusals.append(Refusal(row.row, "destination", row.facts.destination.code, reason))
        seen.setdefault(pair, row.row)
    return refusals
