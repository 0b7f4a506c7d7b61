"""What the database itself refuses in the stage of visits."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from hamyar.visits.enums import COMING, DECISION_MOVES, MADE, PROGRAMME_MOVES, VISIT_MOVES, VisitState
from hamyar.visits.models import MinutesVersion
from tests.factories.visits import (
    NOON,
    AttendanceFactory,
    CountySessionFactory,
    DecisionFactory,
    MinutesVersionFactory,
    TeamFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("moves", [VISIT_MOVES, PROGRAMME_MOVES, DECISION_MOVES])
def test_every_state_has_its_moves_and_every_move_leads_to_a_state(moves):
    states = set(type(next(iter(moves))))
    assert set(moves) == states
    assert {to for targets in moves.values() for to in targets} <= states


def test_a_visit_that_was_made_cannot_be_cancelled_or_moved():
    for state in MADE:
        assert not {VisitState.CANCELLED, VisitState.MOVED} & set(VISIT_MOVES[state])
    for state in COMING:
        assert {VisitState.CANCELLED, VisitState.MOVED} <= set(VISIT_MOVES[state])


@pytest.mark.parametrize("state", [VisitState.CANCELLED, VisitState.MOVED])
def test_cancelling_and_moving_need_a_reason(state):
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitFactory(state=state)
    assert VisitFactory(state=state, reason="برف").state == state


def test_a_visit_does_not_end_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitFactory(planned_end=NOON - dt.timedelta(hours=1))


def test_a_record_belongs_to_a_visit_or_a_session_not_both_and_not_neither():
    visit, session = VisitFactory(), CountySessionFactory()
    assert DecisionFactory(visit=None, session=session).session == session
    for of in ({"visit": visit, "session": session}, {"visit": None, "session": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DecisionFactory(**of)


def test_a_record_made_on_a_device_is_stored_once():
    first = DecisionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(device_id=first.device_id)


def test_a_substitute_names_whom_they_stand_for():
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(state="substitute")


def test_a_text_of_minutes_is_never_changed():
    minutes = MinutesVersionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesVersion.objects.filter(pk=minutes.pk).update(text="متن دیگر")
    minutes.refresh_from_db()
    assert minutes.text == "متن صورتجلسه"


def test_a_team_works_some_minutes_of_a_day():
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamFactory(minutes_a_day=1500)
