"""What devices send: once however often it comes, nothing lost beside a change of somebody else."""

import datetime as dt
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hamyar.core.models import AuditEntry
from hamyar.visits.enums import VisitState
from hamyar.visits.models import AgendaItem, DeviceOperation, Note, SitePhoto
from hamyar.visits.services.meeting import pictures
from hamyar.web.field import kinds
from hamyar.web.field.icons import icon_png
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


def test_a_change_is_applied_once_however_often_it_is_sent(device, visit):
    sent = operation(visit)
    (first,) = device.send(sent)
    (second,) = device.send(sent)
    assert (first["result"], first["same"], first["revision"]) == ("applied", False, 1)
    assert second == {**first, "same": True}
    assert Note.objects.get().text == sent["fields"]["text"]
    assert Note.objects.get().device_id == uuid.UUID(sent["record"])
    assert DeviceOperation.objects.count() == 1


def test_a_later_change_of_the_same_device_follows_the_first(device, visit):
    first = operation(visit)
    later = operation(visit, record=first["record"], base=1, fields={"text": "آب وصل شد."})
    assert [each["revision"] for each in device.send(first, later)] == [1, 2]
    assert Note.objects.get().text == "آب وصل شد."


def test_a_broken_change_in_the_middle_takes_nothing_with_it(device, visit, monkeypatch):
    broken = operation(visit, "agenda", fields={"text": "بودجه", "position": 1, "is_done": False})
    sent = [operation(visit), broken, operation(visit)]

    def fails(*_given, **_named):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(kinds.MeetingKeeper, "save", _failing_for("agenda", fails))
        assert [each["result"] for each in device.send(*sent)] == ["applied", "failed", "applied"]
    assert Note.objects.count() == 2
    assert not DeviceOperation.objects.filter(operation_id=broken["id"]).exists()
    again = device.send(*sent)
    assert [(each["result"], each["same"]) for each in again] == [
        ("applied", True),
        ("applied", False),
        ("applied", True),
    ]
    assert (Note.objects.count(), AgendaItem.objects.count()) == (2, 1)


def _failing_for(kind, fails):
    save = kinds.MeetingKeeper.save

    def chosen(self, **given):
        return fails() if given["sent"].kind == kind else save(self, **given)

    return chosen


def test_a_change_from_an_old_copy_is_kept_beside_the_newer_record(device, visit):
    other = Device(make_member(team=visit.trip.team, full_name="سارا امینی"))
    first = operation(visit)
    device.send(first)
    other.send(operation(visit, record=first["record"], base=1, fields={"text": "نوشتهٔ سارا"}))
    mine = operation(visit, record=first["record"], base=1, fields={"text": "نوشتهٔ من"})
    (met,) = device.send(mine)
    assert (met["result"], met["revision"]) == ("conflict", None)
    assert met["current"]["fields"] == {"text": "نوشتهٔ سارا", "is_confidential": False}
    assert (met["current"]["revision"], met["current"]["by"]) == (2, "سارا امینی")
    assert Note.objects.get().text == "نوشتهٔ سارا"
    assert DeviceOperation.objects.get(operation_id=mine["id"]).fields == {"text": "نوشتهٔ من"}
    assert device.snapshot()["open_conflicts"] == [mine["id"]]
    assert other.snapshot()["open_conflicts"] == []


@pytest.mark.parametrize(
    ("resolution", "texts"),
    [
        ("mine", ["نوشتهٔ من"]),
        ("theirs", ["نوشتهٔ او"]),
        ("both", ["نوشتهٔ او", "نوشتهٔ من"]),
    ],
)
def test_a_conflict_ends_as_the_person_chose(device, visit, resolution, texts):
    note, met = _conflict(device, visit)
    is_new = resolution == "both"
    ends = operation(
        visit,
        record=str(uuid.uuid4()) if is_new else note,
        base=0 if is_new else 2,
        fields={} if resolution == "theirs" else {"text": "نوشتهٔ من"},
        resolves=met,
        resolution=resolution,
    )
    (told,) = device.send(ends)
    assert told["result"] == "applied"
    assert list(Note.objects.order_by("pk").values_list("text", flat=True)) == texts
    row = DeviceOperation.objects.get(operation_id=met)
    assert (row.resolution, row.resolved_by) == (resolution, device.user)
    assert device.snapshot()["open_conflicts"] == []
    assert AuditEntry.objects.filter(action="end_device_conflict").count() == 1
    assert device.send(ends)[0]["same"] is True
    assert Note.objects.count() == len(texts)


