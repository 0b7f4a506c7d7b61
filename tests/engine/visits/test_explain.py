from datetime import timedelta

import pytest

from hamyar_engine.errors import InvalidInputError
from hamyar_engine.visits.budget import Budget
from hamyar_engine.visits.model import Demand, FixedVisit, Place, Prices, Rules, Team, Window
from hamyar_engine.visits.plan import Reason, Relaxation, Status
from hamyar_engine.visits.solve import plan_visits
from hamyar_engine.visits.value import ValueTerm, VisitValue
from hamyar_engine.visits.verify import verify
from tests.engine.visits.cases import SATURDAY, days, line, programme

LAST = SATURDAY + timedelta(days=4)


def unserved(problem, place="a"):
    plan = plan_visits(problem, budget=Budget(seconds=10, rounds=20))
    assert verify(problem, plan) == ()
    (item,) = [item for item in plan.unserved if item.place == place]
    assert (plan.status is Status.IMPOSSIBLE) == item.is_guaranteed
    return item


def owed(**changes):
    return Place("a", visit_minutes=120, **changes)


def test_a_missing_skill_names_the_team_that_lacks_least():
    problem = programme(line(10), places=(owed(skills=frozenset({"law", "water"})),))
    item = unserved(problem)
    assert item.reason is Reason.NO_SKILL
    assert item.relaxation == Relaxation("skill", 2, team="T", detail="law, water")


def test_a_load_above_every_limit_says_by_how_much():
    item = unserved(programme(line(10), places=(owed(load=5),), teams=(Team("T", "B", load_limit=3),)))
    assert (item.reason, item.relaxation) == (Reason.LOAD, Relaxation("load", 2))


def test_a_place_just_too_far_needs_a_little_overtime():
    item = unserved(programme(line(250), places=(owed(),)))
    assert (item.reason, item.relaxation) == (Reason.TOO_FAR, Relaxation("minutes_a_day", 30, team="T"))


def test_a_place_far_away_needs_a_night():
    item = unserved(programme(line(400), places=(owed(),)))
    assert (item.reason, item.relaxation) == (Reason.TOO_FAR, Relaxation("nights_per_trip", 1, team="T"))


def test_a_closed_road_names_a_day_to_open():
    item = unserved(programme(line(10), places=(owed(closed=(Window(SATURDAY, LAST),)),)))
    assert (item.reason, item.relaxation) == (Reason.NO_DAY, Relaxation("closed_window", 1, on=SATURDAY))


def test_spacing_that_leaves_no_day_says_how_much_less_would_do():
    item = unserved(programme(line(10), places=(owed(demand=Demand(2, 2, spacing_days=6)),)))
    assert item.reason is Reason.SPACING
    assert item.visits == 1
    assert 2 <= item.relaxation.amount <= 5


def test_spacing_from_the_latest_visit_counts():
    recent = owed(demand=Demand(spacing_days=30), last_visited_on=SATURDAY - timedelta(10))
    item = unserved(programme(line(10), places=(recent,)))
    assert (item.reason, item.relaxation) == (Reason.SPACING, Relaxation("spacing_days", 16, on=LAST))


def test_used_up_days_ask_for_overtime_or_another_team_day():
    places = (Place("a", visit_minutes=300), Place("b", visit_minutes=300))
    near = programme(line(10, 10), places=places, days=days(1))
    far = programme(line(100, -100), places=places, days=days(1))
    for problem, expected in (
        (near, Relaxation("minutes_a_day", 30, team="T", on=SATURDAY)),
        (far, Relaxation("team_days", 1, team="T", on=SATURDAY)),
    ):
        plan = plan_visits(problem, budget=Budget(seconds=10, rounds=20))
        assert [(item.reason, item.relaxation) for item in plan.unserved] == [(Reason.CAPACITY, expected)]


def test_an_optional_visit_that_is_not_worth_it_says_how_much_value_lacks():
    value = VisitValue((ValueTerm("need", 1, 3),))
    item = unserved(programme(line(50), places=(owed(demand=Demand(0, 1), value=value),)))
    assert item.reason is Reason.NOT_WORTH
    assert item.relaxation.kind == "value_points"
    assert item.relaxation.amount == pytest.approx((100 - 60) / 20)


@pytest.mark.parametrize(
    ("changes", "relaxed"),
    [
        (
            {"places": (owed(demand=Demand(2, 2, spacing_days=5)),)},
            {"places": (owed(demand=Demand(2, 2, spacing_days=4)),)},
        ),
        (
            {"travel": line(250)},
            {
                "travel": line(250),
                "teams": (Team("T", "B", minutes_a_day=630),),
                "days": days(5, minutes=630),
            },
        ),
        ({"travel": line(400)}, {"travel": line(400), "teams": (Team("T", "B", nights_per_trip=1),)}),
    ],
)
def test_the_relaxation_really_lets_the_visit_be_made(changes, relaxed):
    given = {"travel": line(10), "places": (owed(),)}
    before, after = programme(**(given | changes)), programme(**(given | changes | relaxed))
    budget = Budget(seconds=10, rounds=20)
    assert not plan_visits(before, budget=budget).is_feasible
    assert plan_visits(after, budget=budget).is_feasible


def test_a_pin_that_breaks_a_rule_is_refused_by_name():
    pin = FixedVisit("a", SATURDAY)
    closed = owed(closed=(Window(SATURDAY, SATURDAY),))
    with pytest.raises(InvalidInputError, match=f"pinned visit of a on {SATURDAY} cannot be made"):
        plan_visits(programme(line(10), places=(closed,), pinned=(pin,)))


def test_free_rules_leave_nothing_unserved():
    plan = plan_visits(
        programme(line(10), rules=Rules(prices=Prices(fairness_hour=0))), budget=Budget(rounds=5)
    )
    assert plan.unserved == ()
