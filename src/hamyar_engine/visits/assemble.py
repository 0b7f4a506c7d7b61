"""From chosen trips to a plan with its cost, status and what it leaves out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hamyar_engine.visits.model import Place, Problem, Team
from hamyar_engine.visits.plan import CostSplit, Plan, Reason, Relaxation, Status, Trip, Unserved
from hamyar_engine.visits.timetable import Layout, timed_trip


class Explain(Protocol):
    """Says why a (guaranteed or optional) visit of a place is not made, and what would let it be."""

    def __call__(self, place: Place, *, is_guaranteed: bool) -> tuple[Reason, Relaxation | None]:
        """Return reason and relaxation."""


PROVEN = 1e-6
"""A relative gap below this counts as none."""


@dataclass(frozen=True)
class DatedTrip:
    """A layout given to a team from a date on."""

    team: str
    start: date
    layout: Layout


@dataclass(frozen=True)
class Outcome:
    """What an engine hands over besides the trips."""

    engine: str
    seed: int
    lower_bound: float | None = None
    was_stopped: bool = False


def unexplained(place: Place, *, is_guaranteed: bool) -> tuple[Reason, Relaxation | None]:
    """Blame the capacity; used before reasons are looked for."""
    return (Reason.CAPACITY if is_guaranteed else Reason.NOT_WORTH), None


def assemble(
    problem: Problem, trips: Iterable[DatedTrip], outcome: Outcome, explain: Explain = unexplained
) -> Plan:
    """Time every trip, price the whole and say what is left out."""
    timed = [timed_trip(problem, problem.team_of[t.team], t.start, t.layout) for t in trips]
    timed.sort(key=lambda trip: (trip.days[0], trip.team))
    unserved = _unserved(problem, _dates(timed), explain)
    cost = cost_of(problem, timed)
    return Plan(
        trips=tuple(timed),
        unserved=unserved,
        cost=cost,
        status=_status(unserved, cost, outcome),
        engine=outcome.engine,
        seed=outcome.seed,
        lower_bound=None if outcome.lower_bound is None else min(outcome.lower_bound, cost.total),
    )


def _status(unserved: tuple[Unserved, ...], cost: CostSplit, outcome: Outcome) -> Status:
    if any(item.is_guaranteed for item in unserved):
        return Status.IMPOSSIBLE
    bound = outcome.lower_bound
    if bound is not None and cost.total - bound <= PROVEN * max(1.0, cost.total):
        return Status.OPTIMAL
    return Status.STOPPED if outcome.was_stopped else Status.FEASIBLE


def _dates(trips: Iterable[Trip]) -> dict[str, list[tuple[date, str]]]:
    found: dict[str, list[tuple[date, str]]] = {}
    for trip in trips:
        for stop in trip.stops:
            for place in stop.serves:
                found.setdefault(place, []).append((stop.on, trip.team))
    return found


def _unserved(
    problem: Problem, dates: Mapping[str, list[tuple[date, str]]], explain: Explain
) -> tuple[Unserved, ...]:
    found: list[Unserved] = []
    for place in problem.places:
        served = len(dates.get(place.code, ()))
        owed = max(0, place.demand.minimum - served)
        optional = place.demand.maximum - max(served, place.demand.minimum)
        for visits, is_guaranteed in ((owed, True), (optional, False)):
            if visits > 0:
                reason, relaxation = explain(place, is_guaranteed=is_guaranteed)
                found.append(Unserved(place.code, visits, is_guaranteed, reason, relaxation))
    return tuple(sorted(found, key=lambda item: (not item.is_guaranteed, item.place)))


def cost_of(problem: Problem, trips: list[Trip]) -> CostSplit:
    """Price timed trips and what they leave out."""
    prices = problem.rules.prices
    dates = _dates(trips)
    served = {place.code: len(dates.get(place.code, ())) for place in problem.places}
    owed = sum(max(0, place.demand.minimum - served[place.code]) for place in problem.places)
    missed = sum(problem.missed_price(place, served[place.code]) for place in problem.places)
    return CostSplit(
        km=prices.km * sum(trip.km for trip in trips),
        hours=prices.hour * sum(trip.drive_minutes for trip in trips) / 60,
        nights=float(prices.night * sum(len(trip.nights) for trip in trips)),
        missed_guarantees=prices.guarantee * owed,
        missed_value=missed - prices.guarantee * owed,
        off_preference=prices.off_preference * _unwelcome(problem, dates),
        changes=prices.change * _changes(problem, dates),
        fairness=prices.fairness_hour * spread_hours(problem.teams, trips),
    )


def _unwelcome(problem: Problem, dates: Mapping[str, list[tuple[date, str]]]) -> int:
    return sum(
        on not in place.preferred_days
        for place in problem.places
        if place.preferred_days
        for on, _ in dates.get(place.code, ())
    )


def _changes(problem: Problem, dates: Mapping[str, list[tuple[date, str]]]) -> int:
    return sum(
        not any(on == old.on and old.team in {"", team} for on, team in dates.get(old.place, ()))
        for old in problem.previous
    )


def spread_hours(teams: Iterable[Team], trips: Iterable[Trip]) -> float:
    """Return the hours between the busiest and the least busy team, added up over bases."""
    hours: dict[str, float] = defaultdict(float)
    for trip in trips:
        hours[trip.team] += trip.work_minutes / 60
    by_base: dict[str, list[float]] = {}
    for team in teams:
        by_base.setdefault(team.base, []).append(hours[team.code])
    return sum(max(found) - min(found) for found in by_base.values())