def _conflict(device, visit):
    first = operation(visit)
    mine = operation(visit, record=first["record"], base=1, fields={"text": "نوشتهٔ من"})
    device.send(first)
    Note.objects.update(text="نوشتهٔ او", revision=2)
    assert device.send(mine)[0]["result"] == "conflict"
    return first["record"], mine["id"]


def test_a_choice_that_meets_yet_another_change_is_a_conflict_again(device, visit):
    note, met = _conflict(device, visit)
    Note.objects.update(text="باز هم تازه‌تر", revision=3)
    again = operation(
        visit, record=note, base=2, fields={"text": "نوشتهٔ من"}, resolves=met, resolution="mine"
    )
    assert device.send(again)[0]["result"] == "conflict"
    assert Note.objects.get().text == "باز هم تازه‌تر"
    assert device.snapshot()["open_conflicts"] == [again["id"]]


def test_two_devices_that_say_the_same_do_not_quarrel(device, visit):
    other = Device(make_member(team=visit.trip.team))
    fields = {"text": "بودجه", "position": 1, "is_done": False}
    point = operation(visit, "agenda", fields=fields)
    device.send(point)
    ticked = {**fields, "is_done": True}
    for each in (device, other):
        (told,) = each.send(operation(visit, "agenda", record=point["record"], base=1, fields=ticked))
        assert (told["result"], told["revision"]) == ("applied", 2)
    assert AgendaItem.objects.get().is_done is True


def test_two_devices_on_one_visit_add_without_doubling(device, visit):
    other = Device(make_member(team=visit.trip.team))
    sent = [operation(visit, fields={"text": f"یادداشت {number}"}) for number in range(4)]
    device.send(*sent[:2])
    other.send(*sent[2:])
    device.send(*sent[:2])
    other.send(*sent[2:])
    assert sorted(Note.objects.values_list("text", flat=True)) == [f"یادداشت {number}" for number in range(4)]


def test_a_foreign_visit_is_refused_and_what_was_written_is_kept(device):
    foreign = VisitFactory()
    (told,) = device.send(operation(foreign))
    assert (told["result"], told["reason"]) == ("refused", "شما نمی‌توانید در این بازدید چیزی ثبت کنید.")
    assert Note.objects.count() == 0
    row = DeviceOperation.objects.get()
    assert (row.visit, row.result, row.fields["text"]) == (foreign, "refused", "آب شهر دو روز قطع بوده است.")


def test_a_record_of_another_visit_is_not_reached_through_the_own_one(device, visit):
    neighbour = Device(make_member())
    theirs = make_team_visit(neighbour.user)
    note = operation(theirs)
    neighbour.send(note)
    (told,) = device.send(operation(visit, record=note["record"], base=1, fields={"text": "دست‌کاری"}))
    assert (told["result"], told["current"]) == ("refused", None)
    assert Note.objects.get().text == note["fields"]["text"]


def test_a_change_is_not_answered_to_somebody_else(device, visit):
    sent = operation(visit)
    device.send(sent)
    (told,) = Device(make_member(team=visit.trip.team)).send(sent)
    assert (told["result"], told["revision"], told["current"]) == ("refused", None, None)


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "unknown"},
        {"visit": 0},
        {"base": 7},
        {"kind": "attendance", "fields": {"full_name": "الف", "side": "moon", "state": "present"}},
        {"kind": "site", "fields": {"title": "پارک", "latitude": 10, "longitude": 10}},
        {"kind": "held", "fields": {}},
        {"fields": {"text": ""}},
        {"fields": {"text": 7}},
        {"resolution": "mine?"},
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_stored(device, visit, given):
    (told,) = device.send({**operation(visit), **given})
    assert told["result"] == "refused"
    assert told["reason"]
    assert (Note.objects.count(), visit.attendances.count(), visit.sitewalks.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    "document", ["", "[]", '{"user": 1}', '{"operations": [1]}', '{"user": "x", "operations": []}']
)
def test_what_is_no_batch_is_said_to_be_none(device, document):
    response = device.client.post(reverse("field:sync"), document, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "unreadable")


