"""Writing findings: who may, what is refused, and what sending twice does."""

import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.findings.enums import FindingState, ReportedBy
from hamyar.findings.errors import UnableToSaveFindingError
from hamyar.findings.models import Finding, FindingEvent
from hamyar.findings.selectors import findings_visible_to
from hamyar.findings.services import move_finding, save_finding, withdraw_finding
from hamyar.visits.errors import StaleRecordError
from tests.factories.accounts import make_user
from tests.factories.findings import finding_fields, make_finding
from tests.factories.places import MunicipalityFactory, RepresentationFactory
from tests.factories.visits import NOON, CountySessionFactory, TeamMemberFactory, VisitFactory

pytestmark = pytest.mark.django_db


def save(*, by, device_id=None, revision=0, visit=None, session=None, **fields):
    return save_finding(
        device_id=device_id or uuid.uuid4(),
        revision=revision,
        fields=finding_fields(**fields),
        visit=visit,
        session=session,
        by=by,
        at=NOON,
    )


def of_team(visit):
    user = make_user(role="team_member")
    TeamMemberFactory(team=visit.trip.team, user=user)
    return user


def mayor_of(town):
    user = make_user(role="mayor")
    RepresentationFactory(user=user, municipality=town)
    return user


def test_a_team_writes_a_finding_of_its_own_visit():
    visit = VisitFactory()
    finding = save(by=of_team(visit), visit=visit)
    assert (finding.municipality, finding.county) == (visit.municipality, visit.municipality.county)
    assert (finding.reported_by, finding.revision, finding.state) == (ReportedBy.VISIT, 1, "reported")
    assert (finding.size, finding.people_affected) == (Decimal(2), 12000)
    assert [event.event for event in finding.events.all()] == ["reported"]
    assert AuditEntry.objects.get(action="report_finding").target_id == str(finding.pk)


@pytest.mark.parametrize(
    "role", ["team_member", "analyst", "mayor", "company", "auditor", "public_relations"]
)
def test_others_do_not_write_findings_of_a_visit(role):
    with pytest.raises(PermissionDenied):
        save(by=make_user(role=role), visit=VisitFactory())
    assert not Finding.objects.exists()


def test_a_county_session_has_findings_of_the_county_and_of_its_towns():
    session = CountySessionFactory()
    town = VisitFactory(session=session, municipality__county=session.county).municipality
    planner = make_user(role="planner")
    assert save(by=planner, session=session).municipality is None
    assert save(by=planner, session=session, municipality=town.code).municipality == town
    with pytest.raises(UnableToSaveFindingError) as refusal:
        save(by=planner, session=session, municipality=MunicipalityFactory(county=session.county))
    assert (refusal.value.code, refusal.value.field) == ("town_elsewhere", "municipality")
    assert Finding.objects.count() == 2


def test_a_town_reports_for_itself_only_and_never_in_secret():
    town = MunicipalityFactory()
    mayor = mayor_of(town)
    finding = save(by=mayor, municipality=town, visibility="confidential")
    assert (finding.reported_by, finding.visibility) == (ReportedBy.MUNICIPALITY, "public")
    with pytest.raises(PermissionDenied):
        save(by=mayor, municipality=MunicipalityFactory())
    with pytest.raises(PermissionDenied):
        save(by=mayor, county=town.county)
    with pytest.raises(UnableToSaveFindingError, match=r"."):
        save(by=mayor, device_id=finding.device_id, revision=1, municipality=MunicipalityFactory())
    assert Finding.objects.get().municipality == town


def test_the_desk_cannot_hide_a_report_from_the_town_that_made_it():
    town = MunicipalityFactory()
    finding = save(by=mayor_of(town), municipality=town)
    with pytest.raises(UnableToSaveFindingError) as refusal:
        save(
            by=make_user(role="planner"),
            device_id=finding.device_id,
            revision=1,
            municipality=town,
            visibility="confidential",
        )
    assert refusal.value.code == "town_knows"
    assert Finding.objects.get().visibility == "public"


def test_sending_the_same_twice_stores_it_once_even_after_a_later_change():
    town, planner, device_id = MunicipalityFactory(), make_user(role="planner"), uuid.uuid4()
    first = save(by=planner, device_id=device_id, municipality=town)
    again = save(by=planner, device_id=device_id, municipality=town)
    assert (again.pk, again.revision) == (first.pk, 1)
    save(by=planner, device_id=device_id, revision=1, municipality=town, title="عنوان تازه")
    late = save(by=planner, device_id=device_id, municipality=town)
    assert (late.revision, late.title) == (2, "عنوان تازه")
    assert FindingEvent.objects.count() == 2


