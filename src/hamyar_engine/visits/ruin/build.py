"""From a problem of day trips to arrays, and from arrays back to routes."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from hamyar_engine.errors import InvalidInputError
from hamyar_engine.visits.model import Problem, Team
from hamyar_engine.visits.ruin.arrays import Fleet, Floats, Ints, Scratch, State
from hamyar_engine.visits.ruin.patterns import patterns_of

Route = tuple[int, int, tuple[int, ...]]
"""A day, a team and the places in order, all as positions in the problem."""


@dataclass(frozen=True)
class Compiled:
    """A fleet, and which team and day each of its routes is."""

    fleet: Fleet
    team_of: tuple[int, ...]


def build_fleet(problem: Problem) -> Compiled:
    """Write a problem whose trips last one day as arrays."""
    routes = _routes(problem)
    if not routes:
        raise InvalidInputError("no team is available on any working day")
    bases = sorted({team.base for team in problem.teams})
    rows = np.array([problem.travel.row(code) for code in (*(p.code for p in problem.places), *bases)])
    minutes = np.ascontiguousarray(problem.travel.minutes[np.ix_(rows, rows)])
    prices = problem.rules.prices
    cost = prices.km * problem.travel.km[np.ix_(rows, rows)] + prices.hour / 60 * minutes
    count = len(problem.places)
    load = np.array([place.load for place in problem.places], dtype=np.float64)
    capacity = np.array([problem.teams[team].load_limit for _, team in routes], dtype=np.float64)
    most = _most_stops(problem, load, float(capacity.max()))
    patterns: Any = _pattern_arrays(problem)
    fleet = Fleet(
        cost_from=np.ascontiguousarray(cost),
        cost_to=np.ascontiguousarray(cost.T),
        minutes=minutes,
        service=np.array([place.visit_minutes for place in problem.places], dtype=np.float64),
        load=load,
        first=_first(routes, len(problem.days)),
        day=np.array([day for day, _ in routes]),
        base=np.array([count + bases.index(problem.teams[team].base) for _, team in routes]),
        limit=np.array([problem.minutes_of(problem.teams[t], problem.days[d].on) for d, t in routes]),
        capacity=capacity,
        twin=_twins(problem, routes),
        may=np.array(
            [[p.skills <= problem.teams[team].skills for _, team in routes] for p in problem.places]
        ),
        wish=_wishes(problem),
        **patterns,
        near=np.argsort(cost[:count, :count] + cost[:count, :count].T - 1e9 * np.eye(count), axis=1),
        most_stops=most,
        width=most + 1,
    )
    return Compiled(fleet, tuple(team for _, team in routes))


def _routes(problem: Problem) -> list[tuple[int, int]]:
    return [
        (day, team)
        for day, work_day in enumerate(problem.days)
        for team, who in enumerate(problem.teams)
        if problem.minutes_of(who, work_day.on) > 0
    ]


def _first(routes: list[tuple[int, int]], days: int) -> Ints:
    count = np.bincount([day for day, _ in routes], minlength=days)
    return np.concatenate([[0], np.cumsum(count)]).astype(np.int64)


def _most_stops(problem: Problem, load: Floats, capacity: float) -> int:
    """Bound the stops of one route from the rule and the load."""
    by_load = int(np.searchsorted(np.cumsum(np.sort(load)), capacity + 1e-9, side="right"))
    rule = problem.rules.stops_a_day
    return max(1, min(len(load), by_load, len(load) if rule is None else rule))


def _kind(problem: Problem, day: int, team: Team) -> tuple[object, ...]:
    limit = problem.minutes_of(team, problem.days[day].on)
    return (day, team.base, limit, team.load_limit, team.skills)


def _twins(problem: Problem, routes: list[tuple[int, int]]) -> Ints:
    latest: dict[tuple[object, ...], int] = {}
    twins = []
    for route, (day, team) in enumerate(routes):
        kind = _kind(problem, day, problem.teams[team])
        twins.append(latest.get(kind, -1))
        latest[kind] = route
    return np.array(twins, dtype=np.int64)


def _wishes(problem: Problem) -> Floats:
    price = problem.rules.prices.off_preference
    return np.array(
        [
            [
                price if place.preferred_days and day.on not in place.preferred_days else 0.0
                for day in problem.days
            ]
            for place in problem.places
        ]
    ).reshape(len(problem.places), len(problem.days))


def _pattern_arrays(problem: Problem) -> dict[str, Ints | Floats]:
    found = [patterns_of(problem, place) for place in problem.places]
    most = max((len(patterns) for patterns in found), default=0)
    longest = max((len(p) for patterns in found for p in patterns), default=1)
    shape = (len(found), max(1, most))
    days = np.full((*shape, longest), -1, dtype=np.int64)
    size = np.zeros(shape, dtype=np.int64)
    price = np.zeros(shape)
    for (row, patterns), place in zip(enumerate(found), problem.places, strict=True):
        for column, pattern in enumerate(patterns):
            days[row, column, : len(pattern)] = pattern
            size[row, column] = len(pattern)
            price[row, column] = problem.missed_price(place, len(pattern))
    return {
        "pattern_days": days,
        "pattern_size": size,
        "pattern_count": np.array([len(patterns) for patterns in found], dtype=np.int64),
        "pattern_price": price,
        "absent_price": np.array([problem.missed_price(place, 0) for place in problem.places]),
    }


def empty_state(fleet: Fleet) -> State:
    """Return the state in which every place is left out."""
    places, days = fleet.wish.shape
    routes = fleet.day.shape[0]
    return State(
        stops=np.zeros((routes, fleet.width), dtype=np.int16),
        size=np.zeros(routes, dtype=np.int64),
        load=np.zeros(routes),
        minutes=np.zeros(routes),
        route_of=np.full((places, days), -1, dtype=np.int64),
        pattern=np.full(places, -1, dtype=np.int64),
        scalars=np.array([float(fleet.absent_price.sum())]),
    )


def new_scratch(fleet: Fleet) -> Scratch:
    """Return room for one search."""
    places, days = fleet.wish.shape
    routes = fleet.day.shape[0]
    room = places * (days + 1) + 8
    return Scratch(
        saved=np.zeros(routes, dtype=np.bool_),
        changed=np.zeros(routes, dtype=np.int64),
        old_stops=np.zeros((routes, fleet.width), dtype=np.int16),
        old_size=np.zeros(routes, dtype=np.int64),
        old_load=np.zeros(routes),
        old_minutes=np.zeros(routes),
        old_pattern=np.zeros(places, dtype=np.int64),
        opened=np.zeros(routes, dtype=np.bool_),
        gone=np.zeros(places, dtype=np.bool_),
        pending_place=np.zeros(room, dtype=np.int64),
        pending_day=np.zeros(room, dtype=np.int64),
        key=np.zeros(room),
        day_cost=np.zeros(days),
        day_route=np.zeros(days, dtype=np.int64),
        day_position=np.zeros(days, dtype=np.int64),
        counts=np.zeros(3, dtype=np.int64),
        changed_places=np.zeros(places, dtype=np.int64),
        is_changed=np.zeros(places, dtype=np.bool_),
        chance=np.ones(1, dtype=np.uint64),
    )


def routes_of(compiled: Compiled, state: State) -> list[Route]:
    """Read the routes that hold a stop."""
    fleet = compiled.fleet
    return [
        (int(fleet.day[route]), compiled.team_of[route], tuple(int(x) for x in state.stops[route, :size]))
        for route, size in enumerate(state.size.tolist())
        if size > 0
    ]


def mean_leg(fleet: Fleet) -> float:
    """Return the mean cost of a leg, the unit of the temperature."""
    return float(fleet.cost_from.mean()) or 1.0
