"""Small programmes the tests share."""

from datetime import date, timedelta

import numpy as np

from hamyar_engine.visits.model import Demand, Place, Prices, Problem, Rules, Team, Travel, WorkDay

SATURDAY = date(2025, 4, 5)


def days(count: int, *, start: date = SATURDAY, minutes: float = 600.0) -> tuple[WorkDay, ...]:
    """Days in a row."""
    return tuple(WorkDay(start + timedelta(days=number), minutes=minutes) for number in range(count))


def weeks(count: int, *, minutes: float = 600.0) -> tuple[WorkDay, ...]:
    """Saturdays to Wednesdays."""
    return tuple(
        WorkDay(SATURDAY + timedelta(days=7 * week + day), minutes=minutes)
        for week in range(count)
        for day in range(5)
    )


def line(*positions: float, minutes_per_km: float = 1.0) -> Travel:
    """Locations on a line: the base ``B`` at 0, then ``a``, ``b``, ``c`` …"""
    where = np.array([0.0, *positions])
    km = np.abs(where[:, None] - where[None])
    return Travel(("B", *(chr(97 + number) for number in range(len(positions)))), km, km * minutes_per_km)


def plane(seed: int, count: int, *, side: float = 200.0, kmh: float = 70.0) -> Travel:
    """Locations scattered around the base ``B``: ``a``, ``b``, ``c`` …"""
    points = np.random.default_rng(seed).uniform(-side / 2, side / 2, (count + 1, 2))
    points[0] = 0
    km = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
    return Travel(("B", *(f"t{number}" for number in range(1, count + 1))), km, km / kmh * 60)


def places(travel: Travel, *, minutes: float = 120.0, demand: Demand | None = None) -> tuple[Place, ...]:
    """Return a place at every location but the base."""
    return tuple(Place(code, visit_minutes=minutes, demand=demand or Demand()) for code in travel.codes[1:])


def programme(travel: Travel, **changes: object) -> Problem:
    """Return a programme over one week with one team, with what is given changed."""
    given: dict[str, object] = {
        "places": places(travel),
        "days": weeks(1),
        "teams": (Team("T", "B", nights_per_trip=0),),
        "travel": travel,
        "rules": Rules(prices=Prices(km=1, hour=0, night=50, fairness_hour=0)),
    }
    return Problem(**(given | changes))  # type: ignore[arg-type]  # fields by name
