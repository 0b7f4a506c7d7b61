"""What a telephone takes along, and the desk's page of two versions."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from hamyar.visits.enums import Resolution, VisitState
from hamyar.visits.errors import UnableToSaveRecordError
from hamyar.visits.models import DeviceOperation, Note
from hamyar.visits.services.sync import resolve_conflict
from hamyar.web.field.kinds import keeper_of
from hamyar.web.field.snapshot import visits_to_carry
from hamyar.web.field.versus import open_conflicts
from tests.apps.web.field.devices import Device, make_member, make_team_visit, operation
from tests.factories.accounts import make_user
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def device():
    return Device(make_member())


@pytest.fixture
def visit(device):
    return make_team_visit(device.user)


@pytest.fixture
def conflict(device, visit):
    first = operation(visit)
    device.send(first)
    Note.objects.update(text="نوشتهٔ سامانه", revision=2)
    mine = operation(visit, record=first["record"], base=1, fields={"text": "نوشتهٔ گوشی"})
    device.send(mine)
    return DeviceOperation.objects.get(operation_id=mine["id"])


def test_a_member_carries_the_visits_of_the_own_team_a_planner_all_of_the_next_weeks(device, visit):
    now = timezone.now()
    foreign = VisitFactory(planned_start=now, planned_end=now)
    VisitFactory(planned_start=now + dt.timedelta(days=40), planned_end=now + dt.timedelta(days=41))
    VisitFactory(planned_start=now, planned_end=now, state=VisitState.CANCELLED, reason="برف")
    assert [each["id"] for each in device.snapshot()["visits"]] == [visit.pk]
    planner = make_user(role="planner")
    assert set(visits_to_carry(user=planner, at=now)) == {visit, foreign}


def test_a_town_s_side_has_no_such_page():
    mayor = Device(make_user(role="mayor"))
    for name in ("visits", "page", "conflicts"):
        assert mayor.client.get(reverse(f"field:{name}")).status_code == 403
    assert mayor.post().status_code == 403


def test_the_list_of_visits_costs_the_same_for_one_and_for_three(device, visit, django_assert_num_queries):
    for _time in range(2):
        make_team_visit(device.user)
    with django_assert_num_queries(2):
        assert len(visits_to_carry(user=device.user, at=timezone.now())) == 3


def test_the_desk_shows_both_versions_and_what_was_refused(device, visit, conflict):
    device.send(operation(visit, fields={"text": ""}))
    response = device.client.get(reverse("field:conflicts"))
    words = BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ")
    assert "نوشتهٔ گوشی" in words
    assert "نوشتهٔ سامانه" in words
    assert DeviceOperation.objects.get(result="refused").reason in words
    stranger = Device(make_member())
    assert "نوشتهٔ گوشی" not in stranger.client.get(reverse("field:conflicts")).content.decode()


@pytest.mark.parametrize(
    ("resolution", "texts"),
    [
        ("mine", ["نوشتهٔ گوشی"]),
        ("theirs", ["نوشتهٔ سامانه"]),
        ("both", ["نوشتهٔ سامانه", "نوشتهٔ گوشی"]),
    ],
)
def test_the_desk_ends_a_conflict_and_the_telephone_learns_of_it(device, conflict, resolution, texts):
    address = reverse("field:resolve", args=[conflict.pk])
    device.client.post(address, {"resolution": resolution, "seen": "2"})
    assert list(Note.objects.order_by("pk").values_list("text", flat=True)) == texts
    assert list(open_conflicts(user=device.user)) == []
    assert device.snapshot()["open_conflicts"] == []
    device.client.post(address, {"resolution": "both", "seen": "2"})
    assert Note.objects.count() == len(texts)


@pytest.mark.parametrize("given", [{}, {"resolution": "mine"}, {"resolution": "mine", "seen": "1"}])
def test_a_choice_without_what_was_seen_changes_nothing(device, conflict, given):
    device.client.post(reverse("field:resolve", args=[conflict.pk]), given)
    assert Note.objects.get().text == "نوشتهٔ سامانه"
    assert open_conflicts(user=device.user).count() == 1


def test_somebody_of_another_team_ends_nothing(conflict):
    stranger = make_member()
    keeper = keeper_of(conflict.kind)
    with pytest.raises(PermissionDenied):
        resolve_conflict(
            operation=conflict,
            resolution=Resolution.THEIRS,
            seen_revision=2,
            keeper=keeper,
            by=stranger,
            at=timezone.now(),
        )
    assert Device(stranger).client.post(reverse("field:resolve", args=[conflict.pk])).status_code == 404
    conflict.refresh_from_db()
    assert conflict.resolution == ""


def test_a_conflict_ends_once(device, conflict):
    given = {"seen_revision": 2, "keeper": keeper_of(conflict.kind), "by": device.user, "at": timezone.now()}
    resolve_conflict(operation=conflict, resolution=Resolution.THEIRS, **given)
    with pytest.raises(UnableToSaveRecordError):
        resolve_conflict(operation=conflict, resolution=Resolution.MINE, **given)
    assert Note.objects.get().text == "نوشتهٔ سامانه"
