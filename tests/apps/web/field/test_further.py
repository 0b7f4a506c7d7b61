"""Findings and promises from a device."""

import datetime as dt

import pytest

from hamyar.accounts.models import Role
from hamyar.commitments.models import Commitment
from hamyar.findings.models import Finding
from hamyar.visits.models import DeviceOperation
from tests.apps.web.field.devices import Device, make_member, make_team_visit, operation
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db

FINDING = {
    "title": "شبکهٔ فرسودهٔ آب",
    "kind": "problem",
    "sector": "water",
    "urgency": "high",
    "text": "",
    "size": 12.5,
    "unit": "کیلومتر",
    "people_affected": 3000,
    "visibility": "confidential",
}
PROMISE = {
    "text": "فرستادن نقشهٔ زمین",
    "side": "municipality",
    "company": "",
    "body": "",
    "owner_name": "رضا محمدی",
    "due_on": "2027-01-10",
    "visibility": "public",
}


@pytest.fixture
def device():
    return Device(make_member())


@pytest.fixture
def visit(device):
    return make_team_visit(device.user)


def test_a_finding_comes_once_and_is_changed_from_the_revision_that_was_seen(device, visit):
    sent = operation(visit, "finding", fields=FINDING)
    assert [device.send(sent)[0]["result"] for _time in range(2)] == ["applied", "applied"]
    found = Finding.objects.get()
    assert (found.title, found.visit, found.municipality) == (FINDING["title"], visit, visit.municipality)
    changed = {**FINDING, "urgency": "critical"}
    (told,) = device.send(
        operation(visit, "finding", record=sent["record"], base=found.revision, fields=changed)
    )
    assert told["result"] == "applied"
    stale = operation(visit, "finding", record=sent["record"], base=found.revision, fields=FINDING)
    (met,) = device.send(stale)
    assert (met["result"], met["current"]["fields"]) == ("conflict", changed)


def test_a_promise_comes_once_and_stands_for_the_visited_town(device, visit):
    sent = operation(visit, "promise", fields=PROMISE)
    assert [device.send(sent)[0]["result"] for _time in range(2)] == ["applied", "applied"]
    promise = Commitment.objects.get()
    assert (promise.visit, promise.municipality, promise.town) == (visit, *[visit.municipality] * 2)
    assert promise.due_on == dt.date(2027, 1, 10)


@pytest.mark.parametrize(
    "fields",
    [
        {"side": "company", "company": ""},
        {"side": "other", "body": " "},
        {"owner_name": ""},
        {"due_on": None},
        {"due_on": "soon"},
    ],
)
def test_a_promise_that_lacks_something_is_refused_with_its_reason_and_kept(device, visit, fields):
    (told,) = device.send(operation(visit, "promise", fields={**PROMISE, **fields}))
    assert told["result"] == "refused"
    assert told["reason"]
    assert Commitment.objects.count() == 0
    assert DeviceOperation.objects.get().fields["text"] == PROMISE["text"]


@pytest.mark.parametrize(("kind", "fields"), [("finding", FINDING), ("promise", PROMISE)])
def test_a_foreign_visit_takes_neither(device, kind, fields):
    (told,) = device.send(operation(VisitFactory(), kind, fields=fields))
    assert told["result"] == "refused"
    assert (Finding.objects.count(), Commitment.objects.count()) == (0, 0)


def test_the_device_fetches_them_again_as_it_wrote_them(device, visit):
    device.send(operation(visit, "finding", fields=FINDING), operation(visit, "promise", fields=PROMISE))
    (carried,) = device.snapshot()["visits"]
    fields = {record["kind"]: record["fields"] for record in carried["records"]}
    assert fields["finding"] == FINDING
    assert fields["promise"] == {**PROMISE, "company": None}


def test_a_confidential_finding_comes_only_to_who_may_know_of_it_or_wrote_it(device, visit):
    role = Role.objects.create(
        code="outsider",
        name_fa="یاور",
        name_en="Helper",
        permissions=["visits.record_meetings", "findings.record_findings"],
    )
    stranger = make_member(team=visit.trip.team)
    stranger.roles.set([role])
    device.send(operation(visit, "finding", fields=FINDING), operation(visit, "promise", fields=PROMISE))
    for each, told in ((device, {"finding", "promise"}), (Device(stranger), set())):
        (carried,) = each.snapshot()["visits"]
        assert {record["kind"] for record in carried["records"]} == told
        assert (FINDING["title"] in str(carried["file"])) is bool(told)
    Finding.objects.update(recorded_by=stranger)
    (carried,) = Device(stranger).snapshot()["visits"]
    assert [record["kind"] for record in carried["records"]] == ["finding"]
