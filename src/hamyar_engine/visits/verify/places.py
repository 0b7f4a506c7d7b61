"""Whether each place gets what it is owed and no more, on days that suit it."""

import itertools
from collections.abc import Iterator
from datetime import date

from hamyar_engine.visits.model import Place, Problem
from hamyar_engine.visits.plan import Plan
from hamyar_engine.visits.verify.violation import Violation


def dates_of(plan: Plan) -> dict[str, list[date]]:
    """Return the visiting days of each place, sorted."""
    found: dict[str, list[date]] = {}
    for trip in plan.trips:
        for stop in trip.stops:
            for place in stop.serves:
                found.setdefault(place, []).append(stop.on)
    return {place: sorted(dates) for place, dates in found.items()}


def place_violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield what is wrong with the visits of each place, the pins and the sessions."""
    dates = dates_of(plan)
    for place in problem.places:
        visited = dates.get(place.code, [])
        yield from _days(place, visited)
        yield from _spacing(place, visited)
        yield from _unserved(place, visited, plan)
    yield from _pins(problem, plan)
    yield from _sessions(problem, plan)


def _days(place: Place, visited: list[date]) -> Iterator[Violation]:
    if len(visited) > place.demand.maximum:
        yield Violation("maximum", f"{len(visited)} visits", place=place.code)
    for on in visited:
        if any(window.first <= on <= window.last for window in place.closed):
            yield Violation("closed", "the place is closed", place=place.code, on=on)
    if place.patterns and not any(set(visited) <= set(pattern) for pattern in place.patterns):
        yield Violation("pattern", "the days are part of no pattern", place=place.code)


def _spacing(place: Place, visited: list[date]) -> Iterator[Violation]:
    if place.patterns:
        if len(set(visited)) != len(visited):
            yield Violation("spacing", "two visits on one day", place=place.code)
        return
    before = [] if place.last_visited_on is None else [place.last_visited_on]
    known = before + visited
    for earlier, later in itertools.pairwise(known):
        if (later - earlier).days < place.demand.spacing_days:
            yield Violation("spacing", f"only {(later - earlier).days} days", place=place.code, on=later)
    longest = place.demand.longest_gap_days
    for earlier, later in itertools.pairwise(visited):
        if longest is not None and (later - earlier).days > longest:
            yield Violation("longest_gap", f"{(later - earlier).days} days", place=place.code, on=later)


def _unserved(place: Place, visited: list[date], plan: Plan) -> Iterator[Violation]:
    owed = max(0, place.demand.minimum - len(visited))
    optional = place.demand.maximum - max(place.demand.minimum, len(visited))
    written = {True: 0, False: 0}
    for item in plan.unserved:
        if item.place == place.code:
            written[item.is_guaranteed] += item.visits
    if written != {True: owed, False: max(0, optional)}:
        yield Violation(
            "unserved", f"{owed} owed and {optional} optional visits are missing", place=place.code
        )


def _pins(problem: Problem, plan: Plan) -> Iterator[Violation]:
    made = set(plan.visits())
    for pin in problem.pinned:
        if not any(
            (pin.place, pin.on, team.code) in made for team in problem.teams if pin.team in {"", team.code}
        ):
            yield Violation("pin", "a pinned visit is not made", place=pin.place, team=pin.team, on=pin.on)


def _sessions(problem: Problem, plan: Plan) -> Iterator[Violation]:
    held: dict[str, int] = {}
    for trip in plan.trips:
        for stop in trip.stops:
            held[stop.session] = held.get(stop.session, 0) + 1
    for session in problem.sessions:
        if held.get(session.code, 0) > session.maximum:
            yield Violation("session", f"session {session.code} is held {held[session.code]} times")
