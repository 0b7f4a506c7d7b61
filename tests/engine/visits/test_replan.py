from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamyar_engine.visits.budget import Budget, Stopwatch
from hamyar_engine.visits.model import Demand, FixedVisit, Place, Prices, Team, Window
from hamyar_engine.visits.plan import Status
from hamyar_engine.visits.replan import Why, changes_between, replan_visits
from hamyar_engine.visits.solve import plan_visits
from hamyar_engine.visits.value import ValueTerm, VisitValue
from hamyar_engine.visits.verify import verify
from tests.engine.visits.cases import SATURDAY, line, places, plane, programme, weeks

TEAMS = (Team("T", "B", nights_per_trip=1), Team("U", "B", nights_per_trip=1))


def season(seed=2, count=8):
    travel = plane(seed, count, side=500)
    own = places(travel, demand=Demand(2, 2, spacing_days=14))
    return programme(travel, teams=TEAMS, days=weeks(8), places=own)


def first_plan(problem):
    return plan_visits(problem, budget=Budget(seconds=20, rounds=10))


def replanned(problem, before):
    plan = replan_visits(problem, before, budget=Budget(seconds=10, rounds=200))
    with_previous = replace(problem, previous=tuple(FixedVisit(*visit) for visit in known(problem, before)))
    assert verify(with_previous, plan) == ()
    return plan, changes_between(problem, before, plan)


def known(problem, plan):
    return [v for v in plan.visits() if v[0] in problem.place_of and v[2] in problem.team_of]


@pytest.fixture(scope="module")
def before():
    return first_plan(season())


def test_without_a_change_nothing_moves(before):
    plan, changes = replanned(season(), before)
    assert changes == ()
    assert plan.visits() == before.visits()


def test_a_lost_day_moves_only_its_visits(before):
    lost = before.trips[0]
    teams = tuple(
        replace(team, available=frozenset(d.on for d in season().days if d.on not in lost.days))
        if team.code == lost.team
        else team
        for team in TEAMS
    )
    plan, changes = replanned(replace(season(), teams=teams), before)
    touched = {code for stop in lost.stops for code in stop.serves}
    assert {change.place for change in changes} == touched
    assert {change.why for change in changes} == {Why.DAY_LOST}
    assert plan.is_feasible


def test_a_closed_road_moves_one_place(before):
    place, on, _ = before.visits()[0]
    own = tuple(
        replace(p, closed=(Window(on, on + timedelta(1)),)) if p.code == place else p for p in season().places
    )
    plan, changes = replanned(replace(season(), places=own), before)
    assert {change.place for change in changes} == {place}
    assert plan.is_feasible


def test_a_place_that_leaves_takes_its_visits_with_it(before):
    gone = season().places[0].code
    _, changes = replanned(replace(season(), places=season().places[1:]), before)
    assert {(change.place, change.after, change.why) for change in changes} == {(gone, None, Why.PLACE_LEFT)}


def test_a_pinned_visit_replaces_the_nearest_of_its_place(before):
    place, on, _ = before.visits()[0]
    busy = {day for trip in before.trips for day in trip.days}
    free = next(day.on for day in season().days if day.on not in busy and abs((day.on - on).days) < 14)
    pinned = replace(season(), pinned=(FixedVisit(place, free),))
    plan, changes = replanned(pinned, before)
    assert (place, free) in {(code, day) for code, day, _ in plan.visits()}
    assert {change.place for change in changes} == {place}
    assert Why.PINNED in {change.why for change in changes}


def test_a_new_place_is_added_and_the_rest_stays(before):
    bigger = season(count=9)
    smaller = replace(bigger, places=bigger.places[:8])
    old = first_plan(smaller)
    plan, changes = replanned(bigger, old)
    assert {(change.place, change.why) for change in changes} == {("t9", Why.NEW)}
    assert plan.is_feasible


