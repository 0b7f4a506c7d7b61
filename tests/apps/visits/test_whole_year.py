"""The year of all 96 towns of Khorasan Razavi with three teams, from the facts to the visits."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest

from hamyar.places.models import Municipality
from hamyar.places.services import load_places
from hamyar.visits.enums import Span
from hamyar.visits.models import Trip, Visit
from hamyar.visits.services.capacity import capacity_of
from hamyar.visits.services.plan_json import stored_plan
from hamyar.visits.services.planning import Search, compute_programme
from hamyar.visits.services.problem import brief_of
from hamyar.visits.services.programmes import ProgrammeFacts, approve_programme, create_programme
from hamyar_engine.visits import verify
from tests.factories.accounts import make_user
from tests.factories.indicators import IndicatorFactory, ValueFactory
from tests.factories.priorities import make_run
from tests.factories.visits import NOON, TeamFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECONDS = 10.0


@pytest.fixture
def programme():
    load_places(at=NOON)
    paved, jobless = IndicatorFactory(code="paved"), IndicatorFactory(code="jobless")
    for at, town in enumerate(Municipality.objects.order_by("code")):
        ValueFactory(indicator=paved, municipality=town, amount=5.0 + at * 0.9)
        ValueFactory(indicator=jobless, municipality=town, amount=95.0 - at * 0.9)
    base = Municipality.objects.get(code="1392")
    facts = ProgrammeFacts(
        title="برنامهٔ سال",
        jalali_year=1405,
        span=Span.YEAR,
        ranking_run=make_run(),
        teams=tuple(TeamFactory(base=base) for _number in range(3)),
        rules={},
    )
    return create_programme(facts=facts, by=None, at=NOON)


def test_every_town_is_visited_as_guaranteed_and_the_stored_plan_passes_the_check(programme):
    towns = set(Municipality.objects.values_list("code", flat=True))
    assert len(towns) == 96
    assert capacity_of(programme=programme, at=NOON).fits
    brief = brief_of(programme=programme, at=NOON)
    run = compute_programme(
        programme=programme, search=Search(seconds=SECONDS), by=None, at=NOON, clock=lambda: NOON
    )
    assert run.status in {"feasible", "optimal"}
    made = Counter(code for trip in run.result["trips"] for stop in trip["stops"] for code in stop["serves"])
    assert made.keys() == towns
    assert all(made[code] >= facts["minimum"] >= 1 for code, facts in run.inputs["places"].items())
    stored = stored_plan(run.result, status=run.status, engine=run.engine, seed=run.seed)
    assert {found.rule for found in verify(brief.problem, stored)} <= {"cost", "unserved"}
    assert_months_are_even(brief.problem, run)

    approve_programme(run=run, by=make_user(role="planner"), at=NOON)
    assert Visit.objects.count() == made.total()
    assert Trip.objects.count() == len(run.result["trips"])
    assert min(Visit.objects.values_list("planned_start", flat=True)) > NOON
    days = dict.fromkeys(towns, ())
    for code, start in Visit.objects.order_by("planned_start", "pk").values_list(
        "municipality__code", "planned_start"
    ):
        days[code] += (start,)
    gaps = [later - sooner for own in days.values() for sooner, later in pairwise(own)]
    assert all(gap >= dt.timedelta(days=41) for gap in gaps)


def assert_months_are_even(problem, run):
    """No month is idle, and none is further from its part of the team-days than a trip and a day."""
    month = {day.on.isoformat(): day.month for day in problem.days}
    possible = Counter(month.values())
    used = Counter(month[day] for trip in run.result["trips"] for day in trip["days"])
    fair = {name: used.total() * days / possible.total() for name, days in possible.items()}
    most = max(len(trip["days"]) for trip in run.result["trips"]) + 1
    assert used.keys() == possible.keys()
    assert all(abs(used[name] - fair[name]) <= most for name in fair)
