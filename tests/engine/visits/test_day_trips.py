from datetime import timedelta
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamyar_engine.visits.budget import Budget
from hamyar_engine.visits.model import Demand, Place, Prices, Rules, Team
from hamyar_engine.visits.plan import Status
from hamyar_engine.visits.ruin.day_trips import plan_day_trips, suits_day_trips
from hamyar_engine.visits.value import ValueTerm, VisitValue
from hamyar_engine.visits.verify import verify
from tests.engine.visits.cases import SATURDAY, days, line, places, plane, programme

SHORT = Budget(seconds=5, rounds=12)


def planned(problem, *, seed=1, budget=SHORT):
    plan = plan_day_trips(problem, budget=budget, seed=seed)
    assert verify(problem, plan) == ()
    return plan


def tour_cost(travel, stops):
    """Shortest round trip through the stops, by trying all orders."""
    if not stops:
        return 0.0
    rows = [travel.row(code) for code in stops]
    base = travel.row("B")
    orders = ([base, *order, base] for order in permutations(rows))
    return min(sum(travel.km[a, b] for a, b in pairwise(order)) for order in orders)


def cheapest_by_trying_everything(problem, patterns):
    """Cost of the best plan of one team with all places served, one route a day."""
    best = float("inf")
    for chosen in product(*patterns):
        total = 0.0
        for day in problem.days:
            stops = [p.code for p, pattern in zip(problem.places, chosen, strict=True) if day.on in pattern]
            minutes = tour_cost(problem.travel, stops) + sum(problem.place_of[c].visit_minutes for c in stops)
            total += tour_cost(problem.travel, stops) if minutes <= problem.teams[0].minutes_a_day else 1e9
        best = min(best, total)
    return best


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_small_programmes_are_planned_as_well_as_by_trying_everything(seed, count):
    travel = plane(seed, count, side=300, kmh=60)
    dates = [SATURDAY + timedelta(days=n) for n in range(3)]
    twice = ((dates[0], dates[1]), (dates[0], dates[2]), (dates[1], dates[2]))
    once = tuple((on,) for on in dates)
    patterns = [twice if number % 2 else once for number in range(count)]
    problem = programme(
        travel,
        days=days(3, minutes=900),
        teams=(Team("T", "B", minutes_a_day=900),),
        places=tuple(
            Place(code, visit_minutes=60, demand=Demand(len(own[0]), len(own[0])), patterns=own)
            for code, own in zip(travel.codes[1:], patterns, strict=True)
        ),
    )
    assert planned(problem).cost.total == pytest.approx(cheapest_by_trying_everything(problem, patterns))


def test_spacing_is_kept_and_preferred_days_are_chosen():
    travel = line(50, 60)
    liked = SATURDAY + timedelta(days=4)
    problem = programme(
        travel,
        places=(
            Place("a", visit_minutes=60, demand=Demand(2, 2, spacing_days=4)),
            Place("b", visit_minutes=60, preferred_days=frozenset({liked})),
        ),
    )
    plan = planned(problem)
    assert [(place, on) for place, on, _ in plan.visits()] == [("a", SATURDAY), ("a", liked), ("b", liked)]
    assert plan.cost.off_preference == 0


def test_optional_visits_are_made_only_when_worth_their_cost():
    worth = VisitValue((ValueTerm("need", 1, 10),))
    rules = Rules(prices=Prices(km=1, hour=0, value_point=1))
    owed = Demand(0, 1)
    problem = programme(
        line(4, 400, minutes_per_km=0.1),
        rules=rules,
        places=(Place("a", value=worth, demand=owed), Place("b", value=worth, demand=owed)),
    )
    plan = planned(problem)
    assert [place for place, _, _ in plan.visits()] == ["a"]
    assert [(item.place, item.is_guaranteed) for item in plan.unserved] == [("b", False)]
    assert plan.cost.missed_value == 10
    assert plan.status is Status.FEASIBLE


def test_a_place_out_of_reach_leaves_an_impossible_plan_for_the_rest():
    problem = programme(line(10, 500))
    plan = planned(problem)
    assert plan.status is Status.IMPOSSIBLE
    assert [place for place, _, _ in plan.visits()] == ["a"]


def test_skills_load_and_bases_are_respected():
    travel = line(10, 20, 30)
    teams = (
        Team("near", "B", load_limit=2, minutes_a_day=300),
        Team("lawyers", "c", skills=frozenset({"law"}), minutes_a_day=300),
    )
    own = (
        Place("a", visit_minutes=30, load=1, skills=frozenset({"law"})),
        Place("b", visit_minutes=30, load=2),
        Place("c", visit_minutes=30, load=2),
    )
    plan = planned(programme(travel, places=own, teams=teams, days=days(1)))
    assert ("a", SATURDAY, "lawyers") in plan.visits()
    assert plan.is_feasible


def test_equal_seeds_and_rounds_give_equal_plans():
    problem = programme(plane(3, 12), teams=(Team("T", "B"), Team("U", "B")))
    assert planned(problem, seed=5) == planned(problem, seed=5)


def test_a_stopped_search_keeps_the_best_so_far():
    seen = []
    budget = Budget(seconds=60, on_progress=seen.append, should_stop=lambda: len(seen) >= 3)
    plan = planned(programme(plane(3, 8)), budget=budget)
    assert plan.status is Status.STOPPED
    assert plan.is_feasible
    assert seen[-1].best_cost == pytest.approx(plan.cost.total - plan.cost.fairness)


def test_only_short_day_trips_suit_this_engine():
    travel = line(10)
    assert suits_day_trips(programme(travel))
    assert not suits_day_trips(programme(travel, teams=(Team("T", "B", nights_per_trip=1),)))
    year = programme(travel, days=days(300), places=places(travel, demand=Demand(2, 2)))
    assert not suits_day_trips(year)