def test_a_place_makes_room_only_when_a_guarantee_needs_it():
    travel = line(250, 10)
    tight = programme(travel, days=weeks(1)[:1], places=(Place("b", visit_minutes=120, demand=Demand(0, 1)),))
    tight = replace(tight, rules=replace(tight.rules, prices=replace(tight.rules.prices, guarantee=1e6)))
    plan = first_plan(replace(tight, places=(replace(tight.places[0], demand=Demand(1, 1)),)))
    both = replace(tight, places=(*tight.places, Place("a", visit_minutes=90)))
    after, changes = replanned(both, plan)
    assert [place for place, _, _ in after.visits()] == ["a"]
    assert {change.why for change in changes} == {Why.NEW, Why.MADE_ROOM}
    assert after.status is not Status.IMPOSSIBLE


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 7))
def test_one_closed_week_never_moves_a_visit_outside_it(seed, week):
    problem = season(seed=seed, count=6)
    old = first_plan(problem)
    first = SATURDAY + timedelta(days=7 * week)
    closed = tuple(day for day in problem.days if not first <= day.on < first + timedelta(days=7))
    plan, changes = replanned(replace(problem, days=closed), old)
    if plan.is_feasible:
        lost = {place for place, on, _ in old.visits() if first <= on < first + timedelta(days=7)}
        assert {change.place for change in changes} <= lost


def test_a_new_visit_that_joins_a_trip_shifts_none_of_its_visits():
    """A stop at ``b`` on the way to ``a`` would be cheapest, but would push ``a`` to the next day."""
    travel = line(300, 290)
    team = (Team("T", "B", nights_per_trip=1),)
    own = (Place("a", visit_minutes=200), Place("b", visit_minutes=305))
    two = programme(travel, days=weeks(2), places=own, teams=team)
    old = first_plan(replace(two, places=own[:1]))
    plan, changes = replanned(
        replace(two, rules=replace(two.rules, prices=Prices(km=1, hour=0, change=1))), old
    )
    assert {change.place for change in changes} == {"b"}
    assert plan.is_feasible


def test_replanning_a_season_takes_less_than_two_seconds(before):
    watch = Stopwatch()
    replan_visits(replace(season(), days=season().days[1:]), before)
    assert watch.seconds() < 2.5


def test_a_trip_that_makes_room_is_made_whole_on_other_days():
    """Neither far place is worth a trip of its own; together they are, before a pin takes their day and after."""
    travel = line(280, 285, 20)
    worth = VisitValue((ValueTerm("need", 1, 18),))
    far = tuple(Place(code, visit_minutes=15, demand=Demand(0, 1), value=worth) for code in ("a", "b"))
    team = (Team("T", "B"),)
    near = Place("c", visit_minutes=500, demand=Demand(1, 1))
    three = programme(travel, days=weeks(1), places=(*far, near), teams=team)
    old = first_plan(three)
    (trip,) = [trip for trip in old.trips if len(trip.stops) == 2]
    pinned = replace(three, pinned=(FixedVisit("c", trip.days[0], "T"),))
    plan, changes = replanned(pinned, old)
    assert {place for place, _, _ in plan.visits()} == {"a", "b", "c"}
    assert sorted(len(trip.stops) for trip in plan.trips) == [1, 2]
    assert {change.place for change in changes} == {"a", "b", "c"}


def test_the_second_day_of_a_trip_stays_when_the_first_loses_a_stop():
    """Without ``a`` both others fit into the first day; ``c`` stays on the second all the same."""
    travel = line(100, 110, 120)
    own = tuple(Place(code, visit_minutes=180, demand=Demand(1, 1)) for code in ("a", "b", "c"))
    three = programme(travel, days=weeks(2), places=own, teams=(Team("T", "B", nights_per_trip=1),))
    old = first_plan(three)
    (trip,) = old.trips
    first, second = trip.days
    gone = next(stop.location for stop in trip.stops if stop.on == first)
    shut = tuple(
        replace(place, closed=(Window(first, second),)) if place.code == gone else place for place in own
    )
    plan, changes = replanned(replace(three, places=shut), old)
    assert {change.place for change in changes} == {gone}
    assert plan.is_feasible
