"""Comments on a visit: whose they are, who answers, when a visit takes none and says so."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hamyar.core.models import AuditEntry
from hamyar.visits.enums import OPEN_FOR_COMMENTS, Side, VisitState
from hamyar.visits.errors import UnableToCommentError
from hamyar.visits.models import VisitComment
from hamyar.visits.services.comments import CLOSED, LONGEST, comment_on_visit
from hamyar.web.meeting.asked import comments_of, visits_to_answer
from tests.factories.accounts import make_user
from tests.factories.visits import (
    NOON,
    MinutesVersionFactory,
    VisitFactory,
    make_member,
    make_representative,
    make_session,
)

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


def say(visit, by, text="نشانی کشتارگاه درست نیست.", *, side=Side.MUNICIPALITY, at=NOON):
    return comment_on_visit(visit=visit, side=side, text=text, by=by, at=at)


@pytest.fixture
def visit():
    return VisitFactory(state=VisitState.MINUTED, held_start=NOON)


@pytest.fixture
def mayor(visit):
    return make_representative(town=visit.municipality)


def test_a_town_comments_and_the_team_answers(visit, mayor):
    minutes = MinutesVersionFactory(visit=visit)
    head = make_member(team=visit.trip.team)
    made = say(visit, mayor, "  نشاني كشتارگاه درست نيست. ")
    say(visit, head, "درست شد.", side=Side.ORGANISATION, at=NOON + MINUTE)
    assert (made.text, made.side, made.written_by, made.written_at) == (
        "نشانی کشتارگاه درست نیست.",
        Side.MUNICIPALITY,
        mayor,
        NOON,
    )
    assert made.minutes == minutes
    assert [each.text for each in comments_of(meeting=visit, reader=mayor)] == [made.text, "درست شد."]
    entries = AuditEntry.objects.filter(action="comment_on_visit").order_by("pk")
    assert [entry.actor_id for entry in entries] == [str(mayor.pk), str(head.pk)]
    assert "کشتارگاه" not in str([entry.changes for entry in entries])


def test_the_same_words_twice_are_kept_once(visit, mayor):
    assert say(visit, mayor) == say(visit, mayor, at=NOON + MINUTE)
    assert VisitComment.objects.count() == 1


def test_a_visit_of_a_session_names_the_minutes_of_the_session(visit):
    session = make_session()
    minutes = MinutesVersionFactory(visit=None, session=session)
    own = session.visits.order_by("pk").first()
    assert say(own, make_representative(town=own.municipality)).minutes == minutes


@pytest.mark.parametrize("state", [state for state in VisitState if state not in OPEN_FOR_COMMENTS])
def test_a_frozen_visit_takes_none_and_says_why(visit, mayor, state):
    visit.state, visit.reason = state, "دلیل"
    visit.save()
    with pytest.raises(UnableToCommentError) as refusal:
        say(visit, mayor)
    assert str(refusal.value.args[0]) == CLOSED[state]
    assert not VisitComment.objects.exists()


@pytest.mark.parametrize("text", ["", " \n ", "ا" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused(visit, mayor, text):
    with pytest.raises(UnableToCommentError):
        say(visit, mayor, text)
    assert not VisitComment.objects.exists()


def test_nobody_else_speaks_for_a_side(visit, mayor):
    neighbour = make_representative(town=VisitFactory().municipality)
    for by, side in (
        (neighbour, Side.MUNICIPALITY),
        (neighbour, Side.ORGANISATION),
        (mayor, Side.ORGANISATION),
        (mayor, Side.OTHER),
        (make_user(role="planner"), Side.MUNICIPALITY),
        (make_member(team=VisitFactory().trip.team), Side.ORGANISATION),
        (make_user(role="auditor"), Side.ORGANISATION),
    ):
        with pytest.raises(PermissionDenied):
            say(visit, by, side=side)
    assert not VisitComment.objects.exists()


def test_in_a_session_each_town_reads_only_its_own_talk(django_assert_num_queries):
    session = make_session()
    first, second = session.visits.order_by("pk")
    mayor = make_representative(town=first.municipality)
    mine = say(first, mayor)
    theirs = say(second, make_representative(town=second.municipality))
    planner = make_user(role="planner")
    assert list(comments_of(meeting=session, reader=mayor)) == [mine]
    assert list(comments_of(meeting=second, reader=mayor)) == []
    with django_assert_num_queries(2):
        read = [(each, each.written_by.full_name) for each in comments_of(meeting=session, reader=planner)]
    assert [each for each, _name in read] == [mine, theirs]


def test_a_visit_waits_for_an_answer_until_the_organisation_had_the_last_word(visit, mayor):
    member, planner = make_member(team=visit.trip.team), make_user(role="planner")
    stranger = make_member(team=VisitFactory().trip.team)
    say(visit, mayor)
    assert [list(visits_to_answer(user=user)) for user in (member, planner, stranger, mayor)] == [
        [visit],
        [visit],
        [],
        [],
    ]
    say(visit, member, "درست شد.", side=Side.ORGANISATION, at=NOON + MINUTE)
    assert not visits_to_answer(user=planner).exists()


@pytest.mark.parametrize("facts", [{"text": ""}, {"side": "other"}])
def test_the_database_refuses_a_comment_that_is_none(visit, mayor, facts):
    said = {"visit": visit, "side": "municipality", "text": "متن", "written_at": NOON, "written_by": mayor}
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitComment.objects.create(**(said | facts))
