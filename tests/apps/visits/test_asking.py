"""What a planner asks of the next run: moves, county sessions, and what a plan's page shows of them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from hamyar.core.calendar import working_calendar
from hamyar.core.jalali import format_jalali
from hamyar.core.models import AuditEntry
from hamyar.visits.enums import VisitState, WishKind
from hamyar.visits.errors import UnableToPlanVisitsError
from hamyar.visits.models import CountySession, Visit, Wish
from hamyar.visits.plan_page import plan_page
from hamyar.visits.rules import ProgrammeRules, read_rules
from hamyar.visits.selectors import named_sessions, programmes, wishes_since
from hamyar.visits.services.days import work_days
from hamyar.visits.services.named_sessions import SessionFacts, drop_session, name_session
from hamyar.visits.services.problem import brief_of
from hamyar.visits.services.programmes import ProgrammeFacts, approve_programme, change_programme
from hamyar.visits.services.wishes import WishFacts, make_wish, move_planned
from tests.factories.accounts import make_user
from tests.factories.visits import NOON, VisitFactory, make_plan, make_programme

LATER = NOON + dt.timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def visits_of(run):
    return sorted((p, stop["on"]) for t in run.result["trips"] for stop in t["stops"] for p in stop["serves"])


def first_visit(run):
    place, on = visits_of(run)[0]
    town = run.programme.ranking_run.results.get(municipality__code=place).municipality
    return town, dt.date.fromisoformat(on)


def another_day(programme, on):
    days = work_days(programme=programme, rules=read_rules(programme.rules))
    return next(day.on for day in days if day.on > on + dt.timedelta(days=10))


def of_one_county(programme):
    """Put the towns of a programme into one county; return its base and the others."""
    base = programme.teams.get().base
    towns = [result.municipality for result in programme.ranking_run.results.select_related("municipality")]
    for town in towns:
        town.county = base.county
        town.save()
    placed = [town for town in towns if town.latitude is not None and town != base]
    return base, sorted(placed, key=lambda town: town.code)


def test_a_move_leaves_the_old_day_takes_the_new_one_and_keeps_the_rest():
    run, planner = make_plan(), make_user(role="planner")
    programme = run.programme
    town, on = first_visit(run)
    day = another_day(programme, on)
    move_planned(
        programme=programme, facts=WishFacts(town, WishKind.PIN, day), from_on=on, by=planner, at=NOON
    )
    after = visits_of(make_plan(programme=programme))
    assert (town.code, on.isoformat()) not in after
    assert (town.code, day.isoformat()) in after
    others = [visit for visit in visits_of(run) if visit[0] != town.code]
    assert {place for place, _on in others} <= {place for place, _on in after}


def test_moving_twice_keeps_one_pin():
    run, planner = make_plan(), make_user(role="planner")
    town, on = first_visit(run)
    first = another_day(run.programme, on)
    for day in (first, another_day(run.programme, first)):
        move_planned(
            programme=run.programme, facts=WishFacts(town, WishKind.PIN, day), from_on=on, by=planner, at=NOON
        )
    assert Wish.objects.get().on > first
    assert AuditEntry.objects.filter(action="drop_wish").count() == 1


@pytest.mark.parametrize("case", ["same day", "nothing there", "day off", "past", "forbidden"])
def test_a_move_that_makes_no_sense_is_refused(case):
    run = make_plan()
    town, on = first_visit(run)
    days = {"same day": on, "day off": dt.date(2026, 4, 10), "past": dt.date(2026, 4, 4)}
    with pytest.raises(PermissionDenied if case == "forbidden" else UnableToPlanVisitsError):
        move_planned(
            programme=run.programme,
            facts=WishFacts(town, WishKind.PIN, days.get(case, another_day(run.programme, on))),
            from_on=dt.date(2026, 4, 1) if case == "nothing there" else on,
            by=make_user(role="team_member" if case == "forbidden" else "planner"),
            at=NOON,
        )
    assert not Wish.objects.exists()


def test_days_that_are_past_are_not_planned_and_visits_made_count():
    programme = make_programme()
    later = NOON + dt.timedelta(days=30)
    town = programme.teams.get().base
    before = brief_of(programme=programme, at=later).problem.place_of[town.code].demand
    VisitFactory(municipality=town, state=VisitState.HELD)
    problem = brief_of(programme=programme, at=later).problem
    assert min(day.on for day in problem.days) > later.date()
    after = problem.place_of[town.code].demand
    assert (after.minimum, after.maximum) == (max(0, before.minimum - 1), before.maximum - 1)


def test_a_session_is_held_and_becomes_one_meeting_with_a_visit_for_each_town():
    programme, planner = make_programme(), make_user(role="planner")
    host, others = of_one_county(programme)
    members = [host, *others]
    name_session(programme=programme, facts=SessionFacts(host, members, 150), by=planner, at=NOON)
    run = make_plan(programme=programme)
    stops = [stop for trip in run.result["trips"] for stop in trip["stops"] if stop["session"]]
    assert [sorted(stop["serves"]) for stop in stops] == [sorted(town.code for town in members)]
    approve_programme(run=run, by=planner, at=NOON)
    session = CountySession.objects.get()
    assert (session.host, session.county) == (host, host.county)
    assert (session.planned_end - session.planned_start).total_seconds() == 150 * 60
    assert {visit.municipality for visit in session.visits.all()} == set(members)
    assert Visit.objects.filter(session=None).count() == len(visits_of(run)) - len(members)


def test_a_session_survives_a_change_of_the_rules_and_can_be_dropped():
    programme, planner = make_programme(), make_user(role="planner")
    host, others = of_one_county(programme)
    name_session(programme=programme, facts=SessionFacts(host, [host, *others], 150), by=planner, at=NOON)
    facts = ProgrammeFacts(
        title="تازه",
        jalali_year=1405,
        span=programme.span,
        ranking_run=programme.ranking_run,
        teams=tuple(programme.teams.all()),
        rules=programme.rules | {"visit_minutes": 90},
    )
    change_programme(programme=programme, facts=facts, by=planner, at=NOON)
    assert [each.host for each in named_sessions(programme=programme)] == [host]
    drop_session(programme=programme, host=host, by=planner, at=NOON)
    assert read_rules(programme.rules).sessions == ProgrammeRules().sessions
    with pytest.raises(UnableToPlanVisitsError):
        drop_session(programme=programme, host=host, by=planner, at=NOON)


@pytest.mark.parametrize("case", ["two counties", "one town", "twice", "too long"])
def test_a_session_that_makes_no_sense_is_refused(case):
    programme, planner = make_programme(), make_user(role="planner")
    host, others = of_one_county(programme)
    members = [host, *others]
    if case == "two counties":
        members.append(VisitFactory().municipality)
    if case == "one town":
        members = [host]
    if case == "twice":
        name_session(programme=programme, facts=SessionFacts(host, members, 150), by=planner, at=NOON)
    minutes = 900 if case == "too long" else 150
    before = programme.rules
    with pytest.raises(UnableToPlanVisitsError):
        name_session(programme=programme, facts=SessionFacts(host, members, minutes), by=planner, at=NOON)
    assert programme.rules == before


@pytest.fixture
def planner(client, monkeypatch):
    """Sign a planner in, on the day the factories plan from."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    user = make_user(role="planner")
    client.force_login(user)
    return user


