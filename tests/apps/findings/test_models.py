"""What the database itself refuses in the stage of findings."""

import pytest
from django.db import IntegrityError, transaction

from hamyar.findings.enums import FINDING_MOVES, FindingState
from hamyar.findings.models import FindingEvent
from hamyar.findings.sectors import all_sectors, sector_called, sectors_on
from tests.factories.findings import FindingFactory, make_finding
from tests.factories.visits import NOON, VisitFactory

pytestmark = pytest.mark.django_db


def test_every_state_has_its_moves():
    assert set(FINDING_MOVES) == set(FindingState)
    assert {to for targets in FINDING_MOVES.values() for to in targets} == set(FindingState)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"kind": "wish"},
        {"title": ""},
        {"size": 2, "unit": ""},
        {"size": -1, "unit": "متر"},
        {"reported_by": "municipality", "visibility": "confidential"},
        {"reported_by": "import"},
    ],
)
def test_a_finding_that_makes_no_sense_is_not_stored(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingFactory(**wrong)


def test_a_finding_of_a_meeting_is_reported_by_the_visit():
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingFactory(visit=VisitFactory())
    assert FindingFactory(visit=VisitFactory(), reported_by="visit").pk


def test_the_history_is_never_changed():
    finding = make_finding()
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingEvent.objects.filter(finding=finding).update(reason="دیگر")
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingEvent.objects.filter(finding=finding).delete()
    assert [event.reason for event in finding.events.all()] == [""]


def test_sectors_are_dated_and_found_by_name_and_code():
    assert sectors_on(on=NOON.date()) == tuple(all_sectors().values())
    assert sectors_on(on=NOON.date().replace(year=2020)) == ()
    assert sector_called("گردشگري").code == sector_called("tourism").code == "tourism"
    assert sector_called("چیز دیگر") is None
