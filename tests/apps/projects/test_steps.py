"""Stages, publishing, and taking back."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hamyar.core.models import AuditEntry, Contact
from hamyar.projects.enums import SEEKING, USUAL_ORDER, Stage, is_next
from hamyar.projects.errors import UnableToMoveProjectError, UnableToPublishProjectError
from hamyar.projects.models import Project, StageChange
from hamyar.projects.services import move_project, publish_project, unpublish_project
from tests.factories.accounts import make_user
from tests.factories.projects import DAY, OpportunityFactory, ProjectFactory
from tests.factories.visits import NOON

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=10)
AT = NOON + dt.timedelta(days=30)


@pytest.fixture
def planner():
    return make_user(role="planner")


def test_the_usual_order_has_fifteen_stages_and_ends_the_search_before_the_contract():
    assert len(USUAL_ORDER) == 15
    assert (SEEKING[0], SEEKING[-1]) == (Stage.IDEA, Stage.NEGOTIATION)
    assert is_next("idea", "screening")
    assert not is_next("idea", "feasibility")
    assert not is_next("screening", "idea")
    assert not is_next("suspended", "idea")
    assert not is_next("closed", "suspended")


def test_each_step_stays_with_its_day_document_and_reason(planner):
    project = ProjectFactory()
    for to, note in (
        (Stage.SCREENING, ""),
        (Stage.COUNCIL_APPROVAL, "شهر کوچک است و هیئت ندارد."),
        (Stage.SUSPENDED, "در انتظار سند زمین"),
        (Stage.COUNCIL_APPROVAL, "سند رسید."),
    ):
        move_project(project=project, to=to, held_on=LATER, document=" ۱۲/۳۴۵ ", note=note, by=planner, at=AT)
    steps = project.stage_changes.order_by("at", "pk")
    assert [(s.before, s.after, s.note) for s in steps] == [
        ("", "idea", ""),
        ("idea", "screening", ""),
        ("screening", "council_approval", "شهر کوچک است و هیئت ندارد."),
        ("council_approval", "suspended", "در انتظار سند زمین"),
        ("suspended", "council_approval", "سند رسید."),
    ]
    assert steps[1].document == "۱۲/۳۴۵"
    project.refresh_from_db()
    assert (project.stage, project.revision) == ("council_approval", 5)
    assert AuditEntry.objects.filter(action="move_project").count() == 4


@pytest.mark.parametrize(
    ("to", "day", "note", "code"),
    [
        (Stage.IDEA, LATER, "چون", "stage_same"),
        (Stage.FEASIBILITY, LATER, " ", "reason_missing"),
        (Stage.CANCELLED, LATER, "", "reason_missing"),
        (Stage.SCREENING, DAY - dt.timedelta(days=1), "", "day_before_last_step"),
        (Stage.SCREENING, DAY + dt.timedelta(days=31), "", "day_ahead"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused_and_leaves_no_trace(planner, to, day, note, code):
    project = ProjectFactory()
    with pytest.raises(UnableToMoveProjectError) as refusal:
        move_project(project=project, to=to, held_on=day, note=note, by=planner, at=AT)
    assert refusal.value.code == code
    project.refresh_from_db()
    assert (project.stage, project.stage_changes.count()) == ("idea", 1)
    assert not AuditEntry.objects.filter(action="move_project").exists()


def test_a_step_is_never_changed_and_never_deleted():
    project = ProjectFactory()
    for act in (
        lambda: StageChange.objects.update(note="دیگر"),
        lambda: project.stage_changes.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert project.stage_changes.get().note == ""


def test_cancelling_takes_a_published_project_back_for_the_same_reason(planner):
    project = OpportunityFactory()
    move_project(
        project=project, to=Stage.CANCELLED, held_on=LATER, note="زمین فروخته شد.", by=planner, at=AT
    )
    project.refresh_from_db()
    assert (project.stage, project.published_at, project.published_by) == ("cancelled", None, None)
    entry = AuditEntry.objects.get(action="unpublish_project")
    assert entry.changes["reason"] == [None, "زمین فروخته شد."]
    with pytest.raises(UnableToPublishProjectError) as refusal:
        publish_project(project=project, by=planner, at=AT)
    assert refusal.value.code == "project_cancelled"


def test_the_database_keeps_no_cancelled_project_public():
    project = OpportunityFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(stage=Stage.CANCELLED)


@pytest.mark.parametrize("role", ["planner", "chief_executive"])
def test_a_project_is_published_once_and_taken_back_with_a_reason(role):
    project, by = ProjectFactory(contact_phone="051"), make_user(role=role)
    published = publish_project(project=project, by=by, at=AT)
    assert (published.published_at, published.published_by) == (AT, by)
    with pytest.raises(UnableToPublishProjectError) as again:
        publish_project(project=project, by=by, at=AT)
    with pytest.raises(UnableToPublishProjectError) as silent:
        unpublish_project(project=project, reason=" ", by=by, at=AT)
    assert (again.value.code, silent.value.code) == ("published_already", "reason_missing")
    internal = unpublish_project(project=project, reason="قیمت‌ها عوض شد.", by=by, at=AT)
    assert (internal.published_at, internal.published_by) == (None, None)
    with pytest.raises(UnableToPublishProjectError) as twice:
        unpublish_project(project=project, reason="باز هم", by=by, at=AT)
    assert twice.value.code == "not_published"
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["publish_project", "unpublish_project"]


def test_a_project_without_summary_or_anybody_to_call_is_not_published(planner):
    project = ProjectFactory(summary="", contact_phone="051")
    with pytest.raises(UnableToPublishProjectError) as without_summary:
        publish_project(project=project, by=planner, at=AT)
    silent = ProjectFactory()
    with pytest.raises(UnableToPublishProjectError) as without_contact:
        publish_project(project=silent, by=planner, at=AT)
    assert (without_summary.value.code, without_contact.value.code) == ("summary_missing", "contact_missing")
    assert not Project.objects.filter(published_at__isnull=False).exists()
    Contact.objects.create(pk=1, phone="051-1234")
    assert publish_project(project=silent, by=planner, at=AT).is_published


@pytest.mark.parametrize(
    "role", ["mayor", "company", "team_member", "analyst", "public_relations", "reporter", "auditor"]
)
def test_others_neither_move_nor_publish(role):
    internal, public, user = ProjectFactory(contact_phone="051"), OpportunityFactory(), make_user(role=role)
    with pytest.raises(PermissionDenied):
        move_project(project=internal, to=Stage.SCREENING, held_on=LATER, by=user, at=AT)
    with pytest.raises(PermissionDenied):
        publish_project(project=internal, by=user, at=AT)
    with pytest.raises(PermissionDenied):
        unpublish_project(project=public, reason="چون", by=user, at=AT)
    assert list(Project.objects.filter(published_at__isnull=False)) == [public]
    assert not AuditEntry.objects.exists()
