"""``programme.csv`` and ``run.json``."""

import hashlib
import json
from dataclasses import asdict, fields
from typing import Any

from hamyar.cli.plan_visits.inputs import Inputs, Source
from hamyar.cli.plan_visits.words import Words, clock
from hamyar.core.jalali import format_jalali, weekday_name
from hamyar.core.spreadsheet import csv_lines
from hamyar_engine import __version__
from hamyar_engine.visits.plan import CostSplit, Plan, Trip

FORMAT = "hamyar-visits/1"
COLUMNS = (
    "trip", "team", "team_name", "date", "date_gregorian", "weekday", "stop", "code", "name", "county",
    "arrival", "departure", "session", "night", "trip_days", "trip_km",
)  # fmt: skip


def programme_csv(inputs: Inputs, plan: Plan) -> bytes:
    """Write one row for each town visited, in order of time; UTF-8 with a mark, for spreadsheets."""
    rows = [row for number, trip in enumerate(plan.trips, start=1) for row in _rows(inputs, number, trip)]
    return "".join(csv_lines(COLUMNS, rows)).encode("utf-8")


def _rows(inputs: Inputs, number: int, trip: Trip) -> list[list[object]]:
    team = inputs.problem.team_of[trip.team]
    nights = dict(zip(trip.days, trip.nights, strict=False))
    rows: list[list[object]] = []
    for position, stop in enumerate(trip.stops, start=1):
        for code in stop.serves:
            place = inputs.problem.place_of[code]
            rows.append(
                [
                    number,
                    trip.team,
                    team.label,
                    format_jalali(stop.on, "numeric"),
                    stop.on.isoformat(),
                    weekday_name(stop.on),
                    position,
                    code,
                    place.label,
                    place.county,
                    clock(stop.arrival),
                    clock(stop.departure),
                    stop.session,
                    inputs.name_of(nights[stop.on]) if stop.on in nights else "",
                    len(trip.days),
                    f"{trip.km:.1f}",
                ]
            )
    return rows


def run_json(inputs: Inputs, plan: Plan, sources: dict[str, Source], options: dict[str, Any]) -> bytes:
    """Write how the plan was made, what it costs, what it leaves out, and the digests of its inputs."""
    run = {
        "format": FORMAT,
        "engine_version": __version__,
        "status": str(plan.status),
        "engine": plan.engine,
        "seed": plan.seed,
        **options,
        "first_day": format_jalali(inputs.calendar.first, "numeric"),
        "last_day": format_jalali(inputs.calendar.last, "numeric"),
        "cost": {"total": plan.cost.total, **{f.name: getattr(plan.cost, f.name) for f in fields(CostSplit)}},
        "lower_bound": plan.lower_bound,
        "gap_percent": None if plan.gap is None else 100 * plan.gap,
        "counts": _counts(inputs, plan),
        "unserved": _unserved(inputs, plan),
        "visit_values": _values(inputs),
        "notes": {
            "estimated_roads": inputs.estimated_pairs,
            "years_without_lunar_holidays": list(inputs.calendar.years_without_lunar),
        },
        "problem_digest": inputs.problem.digest(),
        "inputs": {
            name: {"file": source.file, "digest": hashlib.sha256(source.content).hexdigest()}
            for name, source in sources.items()
        },
    }
    return (json.dumps(run, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _counts(inputs: Inputs, plan: Plan) -> dict[str, float]:
    return {
        "towns": len(inputs.problem.places),
        "trips": len(plan.trips),
        "visits": len(plan.visits()),
        "team_days": sum(len(trip.days) for trip in plan.trips),
        "nights": sum(len(trip.nights) for trip in plan.trips),
        "km": sum(trip.km for trip in plan.trips),
        "drive_hours": sum(trip.drive_minutes for trip in plan.trips) / 60,
        "work_hours": sum(trip.work_minutes for trip in plan.trips) / 60,
    }


def _unserved(inputs: Inputs, plan: Plan) -> list[dict[str, Any]]:
    words = Words("fa")
    return [
        {
            "code": item.place,
            "name": inputs.name_of(item.place),
            "visits": item.visits,
            "is_guaranteed": item.is_guaranteed,
            "reason": str(item.reason),
            "relaxation": None if item.relaxation is None else _plain(asdict(item.relaxation)),
            "text_fa": words.reason(item, team_name(inputs, item.relaxation.team if item.relaxation else "")),
        }
        for item in plan.unserved
    ]


def team_name(inputs: Inputs, code: str) -> str:
    """Return the name of a team, or nothing."""
    team = inputs.problem.team_of.get(code)
    return "" if team is None else team.label


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"on": values["on"].isoformat() if values["on"] else None}


def _values(inputs: Inputs) -> dict[str, dict[str, float]]:
    return {
        place.code: {term.name: term.points for term in place.value.terms} | {"points": place.value.points}
        for place in inputs.problem.places
    }