def test_a_change_from_an_old_copy_is_refused_and_shows_what_stands():
    town, planner, device_id = MunicipalityFactory(), make_user(role="planner"), uuid.uuid4()
    save(by=planner, device_id=device_id, municipality=town)
    save(by=planner, device_id=device_id, revision=1, municipality=town, title="یکی")
    with pytest.raises(StaleRecordError) as refusal:
        save(by=planner, device_id=device_id, revision=1, municipality=town, title="دیگری")
    assert refusal.value.current.title == "یکی"
    assert Finding.objects.get().title == "یکی"


def test_a_change_leaves_out_what_it_does_not_name():
    finding = make_finding()
    save_finding(
        device_id=finding.device_id,
        revision=1,
        fields={"urgency": "critical"},
        by=make_user(role="planner"),
        at=NOON,
    )
    changed = Finding.objects.get()
    assert (changed.urgency, changed.title, changed.size) == ("critical", finding.title, finding.size)
    assert changed.events.last().changes == {"urgency": ["high", "critical"]}


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"title": " "}, "title_missing", "title"),
        ({"title": "ن" * 161}, "title_long", "title"),
        ({"text": "ن" * 5001}, "text_long", "text"),
        ({"kind": "wish"}, "kind_unknown", "kind"),
        ({"sector": "space"}, "sector_unknown", "sector"),
        ({"urgency": "never"}, "urgency_unknown", "urgency"),
        ({"visibility": "all"}, "visibility_unknown", "visibility"),
        ({"size": "دو"}, "size_no_number", "size"),
        ({"size": "-2"}, "size_negative", "size"),
        ({"size": "NaN"}, "size_no_number", "size"),
        ({"size": 10**13}, "size_large", "size"),
        ({"unit": ""}, "unit_missing", "unit"),
        ({"people_affected": "1.5"}, "people_not_whole", "people_affected"),
        ({"municipality": ""}, "place_missing", "municipality"),
        ({"municipality": "0"}, "municipality_unknown", "municipality"),
    ],
)
def test_wrong_fields_are_named_and_nothing_is_stored(wrong, code, field):
    town = MunicipalityFactory()
    with pytest.raises(UnableToSaveFindingError) as refusal:
        save(by=make_user(role="planner"), **({"municipality": town} | wrong))
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert not Finding.objects.exists()
    assert not AuditEntry.objects.filter(action="report_finding").exists()


def test_a_change_to_a_finding_that_is_not_there_is_refused():
    with pytest.raises(UnableToSaveFindingError) as refusal:
        save(by=make_user(role="planner"), revision=3, municipality=MunicipalityFactory())
    assert refusal.value.code == "finding_missing"


def test_a_finding_belongs_to_one_meeting():
    with pytest.raises(UnableToSaveFindingError) as refusal:
        save(by=make_user(role="planner"), visit=VisitFactory(), session=CountySessionFactory())
    assert refusal.value.code == "two_meetings"


def test_a_finding_is_taken_back_until_it_is_decided_and_saving_brings_it_back():
    town = MunicipalityFactory()
    mayor = mayor_of(town)
    finding = save(by=mayor, municipality=town)
    with pytest.raises(StaleRecordError):
        withdraw_finding(finding=finding, revision=7, by=mayor, at=NOON)
    with pytest.raises(PermissionDenied):
        withdraw_finding(finding=finding, revision=1, by=mayor_of(MunicipalityFactory()), at=NOON)
    taken = withdraw_finding(finding=finding, revision=1, by=mayor, at=NOON)
    assert (taken.revision, withdraw_finding(finding=finding, revision=1, by=mayor, at=NOON).revision) == (
        2,
        2,
    )
    assert not findings_visible_to(viewer=mayor).exists()
    save(by=mayor, device_id=finding.device_id, revision=2, municipality=town)
    assert findings_visible_to(viewer=mayor).get().withdrawn_at is None

    planner = make_user(role="planner")
    move_finding(finding=finding, to=FindingState.CONFIRMED, by=planner, at=NOON)
    with pytest.raises(PermissionDenied):
        withdraw_finding(finding=finding, revision=4, by=mayor, at=NOON)
    with pytest.raises(UnableToSaveFindingError) as refusal:
        withdraw_finding(finding=finding, revision=4, by=planner, at=NOON)
    assert refusal.value.code == "finding_decided"
    assert Finding.objects.get().withdrawn_at is None
    assert [e.event for e in finding.events.all()] == ["reported", "withdrawn", "changed", "moved"]
