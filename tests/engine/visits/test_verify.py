"""The verifier must find each kind of error in a plan that was right before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hamyar_engine.visits.budget import Budget
from hamyar_engine.visits.model import Demand, FixedVisit, Place, Rules, Session, Team, Window, WorkDay
from hamyar_engine.visits.plan import Plan, Status, Unserved
from hamyar_engine.visits.plan import Reason as Why
from hamyar_engine.visits.solve import plan_visits
from hamyar_engine.visits.verify import verify
from tests.engine.visits.cases import SATURDAY, line, programme, weeks

DAY = timedelta(days=1)
PROBLEM = programme(
    line(100, 220, 30),
    teams=(Team("T", "B", nights_per_trip=1, minutes_a_day=600), Team("U", "B", minutes_a_day=400)),
    days=weeks(2),
    places=(
        Place("a", visit_minutes=120, demand=Demand(1, 1)),
        Place("b", visit_minutes=120, demand=Demand(1, 1)),
        Place("c", visit_minutes=60, demand=Demand(2, 2, spacing_days=3)),
    ),
)


@pytest.fixture(scope="module")
def plan():
    found = plan_visits(PROBLEM, budget=Budget(rounds=5))
    assert verify(PROBLEM, found) == ()
    assert found.is_feasible
    return found


def rules(problem, changed):
    return {violation.rule for violation in verify(problem, changed)}


def with_trip(plan, number=0, **changes):
    trips = list(plan.trips)
    trips[number] = replace(trips[number], **changes)
    return replace(plan, trips=tuple(trips))


def with_stop(plan, **changes):
    stops = plan.trips[0].stops
    return with_trip(plan, stops=(replace(stops[0], **changes), *stops[1:]))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda p: with_trip(p, team="nobody"), "team"),
        (lambda p: with_trip(p, stops=()), "empty"),
        (lambda p: with_trip(p, days=()), "empty"),
        (lambda p: with_stop(p, location="nowhere"), "location"),
        (lambda p: with_stop(p, serves=("a", "b")), "serves"),
        (lambda p: with_stop(p, serves=("nobody",)), "place"),
        (lambda p: with_stop(p, session="none"), "session"),
        (lambda p: with_stop(p, arrival=1.0), "clock"),
        (lambda p: with_stop(p, on=SATURDAY - DAY), "order"),
        (lambda p: with_trip(p, km=1.0), "totals"),
        (lambda p: with_trip(p, departs_at=1.0), "totals"),
        (lambda p: with_trip(p, returns_at=1.0), "totals"),
        (lambda p: with_trip(p, nights=("c", "c")), "nights_per_trip"),
        (lambda p: replace(p, trips=p.trips * 2), "overlap"),
        (lambda p: replace(p, trips=p.trips * 2), "maximum"),
        (lambda p: replace(p, trips=p.trips[1:]), "unserved"),
        (
            lambda p: replace(p, unserved=(Unserved("a", 1, is_guaranteed=True, reason=Why.CAPACITY),)),
            "unserved",
        ),
        (lambda p: replace(p, cost=replace(p.cost, km=0.0)), "cost"),
        (lambda p: replace(p, cost=replace(p.cost, fairness=9.0)), "cost"),
        (lambda p: replace(p, status=Status.IMPOSSIBLE), "status"),
        (lambda p: replace(p, lower_bound=p.cost.total + 1), "bound"),
    ],
)
def test_a_changed_plan_is_found_out(plan, change, rule):
    assert rule in rules(PROBLEM, change(plan))


def moved(trip, days):
    by = timedelta(days=days)
    return replace(
        trip,
        days=tuple(on + by for on in trip.days),
        stops=tuple(replace(stop, on=stop.on + by) for stop in trip.stops),
    )


def test_a_trip_on_a_free_day_is_found_out(plan):
    thursday = SATURDAY + 5 * DAY
    trip = moved(plan.trips[0], (thursday - plan.trips[0].days[0]).days)
    assert "day" in rules(PROBLEM, replace(plan, trips=(trip, *plan.trips[1:])))


def test_days_with_a_hole_are_found_out(plan):
    trip = replace(plan.trips[0], days=(plan.trips[0].days[0], plan.trips[0].days[0] + 2 * DAY))
    assert "days" in rules(PROBLEM, replace(plan, trips=(trip, *plan.trips[1:])))


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        (lambda p, on: replace(p, closed=(Window(on, on),)), "closed"),
        (lambda p, on: replace(p, skills=frozenset({"law"})), "skill"),
        (lambda p, on: replace(p, last_visited_on=on - DAY, demand=Demand(1, 2, spacing_days=9)), "spacing"),
        (lambda p, on: replace(p, patterns=((on + DAY,),), demand=Demand(1, 2)), "pattern"),
        (lambda p, on: replace(p, preferred_days=frozenset({on + DAY})), "cost"),
        (lambda p, on: replace(p, visit_minutes=601), "hours"),
        (lambda p, on: replace(p, load=7), "load"),
        (lambda p, on: replace(p, demand=Demand(0, 0)), "maximum"),
    ],
)
def test_a_stricter_place_is_found_out(plan, place, rule):
    code, on, _ = plan.visits()[0]
    own = tuple(place(p, on) if p.code == code else p for p in PROBLEM.places)
    teams = tuple(replace(team, load_limit=1) for team in PROBLEM.teams)
    assert rule in rules(replace(PROBLEM, places=own, teams=teams), plan)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"rules": replace(PROBLEM.rules, longest_trip_days=1)}, "trip_days"),
        ({"rules": replace(PROBLEM.rules, day_starts_at=1)}, "clock"),
        (
            {
                "teams": (
                    Team("T", "B", minutes_a_day=100, nights_per_trip=1),
                    Team("U", "B", minutes_a_day=100),
                )
            },
            "hours",
        ),
        (
            {"teams": (Team("T", "B", minutes_a_day=600), Team("U", "B", minutes_a_day=400))},
            "nights_per_trip",
        ),
        ({"days": tuple(WorkDay(day.on, minutes=90) for day in PROBLEM.days)}, "hours"),
        ({"pinned": (FixedVisit("a", SATURDAY + 11 * DAY),)}, "pin"),
        ({"previous": (FixedVisit("a", SATURDAY + 11 * DAY),)}, "cost"),
    ],
)
def test_a_stricter_problem_is_found_out(changes, rule):
    travel = line(100, 450, 30)
    problem = replace(PROBLEM, travel=travel)
    found = plan_visits(problem, budget=Budget(rounds=5))
    assert verify(problem, found) == ()
    assert rule in rules(replace(problem, **changes), found)


def test_nights_and_stops_are_counted():
    far = replace(PROBLEM, travel=line(500, 510, 490), teams=(Team("T", "B", nights_per_trip=1),))
    found = plan_visits(far, budget=Budget(rounds=5))
    limited = replace(far, teams=(Team("T", "B", nights_per_trip=1, nights_per_month=0),))
    assert "nights_per_month" in rules(limited, found)
    near = replace(PROBLEM, travel=line(10, 11, 12))
    packed = plan_visits(near, budget=Budget(rounds=5))
    assert "stops_a_day" in rules(replace(near, rules=Rules(stops_a_day=1)), packed)


def test_sessions_held_too_often_and_gaps_too_long_are_found_out():
    session = Session("s", "a", ("a", "b", "c"), 100)
    own = tuple(replace(p, demand=Demand(2, 2, spacing_days=3)) for p in PROBLEM.places)
    problem = replace(PROBLEM, places=own, sessions=(replace(session, maximum=2),))
    found = plan_visits(problem, budget=Budget(rounds=5))
    assert verify(problem, found) == ()
    assert "session" in rules(replace(problem, sessions=(session,)), found)
    gap = tuple(replace(p, demand=Demand(2, 2, spacing_days=3, longest_gap_days=3)) for p in own)
    dates = {place: on for place, on, _ in found.visits()}
    assert len(dates) == 3
    spread = [on for place, on, _ in found.visits() if place == "a"]
    assert ("longest_gap" in rules(replace(problem, places=gap), found)) == ((spread[1] - spread[0]).days > 3)


def test_an_empty_plan_of_owed_places_is_found_out(plan):
    empty: Plan = replace(plan, trips=(), unserved=())
    assert {"unserved", "cost"} <= rules(PROBLEM, empty)
