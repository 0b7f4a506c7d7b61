"""A county session from a device: one meeting of several towns, shared records and those of one town."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from hamyar.commitments.models import Commitment
from hamyar.findings.models import Finding
from hamyar.visits.enums import VisitState
from hamyar.visits.models import Attendance, Decision, DeviceOperation, Note, SitePhoto
from hamyar.web.field import kinds
from hamyar.web.field.snapshot import sessions_to_carry
from tests.apps.web.field.devices import Device, make_member, operation
from tests.apps.web.field.test_further import FINDING, PROMISE
from tests.factories.accounts import make_user
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import CountySessionFactory, make_session

pytestmark = pytest.mark.django_db
GUEST = {"full_name": "علی محمدی", "position": "شهردار", "side": "municipality", "state": "present"}
DECISION = {
    "text": "نقشهٔ زمین فرستاده شود.",
    "number": 1,
    "responsible": "",
    "cooperating": "",
    "due_on": None,
}


@pytest.fixture
def session():
    made, now = make_session(towns=3), timezone.now()
    for meeting in (made, *made.visits.all()):
        meeting.planned_start, meeting.planned_end = now, now + dt.timedelta(hours=2)
        meeting.save()
    return made


@pytest.fixture
def device(session):
    return Device(make_member(team=session.trip.team))


def at(session, kind="note", **given):
    """Return a change written at the session."""
    return {**operation(session, kind, **given), "visit": f"s{session.pk}"}


def test_the_telephone_takes_the_session_with_its_towns_and_their_files(device, session):
    device.send(at(session))
    together, *alone = device.snapshot()["visits"]
    assert together["id"] == f"s{session.pk}"
    assert {code for code, _name in together["towns"]} == {
        visit.municipality.code for visit in session.visits.all()
    }
    assert [record["kind"] for record in together["records"]] == ["note"]
    assert together["paper"] == reverse("meetings:form", args=[f"s{session.pk}"])
    assert [(each["session"], bool(each["file"]), each["records"]) for each in alone] == [
        (f"s{session.pk}", True, [])
    ] * 3


def test_a_town_that_no_longer_comes_is_not_offered(device, session):
    gone = session.visits.order_by("pk").first()
    gone.state, gone.reason = VisitState.CANCELLED, "برف"
    gone.save()
    together = device.snapshot()["visits"][0]
    assert gone.municipality.code not in dict(together["towns"])
    assert len(together["towns"]) == 2


@pytest.mark.parametrize(
    ("kind", "fields", "model", "name"),
    [
        ("finding", FINDING, Finding, "municipality"),
        ("promise", {**PROMISE, "side": "organisation"}, Commitment, "town"),
        ("decision", DECISION, Decision, "municipality"),
        ("attendance", GUEST, Attendance, "municipality"),
    ],
)
def test_a_record_is_of_all_towns_or_of_the_named_one_and_comes_once(
    device, session, kind, fields, model, name
):
    town = session.visits.order_by("pk").last().municipality
    shared = at(session, kind, fields={**fields, "town": ""})
    own = at(session, kind, fields={**fields, "town": town.code})
    for _time in range(2):
        assert [each["result"] for each in device.send(shared, own)] == ["applied", "applied"]
    assert model.objects.count() == 2
    for sent, expected in ((shared, None), (own, town)):
        stored = model.objects.get(device_id=sent["record"])
        assert (stored.session, stored.visit, getattr(stored, name)) == (session, None, expected)
    carried = {each["id"]: each["fields"]["town"] for each in device.snapshot()["visits"][0]["records"]}
    assert carried == {shared["record"]: "", own["record"]: town.code}


def test_a_finding_becomes_that_of_one_town_and_of_the_county_again(device, session):
    town = session.visits.order_by("pk").first().municipality
    sent = at(session, "finding", fields={**FINDING, "town": ""})
    device.send(sent)
    for base, code in ((1, town.code), (2, "")):
        changed = at(session, "finding", record=sent["record"], base=base, fields={**FINDING, "town": code})
        assert device.send(changed)[0]["result"] == "applied"
        found = Finding.objects.get()
        assert (found.municipality.code if found.municipality else "") == code
        assert found.county == session.county


def test_a_promising_municipality_is_named(device, session):
    (told,) = device.send(at(session, "promise", fields={**PROMISE, "town": ""}))
    assert (told["result"], told["reason"]) == ("refused", "بنویسید کدام شهرداری تعهد داده است.")
    town = session.visits.order_by("pk").first().municipality
    assert (
        device.send(at(session, "promise", fields={**PROMISE, "town": town.code}))[0]["result"] == "applied"
    )
    assert (Commitment.objects.get().municipality, Commitment.objects.get().town) == (town, town)


@pytest.mark.parametrize("kind", ["finding", "decision", "attendance", "promise"])
def test_a_town_that_does_not_sit_there_is_refused(device, session, kind):
    fields = {"finding": FINDING, "decision": DECISION, "attendance": GUEST, "promise": PROMISE}[kind]
    other = MunicipalityFactory(county=session.county)
    (told,) = device.send(at(session, kind, fields={**fields, "town": other.code}))
    assert told["result"] == "refused"
    assert told["reason"]
    models = (Finding, Decision, Attendance, Commitment)
    assert [model.objects.count() for model in models] == [0] * 4


def test_that_it_was_held_holds_every_visit_of_the_session(device, session):
    held = {"held_start": "2026-04-05T09:00", "held_end": "2026-04-05T11:00", "place": "فرمانداری"}
    sent = at(session, "held", record=str(kinds.held_id(session)), fields=held)
    for _time in range(2):
        assert device.send(sent)[0]["result"] == "applied"
    session.refresh_from_db()
    assert (session.state, session.place) == (VisitState.HELD, "فرمانداری")
    assert {visit.state for visit in session.visits.all()} == {VisitState.HELD}
    assert {visit.held_start for visit in session.visits.all()} == {session.held_start}
    (standing,) = device.snapshot()["visits"][0]["records"]
    assert standing["fields"] == held
    of_a_visit = at(session, "held", record=str(kinds.held_id(session.visits.first())), fields=held)
    assert device.send(of_a_visit)[0]["result"] == "refused"


def test_a_foreign_team_neither_sees_nor_writes(session):
    stranger = Device(make_member())
    assert stranger.snapshot()["visits"] == []
    (told,) = stranger.send(at(session))
    assert told["result"] == "refused"
    assert Note.objects.count() == 0
    assert DeviceOperation.objects.get().session == session
    assert Device(make_user(role="planner")).send(at(session))[0]["result"] == "applied"


@pytest.mark.parametrize("named", ["s0", "s999999", "x", "s", "s1 or 1=1"])
def test_a_session_that_does_not_exist_is_refused_and_kept(device, session, named):
    (told,) = device.send({**at(session), "visit": named})
    assert told["result"] == "refused"
    assert (Note.objects.count(), DeviceOperation.objects.get().meeting) == (0, None)


def test_two_devices_at_one_session_lay_their_words_side_by_side(device, session):
    other = Device(make_member(team=session.trip.team, full_name="سارا امینی"))
    town = session.visits.order_by("pk").first().municipality
    first = at(session, "decision", fields={**DECISION, "town": ""})
    device.send(first)
    other.send(
        at(session, "decision", record=first["record"], base=1, fields={**DECISION, "town": town.code})
    )
    mine = at(
        session,
        "decision",
        record=first["record"],
        base=1,
        fields={**DECISION, "text": "متن تازهٔ مصوبه", "town": ""},
    )
    (met,) = device.send(mine)
    assert (met["result"], met["current"]["fields"]["town"]) == ("conflict", town.code)
    page = device.client.get(reverse("field:conflicts")).content.decode()
    assert town.name in page
    assert "همهٔ شهرها" in page
    assert re.search(r"<th scope=\"row\">شماره</th><td[^>]*>\s*۱", page)
    assert "همکار" not in page, "a field that is empty on both sides says nothing"
    assert str(session.county.name) in page
    assert (
        "متن تازهٔ مصوبه" not in Device(make_member()).client.get(reverse("field:conflicts")).content.decode()
    )
    row = DeviceOperation.objects.get(operation_id=mine["id"])
    device.client.post(reverse("field:resolve", args=[row.pk]), {"resolution": "mine", "seen": "2"})
    assert (Decision.objects.get().text, Decision.objects.get().municipality) == ("متن تازهٔ مصوبه", None)


def test_what_the_desk_alone_writes_survives_a_change_from_the_telephone(device, session):
    visit = session.visits.order_by("pk").first()
    person = make_user(role="mayor")
    sent = {**operation(visit, "attendance", fields=GUEST)}
    device.send(sent)
    Attendance.objects.update(user=person, municipality=visit.municipality)
    changed = operation(
        visit, "attendance", record=sent["record"], base=1, fields={**GUEST, "state": "absent"}
    )
    assert device.send(changed)[0]["result"] == "applied"
    stored = Attendance.objects.get()
    assert (stored.state, stored.user, stored.municipality) == ("absent", person, visit.municipality)


def test_a_site_of_the_session_takes_its_photos(device, session):
    site = at(session, "site", fields={"title": "تصفیه‌خانه", "latitude": None, "longitude": None})
    device.send(site)
    photo = at(session, "photo", fields={"caption": "", "site": site["record"]})
    (told,) = device.send(photo)
    assert (told["result"], SitePhoto.objects.count()) == ("refused", 0)
    elsewhere = operation(session.visits.first(), "photo", record=str(uuid.uuid4()), fields=photo["fields"])
    assert device.send(elsewhere)[0]["result"] == "refused"


@pytest.mark.parametrize("sessions", [1, 3])
def test_one_session_and_three_are_found_by_the_same_queries(
    device, session, sessions, django_assert_num_queries
):
    now = timezone.now()
    for _time in range(sessions - 1):
        CountySessionFactory(trip=session.trip, planned_start=now, planned_end=now)
    with django_assert_num_queries(2):
        assert len(sessions_to_carry(user=device.user, at=now)) == sessions
