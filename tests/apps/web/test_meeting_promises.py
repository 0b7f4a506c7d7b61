"""On the page of a meeting: decisions that become promises, and the button for a draft of an item."""

import datetime as dt

import pytest
from django.urls import reverse

from hamyar.commitments.enums import CommitmentState, PromisingSide, Visibility
from hamyar.commitments.models import Commitment
from hamyar.visits.enums import VisitState
from tests.factories.accounts import make_user
from tests.factories.commitments import CommitmentFactory
from tests.factories.visits import (
    NOON,
    DecisionFactory,
    VisitFactory,
    make_member,
    make_representative,
    make_session,
)

pytestmark = pytest.mark.django_db

SOON = dt.date(2026, 6, 1)


def page_of(client, meeting):
    answer = client.get(meeting.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def button_of(decision):
    return reverse("commitments:from_decision", args=[decision.pk])


@pytest.fixture
def decision():
    return DecisionFactory(visit__state=VisitState.HELD, responsible="مدیر فنی فرضی", due_on=SOON)


def test_a_decision_shows_its_promise_in_place_of_the_button(client, decision):
    client.force_login(make_member(team=decision.visit.trip.team))
    assert button_of(decision) in page_of(client, decision.visit)
    answer = client.post(button_of(decision), {"side": "organisation"})
    assert answer["Location"] == f"{decision.visit.get_absolute_url()}#decision"
    promise = Commitment.objects.get()
    assert (promise.decision, promise.side) == (decision, PromisingSide.ORGANISATION)
    shown = page_of(client, decision.visit)
    assert button_of(decision) not in shown
    assert promise.get_absolute_url() in shown


def test_a_dropped_promise_of_a_decision_is_shown_and_not_made_again(client, decision):
    CommitmentFactory(decision=decision, visit=decision.visit, state=CommitmentState.CANCELLED)
    client.force_login(make_user(role="planner"))
    answer = client.get(decision.visit.get_absolute_url())
    assert button_of(decision) not in answer.content.decode()
    assert answer.context["page"].promises == ()
    assert answer.context["page"].decisions[0].promise.state == CommitmentState.CANCELLED


@pytest.mark.parametrize("who", ["auditor", "other team", "mayor"])
def test_who_may_not_record_promises_sees_no_button(client, decision, who):
    users = {
        "auditor": lambda: make_user(role="auditor"),
        "other team": lambda: make_member(team=VisitFactory().trip.team),
        "mayor": lambda: make_representative(town=decision.visit.municipality),
    }
    client.force_login(users[who]())
    shown = page_of(client, decision.visit)
    assert button_of(decision) not in shown
    assert reverse("commitments:new") not in shown
    assert client.post(button_of(decision), {"side": "organisation"}).status_code == 403
    assert not Commitment.objects.exists()


def test_a_decision_without_a_date_asks_for_it_on_the_side_that_was_chosen(client):
    decision = DecisionFactory(visit__state=VisitState.HELD)
    client.force_login(make_user(role="planner"))
    answer = client.post(button_of(decision), {"side": "municipality"}, follow=True)
    form = answer.context["form"]
    assert form.initial["side"] == PromisingSide.MUNICIPALITY
    assert form.initial["municipality"] == decision.visit.municipality.code
    assert not Commitment.objects.exists()


def test_a_town_reads_public_promises_and_opens_only_those_of_its_own(client):
    session = make_session()
    own, neighbour = (visit.municipality for visit in session.visits.order_by("pk"))
    mine = CommitmentFactory(session=session, town=own, text="نقشه برای ما")
    theirs = CommitmentFactory(session=session, town=neighbour, text="نقشه برای همسایه")
    inner = CommitmentFactory(session=session, town=own, text="درونی", visibility=Visibility.INTERNAL)
    client.force_login(make_representative(town=own))
    shown = page_of(client, session)
    assert mine.get_absolute_url() in shown
    assert theirs.text in shown
    assert theirs.get_absolute_url() not in shown
    assert inner.text not in shown


def test_a_session_that_was_held_offers_a_draft_to_who_writes_news(client):
    session = make_session()
    address = reverse("newsroom:draft_session", args=[session.pk])
    client.force_login(make_user(role="administrator"))
    assert address not in page_of(client, session)
    session.state, session.held_start = VisitState.HELD, NOON
    session.save()
    assert address in page_of(client, session)
    client.force_login(make_user(role="planner"))
    assert address not in page_of(client, session)


def test_the_side_list_stands_at_my_visits_on_every_page_of_a_visit(client, decision):
    client.force_login(make_user(role="planner"))
    mine = reverse("meetings:mine")
    for address in (
        decision.visit.get_absolute_url(),
        reverse("meetings:minutes", args=[decision.visit.pk]),
        reverse("visits:record", args=["decision", decision.device_id]),
        mine,
    ):
        links = [link for group in client.get(address).context["desk_links"] for link in group.links]
        assert [link.address for link in links if link.is_here] == [mine]
