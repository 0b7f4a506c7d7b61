"""Ruin and recreate over visits and patterns: programmes whose trips last one day."""

from math import comb

from hamyar_engine.visits.assemble import DatedTrip, Outcome, assemble
from hamyar_engine.visits.board.board import Board, Placed
from hamyar_engine.visits.board.explain import Explainer
from hamyar_engine.visits.board.facts import Facts
from hamyar_engine.visits.budget import Budget
from hamyar_engine.visits.model import Problem
from hamyar_engine.visits.plan import Plan
from hamyar_engine.visits.ruin.build import build_fleet, routes_of
from hamyar_engine.visits.ruin.patterns import MOST_PATTERNS
from hamyar_engine.visits.ruin.search import search, warm_up
from hamyar_engine.visits.timetable import Layout, call_at


def suits_day_trips(problem: Problem) -> bool:
    """Tell whether every trip lasts one day and each place has few enough sets of days."""
    nights = min(problem.rules.longest_trip_days - 1, max(team.nights_per_trip for team in problem.teams))
    if nights or problem.sessions or problem.previous or any(pin.team for pin in problem.pinned):
        return False
    days = len(problem.days)
    return all(
        place.patterns or sum(comb(days, k) for k in range(1, place.demand.maximum + 1)) <= MOST_PATTERNS
        for place in problem.places
    )


def plan_day_trips(problem: Problem, *, budget: Budget, seed: int) -> Plan:
    """Plan a problem that :func:`suits_day_trips`."""
    compiled = build_fleet(problem)
    warm_up(compiled.fleet)
    found = search(compiled.fleet, budget, seed)
    trips = [
        DatedTrip(
            problem.teams[team].code,
            problem.days[day].on,
            Layout(tuple(call_at(problem.places[stop]) for stop in stops), (0,) * len(stops), ()),
        )
        for day, team, stops in routes_of(compiled, found.best)
    ]
    outcome = Outcome("ruin", seed, was_stopped=found.was_stopped)
    return assemble(problem, trips, outcome, Explainer(_board(problem, trips)).explain)


def _board(problem: Problem, trips: list[DatedTrip]) -> Board:
    board = Board(Facts(problem))
    for trip in trips:
        board.put(Placed(trip.team, trip.start.toordinal(), trip.layout))
    return board
