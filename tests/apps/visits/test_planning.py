"""From a draft to a public programme: sum, run, wishes, approval, publication, single visits."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.jalali import TEHRAN, weekday
from hamyar.core.models import AuditEntry
from hamyar.core.progress import StoppedByUserError
from hamyar.visits.enums import ProgrammeState, VisitState, WishKind
from hamyar.visits.errors import (
    UnableToApproveProgrammeError,
    UnableToChangeVisitError,
    UnableToPlanVisitsError,
)
from hamyar.visits.models import ProgrammeRun, Trip, Visit, Wish
from hamyar.visits.rules import ProgrammeRules, read_rules
from hamyar.visits.services.capacity import capacity_of
from hamyar.visits.services.days import is_nowruz_pause, work_days
from hamyar.visits.services.planning import Search, compute_programme
from hamyar.visits.services.problem import brief_of, week_of
from hamyar.visits.services.programmes import approve_programme, publish_programme
from hamyar.visits.services.visits import NewTime, cancel_visit, confirm_visit, move_visit
from hamyar.visits.services.wishes import WishFacts, make_wish
from hamyar_engine.visits import verify
from tests.factories.accounts import make_user
from tests.factories.visits import NOON, VisitFactory, make_plan, make_programme

pytestmark = pytest.mark.django_db


def visits_of(run):
    return sorted((p, stop["on"]) for t in run.result["trips"] for stop in t["stops"] for p in stop["serves"])


def test_the_days_leave_out_fridays_holidays_and_the_weeks_around_nowruz():
    days = [day.on for day in work_days(programme=make_programme(), rules=ProgrammeRules())]
    assert days[0] > dt.date(2026, 4, 2)
    assert all(weekday(day) <= 4 and not is_nowruz_pause(day) for day in days)
    assert dt.date(2026, 6, 4) not in days  # 14 Khordad


@pytest.mark.parametrize(
    "rules",
    [{"speed": 3}, {"visits_most": 0}, {"visit_minutes": "many"}, {"visits_each": 3, "visits_most": 2}],
)
def test_rules_that_mean_nothing_are_refused(rules):
    with pytest.raises(UnableToPlanVisitsError):
        read_rules(rules)


def test_the_sum_of_a_small_programme_fits():
    fits = capacity_of(programme=make_programme(), at=NOON)
    assert fits.fits
    assert fits.guaranteed >= fits.towns == 4


def test_the_sum_tells_when_more_is_owed_than_there_is_left():
    programme = make_programme(visits_each=6, visits_last_tier=6, visits_most=6, visit_minutes=480)
    programme.teams.get().absences.create(first_on=dt.date(2026, 4, 1), last_on=dt.date(2026, 6, 15))
    assert not capacity_of(programme=programme, at=NOON).fits


def test_a_run_keeps_every_guarantee_and_is_kept_with_what_it_was_made_of():
    run = make_plan()
    assert run.number == 1
    assert run.status in {"optimal", "feasible"}
    assert {place for place, _on in visits_of(run)} == set(run.inputs["places"])
    for place, facts in run.inputs["places"].items():
        assert facts["minimum"] <= len([1 for p, _on in visits_of(run) if p == place]) <= facts["maximum"]
    assert len(run.inputs_digest) == 64
    assert AuditEntry.objects.filter(action="plan_programme").count() == 1


def test_a_stopped_search_keeps_its_best_plan():
    def stop(done, total, message=""):
        raise StoppedByUserError("stop")

    run = compute_programme(
        programme=make_programme(),
        search=Search(seconds=30),
        by=None,
        at=NOON,
        clock=lambda: NOON,
        report=stop,
    )
    assert run.status in {"stopped", "optimal", "feasible"}
    assert visits_of(run)


def test_a_person_who_watches_reads_how_far_the_search_is_and_what_it_does():
    heard = []
    compute_programme(
        programme=make_programme(),
        search=Search(rounds=5),
        by=None,
        at=NOON,
        clock=lambda: NOON,
        report=lambda done, total, message="": heard.append((done, total, message)),
    )
    assert {total for _done, total, _message in heard} == {100}
    assert all(0 <= done < 100 for done, _total, _message in heard)
    messages = [message for _done, _total, message in heard]
    assert messages[0] == "ساختن نخستین برنامه"
    assert "گزینش از میان مأموریت‌ها" in messages


def test_what_is_stored_passes_the_independent_check():
    from hamyar.visits.services.plan_json import stored_plan

    programme = make_programme()
    brief = brief_of(programme=programme, at=NOON)
    run = make_plan(programme=programme)
    stored = stored_plan(run.result, status=run.status, engine=run.engine, seed=run.seed)
    rules = {found.rule for found in verify(brief.problem, stored)}
    assert rules <= {"cost", "unserved"}  # what is left out is stored beside the plan, not in it


def test_a_town_without_a_point_is_reached_from_the_seat_of_its_county():
    programme = make_programme()
    base = programme.teams.get().base
    lonely = programme.ranking_run.results.exclude(municipality=base).first().municipality
    lonely.latitude = lonely.longitude = None
    lonely.save()
    assert brief_of(programme=programme, at=NOON).unreached.without_road == (lonely.code,)
    lonely.county = base.county
    lonely.save()
    brief = brief_of(programme=programme, at=NOON)
    assert brief.unreached.estimated == (lonely.code,)
    travel = brief.problem.travel
    assert travel.km[travel.row(base.code), travel.row(lonely.code)] == pytest.approx(20)


def test_planning_is_for_planners():
    programme = make_programme()
    with pytest.raises(PermissionDenied):
        compute_programme(
            programme=programme,
            search=Search(rounds=1),
            by=make_user(role="team_member"),
            at=NOON,
            clock=lambda: NOON,
        )
    assert not ProgrammeRun.objects.exists()


def test_planning_again_without_a_wish_changes_nothing():
    programme = make_programme()
    first, second = make_plan(programme=programme), make_plan(programme=programme)
    assert visits_of(first) == visits_of(second)
    assert second.previous == first
    assert second.result["changes"] == []


def test_not_this_week_moves_the_visit_out_of_its_week_and_says_so():
    programme, planner = make_programme(), make_user(role="planner")
    place, on = visits_of(make_plan(programme=programme))[0]
    day = dt.date.fromisoformat(on)
    town = programme.ranking_run.results.get(municipality__code=place).municipality
    make_wish(programme=programme, facts=WishFacts(town, WishKind.NOT_THIS_WEEK, day), by=planner, at=NOON)
    second = make_plan(programme=programme)
    first_on, last_on = week_of(day)
    assert not [
        1 for p, o in visits_of(second) if p == place and first_on.isoformat() <= o <= last_on.isoformat()
    ]
    assert (place, "day_lost") in {(c["place"], c["why"]) for c in second.result["changes"]}


def test_a_pinned_visit_stands_on_its_day():
    programme, planner = make_programme(), make_user(role="planner")
    place, on = visits_of(make_plan(programme=programme))[0]
    day = next(
        d.on for d in work_days(programme=programme, rules=ProgrammeRules()) if d.on.isoformat() not in on
    )
    day += dt.timedelta(days=7)
    town = programme.ranking_run.results.get(municipality__code=place).municipality
    make_wish(programme=programme, facts=WishFacts(town, WishKind.PIN, day), by=planner, at=NOON)
    assert (place, day.isoformat()) in visits_of(make_plan(programme=programme))


@pytest.mark.parametrize("day", [dt.date(2026, 4, 10), dt.date(2027, 4, 10)])
def test_nothing_is_pinned_to_a_day_off_or_outside(day):
    programme = make_programme()
    town = programme.teams.get().base
    with pytest.raises(UnableToPlanVisitsError):
        make_wish(
            programme=programme,
            facts=WishFacts(town, WishKind.PIN, day),
            by=make_user(role="planner"),
            at=NOON,
        )
    assert not Wish.objects.exists()


def test_approving_brings_the_visits_into_being_and_freezes_the_programme():
    run, chief = make_plan(), make_user(role="chief_executive")
    programme = approve_programme(run=run, by=chief, at=NOON)
    assert programme.state == ProgrammeState.APPROVED
    made = {
        (v.municipality.code, v.planned_start.astimezone(TEHRAN).date().isoformat())
        for v in Visit.objects.all()
    }
    assert made == set(visits_of(run))
    assert Trip.objects.count() == len(run.result["trips"])
    with pytest.raises(UnableToPlanVisitsError):
        make_plan(programme=programme)
    with pytest.raises(UnableToApproveProgrammeError):
        approve_programme(run=run, by=chief, at=NOON)
    assert Visit.objects.count() == len(made)


def test_a_plan_that_breaks_a_guarantee_is_not_approved():
    run = make_plan(visits_each=2, visits_last_tier=2, spacing_days=300)
    assert run.status == "impossible"
    assert any(each["guaranteed"] and each["reason"] for each in run.result["unserved"])
    with pytest.raises(UnableToApproveProgrammeError):
        approve_programme(run=run, by=make_user(role="planner"), at=NOON)
    assert not Visit.objects.exists()


def test_only_an_approved_programme_is_published():
    planner, run = make_user(role="planner"), make_plan()
    with pytest.raises(UnableToApproveProgrammeError):
        publish_programme(programme=run.programme, by=planner, at=NOON)
    approved = approve_programme(run=run, by=planner, at=NOON)
    assert publish_programme(programme=approved, by=planner, at=NOON).state == ProgrammeState.PUBLISHED


def test_a_visit_is_moved_with_its_team_and_the_old_day_stays_on_record():
    visit, planner = VisitFactory(), make_user(role="planner")
    start = dt.datetime(2026, 4, 12, 10, 0, tzinfo=TEHRAN)
    made = move_visit(visit=visit, to=NewTime(start, "سفر شهردار"), by=planner, at=NOON)
    visit.refresh_from_db()
    assert (visit.state, visit.moved_to) == (VisitState.MOVED, made)
    assert made.trip.team == visit.trip.team
    assert made.planned_end - made.planned_start == visit.planned_end - visit.planned_start
    with pytest.raises(UnableToChangeVisitError):
        move_visit(visit=visit, to=NewTime(start, "دوباره"), by=planner, at=NOON)


@pytest.mark.parametrize(
    ("day", "reason"),
    [(dt.date(2026, 4, 10), "برف"), (dt.date(2026, 4, 1), "برف"), (dt.date(2026, 4, 12), " ")],
)
def test_a_visit_is_not_moved_to_a_day_off_or_past_or_without_reason(day, reason):
    visit = VisitFactory()
    start = dt.datetime.combine(day, dt.time(10), TEHRAN)
    with pytest.raises(UnableToChangeVisitError):
        move_visit(visit=visit, to=NewTime(start, reason), by=make_user(role="planner"), at=NOON)
    assert Visit.objects.get().state == VisitState.PLANNED


def test_confirming_and_cancelling_follow_the_table_of_moves():
    visit, planner = VisitFactory(), make_user(role="planner")
    assert confirm_visit(visit=visit, by=planner, at=NOON).state == VisitState.CONFIRMED
    with pytest.raises(UnableToChangeVisitError):
        confirm_visit(visit=visit, by=planner, at=NOON)
    with pytest.raises(UnableToChangeVisitError):
        cancel_visit(visit=visit, reason="", by=planner, at=NOON)
    assert cancel_visit(visit=visit, reason="برف", by=planner, at=NOON).state == VisitState.CANCELLED
    with pytest.raises(PermissionDenied):
        cancel_visit(visit=VisitFactory(), reason="برف", by=make_user(role="mayor"), at=NOON)