def test_the_clock_of_the_device_orders_nothing_and_is_shown_when_it_is_off(device, visit):
    behind = timezone.now() - dt.timedelta(days=1)
    sent = operation(visit, device_time=behind.isoformat())
    device.send(sent, device_now=behind.isoformat())
    note, row = Note.objects.get(), DeviceOperation.objects.get()
    assert note.device_time == behind
    assert timezone.now() - note.recorded_at < dt.timedelta(minutes=5)
    assert abs(row.skew_seconds + 86_400) < 300


def test_a_batch_of_somebody_else_is_not_taken_in_under_this_name(device, visit):
    response = device.post(operation(visit), user=device.user.pk + 1)
    assert (response.status_code, response.json()["code"]) == (409, "other_user")
    assert DeviceOperation.objects.count() == 0


def test_without_a_session_the_device_is_asked_to_sign_in():
    for response in (Client().get(reverse("field:visits")), Client().post(reverse("field:sync"))):
        assert (response.status_code, response.json()["code"]) == (401, "sign_in")


def test_a_change_needs_the_token_of_the_page(device, visit):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(device.user)
    assert strict.post(reverse("field:sync"), "{}", content_type="application/json").status_code == 403


def test_that_a_visit_was_held_is_recorded_once_by_two_devices(device, visit):
    other = Device(make_member(team=visit.trip.team))
    held = {"held_start": "2026-04-05T09:00", "held_end": None, "place": "فرمانداری"}
    record = str(kinds.held_id(visit))
    for each in (device, other):
        assert each.send(operation(visit, "held", record=record, fields=held))[0]["result"] == "applied"
    later = {**held, "held_start": "2026-04-05T10:00"}
    assert other.send(operation(visit, "held", record=record, fields=later))[0]["result"] == "conflict"
    visit.refresh_from_db()
    assert (visit.state, visit.place) == (VisitState.HELD, "فرمانداری")
    assert visit.held_start == dt.datetime(2026, 4, 5, 5, 30, tzinfo=dt.UTC)


def test_a_photo_comes_once_with_its_site(device, visit, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    site = operation(visit, "site", fields={"title": "تصفیه‌خانه", "latitude": None, "longitude": None})
    device.send(site)
    photo = operation(visit, "photo", fields={"caption": "مخزن", "site": site["record"]})
    for _time in range(2):
        (told,) = _send_photo(device, photo)
        assert told["result"] == "applied"
    stored = SitePhoto.objects.get()
    assert (stored.caption, stored.site.title, stored.visit) == ("مخزن", "تصفیه‌خانه", visit)


def _send_photo(device, photo):
    document = {**photo, "user": device.user.pk, "device_now": timezone.now().isoformat()}
    file = SimpleUploadedFile("photo.png", icon_png(192), content_type="image/png")
    answer = device.client.post(
        reverse("field:photo"), {"operation": json.dumps(document), "photo": file}
    ).json()
    return answer["results"]


def test_a_photo_that_is_too_large_is_refused_in_words_and_holds_up_nothing(device, visit, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    (told,) = _send_photo(device, operation(visit, "photo", fields={"caption": "مخزن", "site": None}))
    assert (told["result"], told["reason"]) == ("refused", "حجم عکس حداکثر ۱۰ مگابایت است.")
    assert (SitePhoto.objects.count(), DeviceOperation.objects.get().fields["caption"]) == (0, "مخزن")


def test_a_photo_the_server_fails_on_is_said_to_have_failed_and_comes_again(
    device, visit, monkeypatch, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    photo = operation(visit, "photo", fields={"caption": "", "site": None})

    def fails(*_given, **_named):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(kinds.MeetingKeeper, "save", fails)
        assert _send_photo(device, photo)[0]["result"] == "failed"
    assert _send_photo(device, photo)[0]["result"] == "applied"
    assert SitePhoto.objects.count() == 1


def test_a_letter_no_database_stores_is_left_out(device, visit):
    (told,) = device.send(operation(visit, fields={"text": "آب\0 شهر", "is_confidential": False}))
    assert told["result"] == "applied"
    assert Note.objects.get().text == "آب شهر"


def test_a_photo_without_a_picture_is_not_understood(device, visit):
    response = device.client.post(reverse("field:photo"), {"operation": "{}"})
    assert response.status_code == 400


def test_a_planner_records_at_every_visit():
    planner = Device(make_user(role="planner"))
    assert planner.send(operation(VisitFactory()))[0]["result"] == "applied"
