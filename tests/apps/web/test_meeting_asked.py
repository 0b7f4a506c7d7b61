"""Minutes that wait for a confirmation: counted for the town, the head of the team and the planner, and shown."""

import pytest

from hamyar.visits.enums import Side, VisitState
from hamyar.visits.models import Confirmation, MinutesVersion
from hamyar.web.meeting.asked import minutes_to_confirm
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


def confirm(minutes, by, town=None, dissent=""):
    Confirmation.objects.create(
        minutes=minutes,
        side=Side.MUNICIPALITY if town else Side.ORGANISATION,
        municipality=town,
        digest=minutes.digest,
        dissent=dissent,
        confirmed_at=NOON,
        confirmed_by=by,
    )


@pytest.fixture
def visit():
    visit = VisitFactory(state=VisitState.MINUTED, held_start=NOON)
    MinutesVersionFactory(visit=visit)
    return visit


def test_minutes_wait_for_each_side_until_it_confirmed(visit):
    town, minutes = visit.municipality, MinutesVersion.objects.get()
    mayor, head = make_representative(town=town), make_member(team=visit.trip.team, is_head=True)
    planner, member = make_user(role="planner"), make_member(team=visit.trip.team)
    neighbour = make_representative(town=VisitFactory().municipality)
    people = (mayor, head, planner, member, neighbour)
    assert [minutes_to_confirm(user=user) for user in people] == [1, 1, 1, 0, 0]
    confirm(minutes, mayor, town, dissent="مهلت کم است.")
    assert minutes_to_confirm(user=mayor) == 1
    confirm(minutes, mayor, town)
    assert [minutes_to_confirm(user=user) for user in people] == [0, 1, 1, 0, 0]
    confirm(minutes, head)
    assert [minutes_to_confirm(user=user) for user in people] == [0, 0, 0, 0, 0]


def test_a_new_version_asks_again(visit):
    mayor = make_representative(town=visit.municipality)
    confirm(MinutesVersion.objects.get(), mayor, visit.municipality)
    MinutesVersionFactory(visit=visit, number=2)
    assert minutes_to_confirm(user=mayor) == 1


def test_minutes_of_a_session_wait_for_each_of_its_towns():
    session = make_session()
    session.state = VisitState.MINUTED
    session.save()
    session.visits.update(state=VisitState.MINUTED)
    minutes = MinutesVersionFactory(visit=None, session=session)
    first, second = session.visits.order_by("pk")
    mayors = [make_representative(town=each.municipality) for each in (first, second)]
    confirm(minutes, mayors[0], first.municipality)
    assert [minutes_to_confirm(user=user) for user in (*mayors, make_user(role="planner"))] == [0, 1, 1]


def test_the_desk_and_the_page_of_the_visit_tell_the_mayor(client, visit):
    mayor = make_representative(town=visit.municipality)
    client.force_login(mayor)
    assert [(each.count, each.address) for each in waiting_for(user=mayor)] == [(1, "/desk/visits/mine/")]
    asked = "صورتجلسه در انتظار تأیید شماست."
    assert asked in client.get(visit.get_absolute_url()).content.decode()
    confirm(MinutesVersion.objects.get(), mayor, visit.municipality)
    assert asked not in client.get(visit.get_absolute_url()).content.decode()
    assert waiting_for(user=mayor) == []