def test_each_button_of_a_plan_sends_what_the_service_reads(client, planner):
    run = make_plan()
    page = client.get(reverse("visits:run", args=[run.pk]))
    visit = page.context["plan"].visits[0]
    text = page.content.decode()
    assert f'name="on" value="{visit.numeric}"' in text
    assert f'data-from="{visit.numeric}"' in text
    asked = {"municipality": visit.town.pk, "on": visit.numeric, "team": visit.team.pk, "kind": "pin"}
    answer = client.post(reverse("visits:wish", args=[run.programme_id]), asked)
    assert answer["Location"] == run.get_absolute_url()
    assert Wish.objects.get().on == visit.on
    page = client.get(run.get_absolute_url())
    assert [wish.municipality for wish in page.context["asked"]] == [visit.town]


def test_a_visit_is_moved_by_the_page_and_the_plan_says_what_was_asked_for(client, planner):
    run = make_plan()
    town, on = first_visit(run)
    day = another_day(run.programme, on)
    address = reverse("visits:move_planned", args=[run.programme_id])
    asked = {"municipality": town.pk, "from_on": format_jalali(on, "numeric")}
    assert town.name_fa in client.get(address, asked).content.decode()
    assert client.get(address, {"municipality": "0"}).status_code == 404
    client.post(address, asked | {"on": "1499/01/01"})
    assert client.post(address, asked | {"on": "1405/13/01"}).context["form"].errors
    assert not Wish.objects.exists()
    answer = client.post(address, asked | {"on": format_jalali(day, "numeric")})
    assert answer["Location"] == run.get_absolute_url()
    assert [(wish.on, wish.moved_from) for wish in wishes_since(run=run)] == [(day, on)]
    assert format_jalali(day, "weekday") in client.get(run.get_absolute_url()).content.decode()


def test_what_was_asked_before_a_run_is_no_longer_pending():
    programme, planner = make_programme(), make_user(role="planner")
    town = programme.teams.get().base
    facts = WishFacts(town, WishKind.NOT_THIS_WEEK, dt.date(2026, 4, 12))
    make_wish(programme=programme, facts=facts, by=planner, at=NOON - dt.timedelta(minutes=1))
    assert not wishes_since(run=make_plan(programme=programme)).exists()


def test_a_session_is_named_on_the_page_for_all_towns_of_the_county(client, planner):
    programme = make_programme()
    host, _others = of_one_county(programme)
    answer = client.post(
        reverse("visits:named_session", args=[programme.pk]), {"host": host.pk, "minutes": "۱۸۰"}, follow=True
    )
    (named,) = answer.context["sessions"]
    assert len(named.members) == host.county.municipalities.count()
    client.post(reverse("visits:named_session_drop", args=[programme.pk, host.code]))
    programme.refresh_from_db()
    assert read_rules(programme.rules).sessions == ()


def test_a_new_programme_begins_with_the_usual_choices(client, planner):
    run = make_plan()
    form = client.get(reverse("visits:new")).context["form"]
    assert list(form.initial["teams"]) == [run.programme.teams.get().pk]
    assert form.initial["day_starts_at"] == dt.time(7, 30)


@pytest.mark.parametrize("number", [1, 3])
def test_what_the_pages_read_takes_the_same_queries_for_one_run_and_for_three(
    django_assert_num_queries, number
):
    run = make_plan()
    for _number in range(number - 1):
        run = make_plan(programme=run.programme)
    calendar = working_calendar()
    with django_assert_num_queries(2):  # towns, teams
        plan_page(run=run, calendar=calendar)
    with django_assert_num_queries(1):
        list(wishes_since(run=run))
    with django_assert_num_queries(3):  # programmes, runs, teams
        assert [len(each.runs.all()) for each in programmes()] == [number]
