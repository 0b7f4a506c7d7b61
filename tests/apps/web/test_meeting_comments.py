"""Comments on the page of a visit: each door for the town, its neighbour and the organisation."""

import pytest
from django.urls import reverse

from hamyar.visits.enums import Side, VisitState
from hamyar.visits.models import VisitComment
from hamyar.visits.services.comments import comment_on_visit
from hamyar.web.waiting import waiting_for
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

WORDS = "نام روستا در بند سه درست نیست."


def door(visit):
    return reverse("meetings:comment", args=[visit.pk])


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def visit():
    return VisitFactory(state=VisitState.MINUTED, held_start=NOON)


@pytest.fixture
def mayor(visit):
    return make_representative(town=visit.municipality)


def test_a_comment_is_sent_read_waits_and_is_answered(client, visit, mayor):
    client.force_login(mayor)
    assert door(visit) in text_of(client, visit.get_absolute_url())
    answer = client.post(door(visit), {"text": WORDS})
    assert answer["Location"] == f"{visit.get_absolute_url()}#comments"
    head = make_member(team=visit.trip.team)
    assert [w.count for w in waiting_for(user=head) if "پاسخ" in str(w.label)] == [1]
    client.force_login(head)
    assert f"{visit.get_absolute_url()}#comments" in text_of(client, reverse("meetings:mine"))
    shown = text_of(client, visit.get_absolute_url())
    assert WORDS in shown
    assert mayor.full_name in shown
    client.post(door(visit), {"text": "اصلاح شد."})
    assert list(VisitComment.objects.values_list("side", "text")) == [
        (Side.MUNICIPALITY, WORDS),
        (Side.ORGANISATION, "اصلاح شد."),
    ]
    client.force_login(mayor)
    assert "اصلاح شد." in text_of(client, visit.get_absolute_url())


def test_a_neighbour_reads_and_writes_nothing(client, visit, mayor):
    comment_on_visit(visit=visit, side=Side.MUNICIPALITY, text=WORDS, by=mayor, at=NOON)
    client.force_login(make_representative(town=VisitFactory().municipality))
    for answer in (
        client.get(visit.get_absolute_url()),
        client.get(door(visit)),
        client.post(door(visit), {"text": "من هم"}),
    ):
        assert answer.status_code == 403
        assert WORDS not in answer.content.decode()
    assert VisitComment.objects.count() == 1


def test_in_a_session_the_other_town_does_not_see_the_talk(client):
    session = make_session()
    first, second = session.visits.order_by("pk")
    mayor = make_representative(town=first.municipality)
    comment_on_visit(visit=first, side=Side.MUNICIPALITY, text=WORDS, by=mayor, at=NOON)
    client.force_login(mayor)
    assert WORDS in text_of(client, session.get_absolute_url())
    client.force_login(make_representative(town=second.municipality))
    for address in (session.get_absolute_url(), second.get_absolute_url()):
        assert WORDS not in text_of(client, address)


def test_who_only_reads_sees_the_talk_without_a_form(client, visit, mayor):
    comment_on_visit(visit=visit, side=Side.MUNICIPALITY, text=WORDS, by=mayor, at=NOON)
    client.force_login(make_user(role="auditor"))
    shown = text_of(client, visit.get_absolute_url())
    assert WORDS in shown
    assert door(visit) not in shown
    assert client.post(door(visit), {"text": "من هم"}).status_code == 403


def test_a_closed_visit_says_why_it_takes_no_comment_and_keeps_what_was_typed(client, visit, mayor):
    visit.state = VisitState.CLOSED
    visit.save()
    client.force_login(mayor)
    shown = text_of(client, visit.get_absolute_url())
    assert "بازدید بسته شده است" in shown
    assert door(visit) not in shown
    answer = client.post(door(visit), {"text": WORDS})
    assert answer.status_code == 422
    assert "بازدید بسته شده است" in answer.content.decode()
    assert WORDS in answer.content.decode()
    assert not VisitComment.objects.exists()


def test_the_draft_of_the_minutes_leads_to_the_comments(client, visit, mayor):
    content = {"title": "صورتجلسه", "head": [], "sections": []}
    MinutesVersionFactory(visit=visit, content=content)
    client.force_login(mayor)
    minutes = text_of(client, reverse("meetings:minutes", args=[visit.pk]))
    assert f"{visit.get_absolute_url()}#comments" in minutes
