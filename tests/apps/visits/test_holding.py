"""A visit that was held counts at once; county sessions carry their visits along."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.visits.enums import VisitState
from hamyar.visits.errors import UnableToChangeVisitError
from hamyar.visits.models import CountySession, Visit
from hamyar.visits.services.meeting.sessions import SessionFacts, open_session
from hamyar.visits.services.problem import brief_of
from hamyar.visits.services.visits import close_visit, hold_visit
from tests.factories.accounts import make_user
from tests.factories.visits import (
    NOON,
    VisitFactory,
    make_member,
    make_programme,
    make_representative,
    make_session,
)

pytestmark = pytest.mark.django_db
END = NOON + dt.timedelta(hours=2)
HELD = {"started": NOON, "ended": END, "place": "سالن شورا", "at": END}


def test_holding_a_visit_counts_for_coverage_and_spacing_of_the_next_programme():
    programme = make_programme()
    town = programme.teams.get().base
    visit = VisitFactory(municipality=town, planned_start=NOON - dt.timedelta(days=3))

    def last_visit():
        places = brief_of(programme=programme, at=NOON).problem.places
        return next(place.last_visited_on for place in places if place.code == town.code)

    assert last_visit() is None
    held = hold_visit(meeting=visit, by=make_member(team=visit.trip.team), **HELD)
    assert (held.state, held.held_start, held.held_end, held.place) == (
        VisitState.HELD,
        NOON,
        END,
        "سالن شورا",
    )
    assert last_visit() == dt.date(2026, 4, 5)


def test_holding_twice_is_harmless_and_a_slip_is_corrected_until_both_confirmed():
    visit, planner = VisitFactory(), make_user(role="planner")
    hold_visit(meeting=visit, by=planner, **HELD)
    again = hold_visit(meeting=visit, by=planner, **HELD)
    assert again.state == VisitState.HELD
    earlier = NOON - dt.timedelta(minutes=30)
    corrected = hold_visit(meeting=visit, by=planner, **(HELD | {"started": earlier}))
    assert corrected.held_start == earlier
    Visit.objects.update(state=VisitState.CONFIRMED_BY_BOTH)
    with pytest.raises(UnableToChangeVisitError):
        hold_visit(meeting=visit, by=planner, **HELD)
    assert Visit.objects.get().held_start == earlier


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ended": NOON - dt.timedelta(hours=1)}, "held_ends_early"),
        ({"at": NOON - dt.timedelta(hours=1)}, "held_in_future"),
    ],
)
def test_impossible_times_are_refused(changed, code):
    visit = VisitFactory()
    with pytest.raises(UnableToChangeVisitError) as refusal:
        hold_visit(meeting=visit, by=make_user(role="planner"), **(HELD | changed))
    assert refusal.value.code == code
    assert Visit.objects.get().state == VisitState.PLANNED


def test_a_cancelled_visit_and_that_of_another_team_are_not_held():
    visit = VisitFactory(state=VisitState.CANCELLED, reason="برف")
    with pytest.raises(UnableToChangeVisitError):
        hold_visit(meeting=visit, by=make_user(role="planner"), **HELD)
    for by in (make_member(team=VisitFactory().trip.team), make_representative(town=visit.municipality)):
        with pytest.raises(PermissionDenied):
            hold_visit(meeting=visit, by=by, **HELD)


def test_a_county_session_takes_its_visits_along():
    session, planner = make_session(towns=3), make_user(role="planner")
    out = session.visits.order_by("pk").last()
    Visit.objects.filter(pk=out.pk).update(state=VisitState.CANCELLED, reason="راه بسته")
    hold_visit(meeting=session, by=planner, **HELD)
    states = list(session.visits.order_by("pk").values_list("state", "held_start"))
    assert states == [("held", NOON), ("held", NOON), ("cancelled", None)]


def test_only_minutes_confirmed_by_both_close_a_visit():
    visit, planner = VisitFactory(state=VisitState.MINUTED), make_user(role="planner")
    with pytest.raises(UnableToChangeVisitError):
        close_visit(meeting=visit, by=planner, at=NOON)
    Visit.objects.update(state=VisitState.CONFIRMED_BY_BOTH)
    assert close_visit(meeting=visit, by=planner, at=NOON).state == VisitState.CLOSED


def test_coming_visits_of_a_county_become_one_session():
    first, planner = VisitFactory(), make_user(role="planner")
    second = VisitFactory(municipality__county=first.municipality.county, trip=first.trip)
    facts = SessionFacts(host=first.municipality, start=NOON, end=END, place="فرمانداری")
    session = open_session(visits=[first, second], facts=facts, by=planner, at=NOON)
    assert (session.county, session.trip) == (first.municipality.county, first.trip)
    assert set(session.visits.all()) == {first, second}
    assert {visit.planned_end for visit in session.visits.all()} == {END}
    with pytest.raises(UnableToChangeVisitError):
        open_session(visits=[first, second], facts=facts, by=planner, at=NOON)


def test_visits_that_do_not_fit_together_are_not_brought_together():
    first, planner = VisitFactory(), make_user(role="planner")
    facts = SessionFacts(host=first.municipality, start=NOON, end=END)
    near = {"municipality__county": first.municipality.county}
    for other in (
        first,
        VisitFactory(trip=first.trip),
        VisitFactory(**near),
        VisitFactory(**near, trip=first.trip, state=VisitState.HELD),
    ):
        with pytest.raises(UnableToChangeVisitError):
            open_session(visits=[first, other], facts=facts, by=planner, at=NOON)
    assert not CountySession.objects.exists()
