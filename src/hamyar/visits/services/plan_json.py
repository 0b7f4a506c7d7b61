"""A plan as it is stored."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from hamyar_engine.visits.plan import CostSplit, Plan, Status, Stop, Trip, Unserved
from hamyar_engine.visits.replan import Change


def plan_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data."""
    return {
        "trips": [_trip(trip) for trip in plan.trips],
        "unserved": [_unserved(each) for each in plan.unserved],
        "cost": {name: round(amount, 3) for name, amount in asdict(plan.cost).items()},
    }


def _trip(trip: Trip) -> dict[str, Any]:
    return {
        "team": trip.team,
        "days": [day.isoformat() for day in trip.days],
        "nights": list(trip.nights),
        "departs_at": trip.departs_at,
        "returns_at": trip.returns_at,
        "km": round(trip.km, 3),
        "drive_minutes": round(trip.drive_minutes, 3),
        "work_minutes": round(trip.work_minutes, 3),
        "stops": [_stop(stop) for stop in trip.stops],
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "location": stop.location,
        "on": stop.on.isoformat(),
        "arrival": stop.arrival,
        "departure": stop.departure,
        "serves": list(stop.serves),
        "session": stop.session,
    }


def _unserved(each: Unserved) -> dict[str, Any]:
    found = each.relaxation
    return {
        "place": each.place,
        "visits": each.visits,
        "guaranteed": each.is_guaranteed,
        "reason": str(each.reason),
        "relaxation": None
        if found is None
        else {
            "kind": found.kind,
            "amount": found.amount,
            "team": found.team,
            "on": found.on.isoformat() if found.on else None,
        },
    }


def stored_plan(result: Mapping[str, Any], *, status: str, engine: str, seed: int) -> Plan:
    """Return the trips of a stored plan; what was left out and why is not needed again."""
    return Plan(
        trips=tuple(_stored_trip(trip) for trip in result["trips"]),
        unserved=(),
        cost=CostSplit(**result["cost"]),
        status=Status(status),
        engine=engine,
        seed=seed,
    )


def _stored_trip(stored: Mapping[str, Any]) -> Trip:
    stops = tuple(
        Stop(**{**stop, "on": date.fromisoformat(stop["on"]), "serves": tuple(stop["serves"])})
        for stop in stored["stops"]
    )
    days = tuple(date.fromisoformat(day) for day in stored["days"])
    return Trip(**{**stored, "days": days, "nights": tuple(stored["nights"]), "stops": stops})


def change_json(change: Change) -> dict[str, Any]:
    """Return one change between two plans as plain data."""
    return {
        "place": change.place,
        "before": [change.before[0].isoformat(), change.before[1]] if change.before else None,
        "after": [change.after[0].isoformat(), change.after[1]] if change.after else None,
        "why": str(change.why),
    }
