"""Who may open which address of visits."""

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from hamyar.visits.models import Feed, SitePhoto, VisitWorkbook
from tests.doors import EVERYONE, Door
from tests.factories.accounts import UserFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import (
    NOON,
    DecisionFactory,
    MinutesVersionFactory,
    NoteFactory,
    SitePhotoFactory,
    TeamFactory,
    TeamMemberFactory,
    VisitFactory,
    VisitProgrammeFactory,
    make_plan,
    make_wish_row,
    picture,
)

DESK = frozenset({"administrator", "planner", "team_member", "chief_executive", "auditor"})
PLANNERS = frozenset({"administrator", "planner"})
APPROVERS = PLANNERS | {"chief_executive"}


def _programme():
    return {"pk": VisitProgrammeFactory().pk}


def _session():
    programme = VisitProgrammeFactory()
    return {"pk": programme.pk, "code": MunicipalityFactory().code}


def _plan():
    return {"pk": make_plan().pk}


def _two_plans():
    first = make_plan()
    return {"pk": first.pk, "other": first.pk}


def _team():
    return {"pk": TeamFactory().pk}


def _visit():
    return {"pk": VisitFactory().pk}


def _meeting():
    return {"key": str(VisitFactory().pk)}


def _note():
    return {"kind": "note", "device_id": NoteFactory().device_id}


def _photo():
    SitePhoto._meta.get_field("file").storage = InMemoryStorage()
    photo = SitePhotoFactory()
    photo.file.save("photo.jpg", ContentFile(picture()))
    return {"device_id": photo.device_id}


def _minutes():
    content = {"title": "صورتجلسه", "head": [["شماره", "۱"]], "sections": []}
    return {"pk": MinutesVersionFactory(content=content).pk}


def _workbook():
    visit, by = VisitFactory(), UserFactory()
    row = VisitWorkbook.objects.create(visit=visit, file_name="a.xlsx", uploaded_at=NOON, uploaded_by=by)
    return {"pk": row.pk}


def _feed():
    return Feed.objects.create(
        key="a-secret-key", team=TeamFactory(), created_at=NOON, created_by=UserFactory()
    )


DOORS = {
    "visits:calendar": Door(get=EVERYONE),
    "visits:feed": Door(get=EVERYONE, arguments=lambda: {"key": _feed().key}),
    "visits:programmes": Door(get=DESK),
    "visits:new": Door(get=PLANNERS, post=PLANNERS),
    "visits:programme": Door(get=DESK, arguments=_programme),
    "visits:change": Door(get=PLANNERS, post=PLANNERS, arguments=_programme),
    "visits:compute": Door(post=PLANNERS, arguments=_programme),
    "visits:wish": Door(post=PLANNERS, arguments=_programme),
    "visits:letters": Door(get=DESK, arguments=lambda: _programme() | {"kind": "pdf"}),
    "visits:sheets": Door(get=DESK, arguments=lambda: _programme() | {"kind": "docx"}),
    "visits:again": Door(post=PLANNERS, arguments=_programme),
    "visits:move_planned": Door(get=PLANNERS, post=PLANNERS, arguments=_programme),
    "visits:named_session": Door(post=PLANNERS, arguments=_programme),
    "visits:named_session_drop": Door(post=PLANNERS, arguments=_session),
    "visits:publish": Door(post=APPROVERS, arguments=_programme),
    "visits:drop_wish": Door(post=PLANNERS, arguments=lambda: {"pk": make_wish_row().pk}),
    "visits:run": Door(get=DESK, arguments=_plan),
    "visits:approve": Door(post=APPROVERS, arguments=_plan),
    "visits:table": Door(get=DESK, arguments=_plan),
    "visits:compare": Door(get=DESK, arguments=_two_plans),
    "visits:teams": Door(get=DESK),
    "visits:team_new": Door(get=PLANNERS, post=PLANNERS),
    "visits:team": Door(get=DESK, arguments=_team),
    "visits:team_change": Door(get=PLANNERS, post=PLANNERS, arguments=_team),
    "visits:member": Door(post=PLANNERS, arguments=_team),
    "visits:absence": Door(post=PLANNERS, arguments=_team),
    "visits:team_feed": Door(post=PLANNERS, arguments=_team),
    "visits:member_end": Door(post=PLANNERS, arguments=lambda: {"pk": TeamMemberFactory().pk}),
    "visits:feed_revoke": Door(post=PLANNERS, arguments=lambda: {"pk": _feed().pk}),
    "visits:record_new": Door(get=PLANNERS, post=PLANNERS, arguments=lambda: {**_meeting(), "kind": "note"}),
    "visits:record": Door(get=PLANNERS, post=PLANNERS, arguments=_note),
    "visits:record_withdraw": Door(post=PLANNERS, arguments=_note),
    "visits:decision_state": Door(
        get=PLANNERS, post=PLANNERS, arguments=lambda: {"device_id": DecisionFactory().device_id}
    ),
    "visits:photo": Door(get=DESK, arguments=_photo),
    "visits:hold": Door(get=PLANNERS, post=PLANNERS, arguments=_meeting),
    "visits:close": Door(post=PLANNERS, arguments=_meeting),
    "visits:session_new": Door(get=PLANNERS, post=PLANNERS, arguments=_visit),
    "meetings:mine": Door(get=DESK | {"mayor", "council_secretary"}),
    "meetings:coverage": Door(get=DESK),
    "meetings:meeting": Door(get=DESK, arguments=_meeting),
    "meetings:minutes": Door(get=DESK, arguments=_meeting),
    "meetings:form": Door(get=PLANNERS, arguments=_meeting),
    "meetings:workbook": Door(get=PLANNERS, post=PLANNERS, arguments=_visit),
    "meetings:workbook_template": Door(get=PLANNERS, arguments=_visit),
    "meetings:workbook_preview": Door(get=PLANNERS, post=PLANNERS, arguments=_workbook),
    "meetings:workbook_discard": Door(post=PLANNERS, arguments=_workbook),
    "meetings:fill_agenda": Door(post=PLANNERS, arguments=_meeting),
    "meetings:comment": Door(get=PLANNERS, post=PLANNERS, arguments=_visit),
    "meetings:write": Door(post=PLANNERS, arguments=_meeting),
    "meetings:reopen": Door(post=PLANNERS, arguments=_meeting),
    "meetings:version": Door(get=DESK, arguments=_minutes),
    "meetings:confirm": Door(post=PLANNERS, arguments=_minutes),
    "meetings:dissent": Door(post=PLANNERS, arguments=_minutes),
    "meetings:pdf": Door(get=DESK, arguments=_minutes),
    "meetings:docx": Door(get=DESK, arguments=_minutes),
    "visits:confirm": Door(post=PLANNERS, arguments=_visit),
    "visits:move": Door(post=PLANNERS, arguments=_visit),
    "visits:cancel": Door(post=PLANNERS, arguments=_visit),
    "visits:town_feed": Door(post=PLANNERS, arguments=_visit),
}
