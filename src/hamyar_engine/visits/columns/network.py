"""What one kind of team can drive, as arrays for pricing trips."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hamyar_engine.visits.model import Problem, Team
from hamyar_engine.visits.timetable import Call

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

NEIGHBOURS = 7
"""A trip forgets a place it visited once it is further away than this many places (ng-routes)."""


class Net(NamedTuple):
    """Nodes of one kind of team; node 0 is its base, the others are possible stops."""

    cost: Floats
    minutes: Floats
    service: Floats
    load: Floats
    serves: Words
    """``[node, word]``: bits of the places a stop serves."""
    recalls: Words
    """``[node, word]``: bits of the places that are not forgotten at a node."""
    limit: float
    load_limit: float
    days: int
    most_stops: int


@dataclass(frozen=True)
class Kind:
    """Teams that can do the same: base, skills, nights and load, on days of at least ``limit`` minutes."""

    team: Team
    limit: float
    calls: tuple[Call, ...]
    net: Net


def build_net(problem: Problem, team: Team, limit: float, calls: tuple[Call, ...]) -> Net:
    """Write the stops a team can make as arrays."""
    travel, prices = problem.travel, problem.rules.prices
    rows = np.array([travel.row(team.base), *(travel.row(call.location) for call in calls)])
    minutes = np.ascontiguousarray(travel.minutes[np.ix_(rows, rows)])
    cost = np.ascontiguousarray(prices.km * travel.km[np.ix_(rows, rows)] + prices.hour / 60 * minutes)
    place_load = {place.code: place.load for place in problem.places}
    return Net(
        cost=cost,
        minutes=minutes,
        service=np.array([0.0, *(call.minutes for call in calls)], dtype=np.float64),
        load=np.array(
            [0.0, *(sum(place_load[code] for code in call.serves) for call in calls)], dtype=np.float64
        ),
        serves=_serves(problem, calls),
        recalls=_recalls(problem, calls, cost),
        limit=float(limit),
        load_limit=float(team.load_limit),
        days=int(min(problem.rules.longest_trip_days, team.nights_per_trip + 1)),
        most_stops=problem.rules.stops_a_day or len(calls),
    )


def _serves(problem: Problem, calls: tuple[Call, ...]) -> Words:
    position = {place.code: number for number, place in enumerate(problem.places)}
    bits = np.zeros((len(calls) + 1, len(problem.places) // 64 + 1), dtype=np.uint64)
    for node, call in enumerate(calls, start=1):
        for code in call.serves:
            word, bit = divmod(position[code], 64)
            bits[node, word] |= np.uint64(1 << bit)
    return bits


def _recalls(problem: Problem, calls: tuple[Call, ...], cost: Floats) -> Words:
    serves = _serves(problem, calls)
    recalls = serves.copy()
    near = np.argsort(cost[:, 1:] + cost[1:, :].T, axis=1) + 1
    for node in range(1, len(calls) + 1):
        for other in near[node, : NEIGHBOURS + 1]:
            recalls[node] |= serves[other]
    return recalls
