from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamyar_engine.visits.budget import Budget
from hamyar_engine.visits.model import (
    Demand,
    FixedVisit,
    Place,
    Prices,
    Rules,
    Session,
    Team,
    Window,
    WorkDay,
)
from hamyar_engine.visits.plan import Status
from hamyar_engine.visits.solve import Engine, plan_visits
from hamyar_engine.visits.value import ValueTerm, VisitValue
from hamyar_engine.visits.verify import verify
from tests.engine.visits.brute import cheapest_plan_cost
from tests.engine.visits.cases import SATURDAY, days, line, places, plane, programme, weeks

EXACT = Rules(prices=Prices(km=1, hour=0, night=50, fairness_hour=0))


def planned(problem, *, engine=Engine.COLUMNS, rounds=40, seed=1):
    plan = plan_visits(problem, budget=Budget(seconds=20, rounds=rounds), engine=engine, seed=seed)
    assert verify(problem, plan) == ()
    return plan


def worth(points):
    return VisitValue((ValueTerm("need", 1, points),))


@st.composite
def small_programmes(draw):
    count = draw(st.integers(1, 3))
    travel = plane(draw(st.integers(0, 10_000)), count, side=draw(st.sampled_from([150, 500, 900])))
    spacing = draw(st.integers(1, 3))
    own = tuple(
        Place(
            code,
            visit_minutes=draw(st.sampled_from([30, 120, 240])),
            demand=Demand(low := draw(st.integers(0, 2)), max(1, low + draw(st.integers(0, 1))), spacing),
            value=worth(draw(st.integers(0, 40))),
            closed=(Window(SATURDAY, SATURDAY),) if draw(st.booleans()) else (),
        )
        for code in travel.codes[1:]
    )
    team = Team("T", "B", nights_per_trip=draw(st.integers(0, 2)))
    sessions = (Session("s", "t1", ("t1", "t2"), 150),) if count > 1 and draw(st.booleans()) else ()
    return programme(travel, days=days(4), places=own, teams=(team,), sessions=sessions, rules=EXACT)


@settings(max_examples=40, deadline=None)
@given(small_programmes())
def test_no_plan_beats_the_bound_and_small_ones_are_as_good_as_trying_everything(problem):
    plan, best = planned(problem, rounds=400), cheapest_plan_cost(problem)
    assert plan.lower_bound <= best + 1e-6
    assert plan.cost.total >= best - 1e-6
    assert plan.cost.total <= best * 1.02 + 1e-6


@settings(max_examples=15, deadline=None)
@given(small_programmes())
def test_ruin_and_recreate_keeps_every_rule_and_comes_close(problem):
    plan, best = planned(problem, engine=Engine.RUIN, rounds=400), cheapest_plan_cost(problem)
    assert best - 1e-6 <= plan.cost.total <= best * 1.05 + 1e-6


def test_far_places_are_visited_over_night():
    plan = planned(programme(line(500, 520), teams=(Team("T", "B", nights_per_trip=2),)))
    (trip,) = plan.trips
    assert trip.nights
    assert plan.status is Status.OPTIMAL
    assert plan.gap == pytest.approx(0, abs=1e-6)


def test_nights_of_a_month_are_limited():
    travel = line(500, -500)
    two = (Team("T", "B", nights_per_trip=2, nights_per_month=2),)
    assert planned(programme(travel, teams=two, days=weeks(2))).is_feasible is False
    month = tuple(WorkDay(day.on, month="1" if n < 5 else "2") for n, day in enumerate(weeks(2)))
    assert planned(programme(travel, teams=two, days=month)).is_feasible


def test_a_session_serves_its_members_in_one_stop():
    session = Session("county", "a", ("a", "b", "c"), 200)
    plan = planned(programme(line(100, 150, 50), sessions=(session,)))
    assert [stop.serves for trip in plan.trips for stop in trip.stops] == [("a", "b", "c")]


def test_shorter_days_of_ramadan_are_kept():
    short = tuple(WorkDay(day.on, minutes=300) for day in weeks(1))
    problem = programme(line(60, 70), days=(*short, *(WorkDay(d.on + timedelta(7)) for d in weeks(1))))
    plan = planned(problem)
    assert [trip.days[0] > SATURDAY + timedelta(4) for trip in plan.trips] == [True]


def test_pinned_visits_stand_and_the_rest_is_built_around_them():
    pin = FixedVisit("a", SATURDAY + timedelta(3), "U")
    teams = (Team("T", "B"), Team("U", "B"))
    plan = planned(programme(line(60, 70), teams=teams, pinned=(pin,)))
    assert ("a", pin.on, "U") in plan.visits()
    assert len(plan.trips) == 1


def test_closed_roads_and_the_latest_visit_push_a_visit_later():
    closed = Place("a", visit_minutes=60, closed=(Window(SATURDAY, SATURDAY + timedelta(2)),))
    recent = Place(
        "b", visit_minutes=60, demand=Demand(spacing_days=30), last_visited_on=SATURDAY - timedelta(26)
    )
    plan = planned(programme(line(60, -70), places=(closed, recent)))
    dates = {place: on for place, on, _ in plan.visits()}
    assert dates["a"] >= SATURDAY + timedelta(3)
    assert dates["b"] == SATURDAY + timedelta(4)


def test_guarantees_come_before_value_when_days_are_short():
    own = (
        Place("a", visit_minutes=300, demand=Demand(1, 1)),
        Place("b", visit_minutes=300, demand=Demand(0, 1), value=worth(100)),
    )
    plan = planned(programme(line(100, -100), places=own, days=days(1)))
    assert [place for place, _, _ in plan.visits()] == ["a"]
    assert plan.is_feasible


def test_value_comes_before_kilometres():
    own = (
        Place("a", visit_minutes=300, demand=Demand(0, 1), value=worth(60)),
        Place("b", visit_minutes=300, demand=Demand(0, 1), value=worth(50)),
    )
    plan = planned(programme(line(100, 20), places=own, days=days(1)))
    assert [place for place, _, _ in plan.visits()] == ["a"]


def test_hours_are_shared_among_the_teams_of_a_base():
    travel = line(200, -200, 210, -210, minutes_per_km=0.5)
    teams = (Team("T", "B"), Team("U", "B"))
    plan = planned(programme(travel, teams=teams, places=places(travel, minutes=300), days=weeks(2)))
    assert {trip.team for trip in plan.trips} == {"T", "U"}
    hours = {team: sum(t.work_minutes for t in plan.trips if t.team == team) for team in "TU"}
    assert abs(hours["T"] - hours["U"]) <= 30


def test_equal_seeds_and_rounds_give_equal_plans():
    problem = programme(plane(5, 8, side=600), teams=(Team("T", "B", nights_per_trip=1),), days=weeks(2))
    assert planned(problem, seed=3) == planned(problem, seed=3)


@pytest.mark.parametrize("engine", [Engine.COLUMNS, Engine.RUIN])
def test_a_stopped_run_keeps_the_best_so_far(engine):
    asked = []

    def should_stop():
        asked.append(1)
        return len(asked) > 2

    team = Team("T", "B", nights_per_trip=1)
    problem = programme(plane(5, 10, side=600), teams=(team,), days=weeks(3))
    plan = plan_visits(problem, budget=Budget(seconds=60, should_stop=should_stop), engine=engine)
    assert verify(problem, plan) == ()
    assert plan.is_feasible
    assert plan.status is Status.STOPPED
