"""The work of a year lies evenly over its months, and nothing is paid for that."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from hamyar_engine.visits.board.facts import Facts
from hamyar_engine.visits.board.months import spread_over_months
from hamyar_engine.visits.board.rebuild import Rebuilder, new_board
from hamyar_engine.visits.budget import Budget
from hamyar_engine.visits.model import Demand, FixedVisit, Team, Window, WorkDay
from hamyar_engine.visits.solve import Engine, plan_visits
from hamyar_engine.visits.verify import verify
from tests.engine.visits.cases import SATURDAY, places, plane, programme, weeks

HALF_YEAR = 25


def half_year(seed=3, towns=14, **changes):
    travel = plane(seed, towns, side=260)
    given = {
        "places": places(travel, demand=Demand(2, 2, 28)),
        "days": weeks(HALF_YEAR),
        "teams": (Team("S", "B", nights_per_trip=1), Team("T", "B", nights_per_trip=1)),
    }
    return programme(travel, **(given | changes))


def team_days(plan):
    return Counter(f"{day:%Y-%m}" for trip in plan.trips for day in trip.days)


def possible(problem):
    return Counter(f"{day.on:%Y-%m}" for day in problem.days)


@pytest.mark.parametrize("engine", list(Engine))
def test_months_carry_about_equal_shares_of_the_team_days(engine):
    problem = half_year()
    plan = plan_visits(problem, budget=Budget(rounds=20), engine=engine)
    assert verify(problem, plan) == ()
    used, days = team_days(plan), possible(problem)
    fair = {month: used.total() * count / days.total() for month, count in days.items()}
    longest = max(len(trip.days) for trip in plan.trips)
    assert used.keys() == days.keys()
    assert all(abs(used[month] - fair[month]) <= longest for month in days)


def test_spreading_costs_nothing_and_keeps_teams_and_stops():
    board = new_board(Facts(half_year()))
    Rebuilder(board, np.random.default_rng(1)).fill()
    before = Counter((trip.team, trip.layout) for trip in board.trips.values())
    cost = board.cost()
    spread_over_months(board, lambda: True)
    assert board.cost() == pytest.approx(cost)
    assert Counter((trip.team, trip.layout) for trip in board.trips.values()) == before


def test_pinned_visits_and_those_of_the_plan_before_stay():
    problem = half_year(pinned=(FixedVisit("t1", SATURDAY),))
    plan = plan_visits(problem, budget=Budget(rounds=20))
    assert ("t1", SATURDAY) in {(place, on) for place, on, _ in plan.visits()}
    previous = tuple(FixedVisit(*visit) for visit in plan.visits())
    again = replace(problem, previous=previous)
    board = new_board(Facts(again))
    Rebuilder(board, np.random.default_rng(1)).fill()
    kept = {v for v in previous if v.on.toordinal() in board.visited[v.place]}
    spread_over_months(board, lambda: True)
    assert all(visit.on.toordinal() in board.visited[visit.place] for visit in kept)


def test_closed_windows_are_heeded_even_when_a_month_stays_empty():
    shut = Window(date(2025, 6, 1), date(2025, 6, 30))
    own = tuple(replace(place, closed=(shut,)) for place in places(plane(3, 8), demand=Demand(1, 1)))
    problem = half_year(towns=8, places=own)
    plan = plan_visits(problem, budget=Budget(rounds=20))
    assert verify(problem, plan) == ()
    assert "2025-06" not in team_days(plan)


def test_a_month_with_few_possible_days_carries_less():
    whole = [WorkDay(SATURDAY + timedelta(days=number)) for number in range(120)]
    days = tuple(day for day in whole if day.on.month != 5 or day.on.day > 25)
    problem = half_year(days=days)
    used = team_days(plan_visits(problem, budget=Budget(rounds=20)))
    assert used["2025-05"] < used["2025-06"]


def test_no_shift_is_made_when_time_is_up():
    board = new_board(Facts(half_year()))
    Rebuilder(board, np.random.default_rng(1)).fill()
    before = list(board.trips.values())
    spread_over_months(board, lambda: False)
    assert list(board.trips.values()) == before
