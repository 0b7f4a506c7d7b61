"""Recording, proposing and changing projects."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.projects.enums import Origin, Stage
from hamyar.projects.errors import UnableToPublishProjectError, UnableToSaveProjectError
from hamyar.projects.models import Project, StageChange
from hamyar.projects.services import change_project, record_project
from tests.factories.accounts import make_user
from tests.factories.commitments import CompanyFactory, make_mayor
from tests.factories.findings import FindingFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.projects import (
    DAY,
    OpportunityFactory,
    make_contribution,
    make_project,
    project_fields,
)
from tests.factories.visits import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    return make_user(role="planner")


def test_a_project_gets_a_code_that_can_be_said_its_first_step_and_an_audit_entry(planner):
    town, other = MunicipalityFactory(), MunicipalityFactory()
    company, finding = CompanyFactory(), FindingFactory(municipality=town)
    first = make_project(
        by=planner, municipality=town, participants=[other, town], companies=[company], findings=[finding]
    )
    second = make_project(by=planner)
    assert (first.code, second.code) == ("1405-1", "1405-2")
    assert list(first.participants.all()) == [other]
    assert list(first.companies.all()) == [company]
    assert list(first.findings.all()) == [finding]
    assert (first.stage, first.origin, first.size) == (Stage.IDEA, Origin.ORGANISATION, Decimal("1500.000"))
    step = first.stage_changes.get()
    assert (step.before, step.after, step.held_on, step.by) == ("", "idea", DAY, planner)
    entry = AuditEntry.objects.get(action="record_project", target_id=str(first.pk))
    assert entry.changes["kind"] == [None, "نیروگاه خورشیدی"]
    assert entry.changes["participants"] == [None, [other.name_fa]]


def test_the_number_begins_anew_with_the_jalali_year(planner):
    make_project(by=planner)
    later = make_project(by=planner, at=NOON.replace(year=2027, month=4), cost_as_of=DAY)
    assert later.code == "1406-1"


def test_a_project_under_way_is_recorded_at_its_stage_and_day(planner):
    day = dt.date(2025, 10, 1)
    project = record_project(
        fields=project_fields(municipality=MunicipalityFactory()),
        stage=Stage.CONTRACT,
        held_on=day,
        by=planner,
        at=NOON,
    )
    assert project.stage == Stage.CONTRACT
    assert (project.stage_changes.get().after, project.stage_changes.get().held_on) == ("contract", day)


def test_without_a_unit_the_usual_one_of_the_kind_counts_and_without_a_size_none():
    assert make_project(unit="").unit == "kilowatt"
    assert make_project(size=None, unit="hectare").unit == ""


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"title_fa": " "}, "title_fa", "title_missing"),
        ({"title_fa": "ن" * 161}, "title_fa", "title_long"),
        ({"kind": "palace"}, "kind", "kind_unknown"),
        ({"municipality": None}, "municipality", "municipality_missing"),
        ({"sector": "moon"}, "sector", "sector_unknown"),
        ({"contract": "handshake"}, "contract", "contract_unknown"),
        ({"size": "0"}, "size", "size_wrong"),
        ({"size": "NaN"}, "size", "size_wrong"),
        ({"unit": "stall"}, "unit", "unit_wrong"),
        ({"cost_rial": 0}, "cost_rial", "amount_wrong"),
        ({"cost_as_of": None}, "cost_as_of", "amount_day_missing"),
        ({"cost_as_of": DAY + dt.timedelta(days=1)}, "cost_as_of", "day_ahead"),
        ({"summary": "خ" * 301}, "summary", "line_long"),
        ({"public_text": "خ" * 10_001}, "public_text", "text_long"),
        ({"contact_email": "at-home"}, "contact_email", "email_wrong"),
    ],
)
def test_a_field_that_makes_no_sense_is_named_and_nothing_is_stored(planner, changes, field, code):
    with pytest.raises(UnableToSaveProjectError) as refusal:
        make_project(by=planner, **changes)
    assert (refusal.value.field, refusal.value.code) == (field, code)
    assert not Project.objects.exists()
    assert not StageChange.objects.exists()


def test_a_finding_the_writer_may_not_know_of_is_not_linked():
    mayor, town = make_mayor()
    secret = FindingFactory(municipality=town, visibility="confidential")
    with pytest.raises(UnableToSaveProjectError) as refusal:
        make_project(by=mayor, municipality=town, findings=[secret])
    assert refusal.value.code == "finding_unknown"
    assert not Project.objects.exists()


@pytest.mark.parametrize("role", ["mayor", "council_secretary"])
def test_a_town_proposes_an_idea_and_writes_nothing_for_the_office(role):
    user, town = make_mayor(role=role)
    project = record_project(
        fields=project_fields(municipality=town, internal_note="پنهان", companies=[CompanyFactory()]),
        stage=Stage.OPERATION,
        by=user,
        at=NOON,
    )
    assert (project.stage, project.origin) == (Stage.IDEA, Origin.MUNICIPALITY)
    assert (project.internal_note, project.companies.count()) == ("", 0)
    assert AuditEntry.objects.filter(action="propose_project").count() == 1


@pytest.mark.parametrize(
    "role",
    [
        "mayor",
        "company",
        "team_member",
        "analyst",
        "public_relations",
        "reporter",
        "auditor",
        "chief_executive",
    ],
)
def test_nobody_else_records_a_project_of_a_town_they_do_not_speak_for(role):
    with pytest.raises(PermissionDenied):
        make_project(by=make_user(role=role))
    assert not Project.objects.exists()


def test_a_change_keeps_what_is_left_out_and_tells_what_changed(planner):
    project = make_project(by=planner, internal_note="داخلی")
    changed = change_project(
        project=project,
        revision=1,
        fields={"title_fa": "نیروگاه تازه", "cost_rial": None, "income_rial": None},
        by=planner,
        at=NOON,
    )
    assert (changed.title_fa, changed.internal_note, changed.revision) == ("نیروگاه تازه", "داخلی", 2)
    assert changed.cost_as_of is None
    entry = AuditEntry.objects.get(action="change_project")
    assert set(entry.changes) == {"title_fa", "cost_rial", "income_rial", "cost_as_of"}
    assert changed.title_key in changed.search_key
    same = change_project(project=project, revision=2, fields={}, by=planner, at=NOON)
    assert (same.revision, AuditEntry.objects.filter(action="change_project").count()) == (2, 1)


def test_a_change_of_what_somebody_changed_meanwhile_is_refused(planner):
    project = make_project(by=planner)
    change_project(project=project, revision=1, fields={"title_fa": "یک"}, by=planner, at=NOON)
    with pytest.raises(UnableToSaveProjectError) as refusal:
        change_project(project=project, revision=1, fields={"title_fa": "دو"}, by=planner, at=NOON)
    assert refusal.value.code == "project_stale"
    project.refresh_from_db()
    assert project.title_fa == "یک"


def test_a_town_changes_its_own_proposal_while_it_is_an_idea_and_no_other():
    mayor, town = make_mayor()
    own = make_project(by=mayor, municipality=town)
    change_project(
        project=own, revision=1, fields={"summary": "بهتر", "internal_note": "نه"}, by=mayor, at=NOON
    )
    own.refresh_from_db()
    assert (own.summary, own.internal_note) == ("بهتر", "")
    of_office = make_project(municipality=town)
    neighbour = MunicipalityFactory()
    Project.objects.filter(pk=own.pk).update(stage=Stage.SCREENING)
    for project, fields in ((own, {}), (of_office, {"summary": "ما"})):
        with pytest.raises(PermissionDenied):
            change_project(project=project, revision=project.revision, fields=fields, by=mayor, at=NOON)
    Project.objects.filter(pk=own.pk).update(stage=Stage.IDEA)
    with pytest.raises(PermissionDenied):
        change_project(project=own, revision=2, fields={"municipality": neighbour}, by=mayor, at=NOON)
    own.refresh_from_db()
    assert own.municipality == town


def test_a_side_that_still_brings_something_stays(planner):
    other = MunicipalityFactory()
    project = make_project(by=planner, participants=[other])
    make_contribution(project)
    with pytest.raises(UnableToSaveProjectError) as refusal:
        change_project(project=project, revision=1, fields={"municipality": other}, by=planner, at=NOON)
    assert refusal.value.code == "side_still_brings"
    change_project(project=project, revision=1, fields={"participants": []}, by=planner, at=NOON)
    assert project.participants.count() == 0


def test_a_published_project_keeps_what_its_page_needs(planner):
    project = OpportunityFactory()
    with pytest.raises(UnableToPublishProjectError) as refusal:
        change_project(project=project, revision=1, fields={"summary": ""}, by=planner, at=NOON)
    assert refusal.value.code == "summary_missing"
    project.refresh_from_db()
    assert project.summary
