"""The sets of days on which a place may be visited."""

from itertools import combinations, pairwise

from hamyar_engine.visits.model import Place, Problem

MOST_PATTERNS = 500
"""Above this many sets a place is planned visit by visit instead."""


def patterns_of(problem: Problem, place: Place) -> list[tuple[int, ...]]:
    """Return the allowed sets of days, as positions in ``problem.days``, larger demand included."""
    index = {day.on: number for number, day in enumerate(problem.days)}
    possible = [
        n for n, day in enumerate(problem.days) if place.is_open(day.on) and _team_may(problem, place, n)
    ]
    pins = {index.get(pin.on, -1) for pin in problem.pinned if pin.place == place.code}
    if place.patterns:
        found = [tuple(index.get(on, -1) for on in pattern) for pattern in place.patterns]
        found = [pattern for pattern in found if set(pattern) <= set(possible)]
    else:
        found = _spaced(problem, place, possible)
    return [pattern for pattern in found if pins <= set(pattern)]


def _team_may(problem: Problem, place: Place, day: int) -> bool:
    on = problem.days[day].on
    return any(problem.minutes_of(team, on) > 0 and place.skills <= team.skills for team in problem.teams)


def _spaced(problem: Problem, place: Place, possible: list[int]) -> list[tuple[int, ...]]:
    return [
        days
        for size in range(1, place.demand.maximum + 1)
        for days in combinations(possible, size)
        if _is_spaced(problem, place, days)
    ]


def _is_spaced(problem: Problem, place: Place, days: tuple[int, ...]) -> bool:
    dates = [problem.days[day].on for day in days]
    known = dates if place.last_visited_on is None else [place.last_visited_on, *dates]
    demand = place.demand
    if any((b - a).days < demand.spacing_days for a, b in pairwise(known)):
        return False
    longest = demand.longest_gap_days
    return longest is None or all((b - a).days <= longest for a, b in pairwise(dates))
