from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from hamyar_engine.errors import InvalidInputError
from hamyar_engine.visits.model import (
    Demand,
    FixedVisit,
    Place,
    Prices,
    Problem,
    Rules,
    Session,
    Team,
    Travel,
    Window,
    WorkDay,
)
from hamyar_engine.visits.value import ValueWeights, visit_value
from tests.engine.visits.cases import SATURDAY, days, line, programme

ONE = line(10)
NAN = float("nan")


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Demand(minimum=2, maximum=1), "minimum 2 to maximum 1"),
        (lambda: Demand(spacing_days=0), "below one day"),
        (lambda: Demand(spacing_days=30, longest_gap_days=20), "longest gap 20 is below"),
        (lambda: Place("a", visit_minutes=NAN), "place a: visit minutes"),
        (lambda: Place("a", priority=0), "place a: priority"),
        (lambda: Place("a", patterns=((date(2025, 1, 2), date(2025, 1, 1)),)), "not in order"),
        (lambda: Place("a", patterns=((SATURDAY, SATURDAY + timedelta(1)),)), "outside the demand"),
        (lambda: Window(SATURDAY, SATURDAY - timedelta(1)), "ends before it begins"),
        (lambda: WorkDay(SATURDAY, minutes=0), "working minutes"),
        (lambda: Team("T", "B", nights_per_trip=-1), "nights per trip"),
        (lambda: Session("s", "a", (), 60), "members"),
        (lambda: Rules(longest_trip_days=9), "outside 1–7"),
        (lambda: Prices(night=-1), "price of night"),
        (lambda: Travel(("B", "a"), np.zeros((2, 2)), np.array([[0, NAN], [1, 0]])), "minutes from B to a"),
        (lambda: Travel(("B", "a"), np.ones((2, 2)), np.zeros((2, 2))), "diagonal"),
        (lambda: Travel(("B", "B"), np.zeros((2, 2)), np.zeros((2, 2))), "stands twice"),
    ],
)
def test_parts_refuse_what_cannot_mean_anything(build, message):
    with pytest.raises(InvalidInputError, match=message):
        build()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"days": ()}, "no working day"),
        ({"teams": ()}, "no team"),
        ({"days": days(2)[::-1]}, "in order"),
        ({"places": (Place("a"), Place("a"))}, "stands twice"),
        ({"places": (Place("z"),)}, "place z: not in the travel matrix"),
        ({"teams": (Team("T", "elsewhere"),)}, "base elsewhere"),
        ({"sessions": (Session("s", "a", ("q",), 60),)}, "member q"),
        ({"pinned": (FixedVisit("q", SATURDAY),)}, "q is not a place"),
        ({"pinned": (FixedVisit("a", SATURDAY, "U"),)}, "U is not a team"),
        ({"pinned": (FixedVisit("a", SATURDAY), FixedVisit("a", SATURDAY, "T"))}, "stands twice"),
    ],
)
def test_problem_refuses_parts_that_do_not_belong_together(changes, message):
    with pytest.raises(InvalidInputError, match=message):
        programme(ONE, **changes)


def test_missed_price_puts_guarantees_above_value_and_halves_further_visits():
    value = visit_value(last_tier_probability=1, days_since_last=None, overdue_promises=9, data_gap_share=1)
    place = Place("a", demand=Demand(1, 3), value=value, priority=2)
    problem = programme(ONE, places=(place,))
    one = 20 * 100 * 2
    assert problem.missed_price(place, 3) == 0
    assert problem.missed_price(place, 2) == one / 4
    assert problem.missed_price(place, 1) == one / 2 + one / 4
    assert problem.missed_price(place, 0) == 100_000 + one + one / 2 + one / 4


def test_working_minutes_are_the_shorter_of_day_and_team_and_nothing_on_other_days():
    team = Team("T", "B", available=frozenset({SATURDAY}), minutes_a_day=500)
    problem = programme(ONE, teams=(team,), days=days(2, minutes=400))
    assert problem.minutes_of(team, SATURDAY) == 400
    assert problem.minutes_of(team, SATURDAY + timedelta(1)) == 0
    assert problem.minutes_of(team, SATURDAY - timedelta(1)) == 0


def test_digest_is_the_same_for_equal_problems_and_differs_with_any_part():
    first, second = programme(ONE), programme(line(10))
    assert first.digest() == second.digest()
    assert len(first.digest()) == 64
    changed = [
        programme(line(11)),
        programme(ONE, days=days(3)),
        programme(ONE, places=(Place("a", skills=frozenset({"x"})),)),
        programme(ONE, rules=Rules(stops_a_day=2)),
    ]
    assert len({first.digest(), *(problem.digest() for problem in changed)}) == 5


def test_digest_does_not_depend_on_the_order_of_sets():
    skills = [frozenset({"water", "law", "finance"}), frozenset({"finance", "law", "water"})]
    made = [programme(ONE, places=(Place("a", skills=found),)).digest() for found in skills]
    assert made[0] == made[1]


def test_days_fall_into_gregorian_months_unless_told_otherwise():
    assert WorkDay(date(2025, 4, 5)).month == "2025-04"
    assert WorkDay(date(2025, 4, 5), month="1404-01").month == "1404-01"


def test_visit_value_shows_each_term():
    value = visit_value(
        last_tier_probability=0.8, days_since_last=73, overdue_promises=1, data_gap_share=0.25
    )
    assert {term.name: term.points for term in value.terms} == pytest.approx(
        {"need": 40, "since_last": 5, "overdue": 3, "data_gap": 2.5}
    )
    assert value.points == pytest.approx(50.5)


def test_visit_value_saturates_and_counts_never_visited_as_longest():
    value = visit_value(last_tier_probability=0, days_since_last=None, overdue_promises=50, data_gap_share=0)
    assert [term.share for term in value.terms] == [0, 1, 1, 0]


@pytest.mark.parametrize(
    "changes",
    [
        {"last_tier_probability": 1.2},
        {"data_gap_share": -0.1},
        {"overdue_promises": -1},
        {"days_since_last": -1},
    ],
)
def test_visit_value_refuses_impossible_shares_and_counts(changes):
    given = {"last_tier_probability": 0, "days_since_last": 0, "overdue_promises": 0, "data_gap_share": 0}
    with pytest.raises(InvalidInputError):
        visit_value(**(given | changes))


def test_value_weights_refuse_to_saturate_at_zero():
    with pytest.raises(InvalidInputError):
        ValueWeights(full_after_days=0)


def test_problem_is_frozen():
    with pytest.raises(AttributeError):
        programme(ONE).days = ()
    assert isinstance(replace(programme(ONE), days=days(1)), Problem)
