"""Records of a meeting: saved once however often they are sent, never overwritten silently, never lost."""

import datetime as dt
import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from hamyar.core.models import AuditEntry
from hamyar.visits.enums import AttendanceState, DecisionState, Side, VisitState
from hamyar.visits.errors import StaleRecordError, UnableToSaveRecordError
from hamyar.visits.models import AgendaItem, Attendance, Decision, Note, SitePhoto, SiteWalk
from hamyar.visits.services.decisions import change_decision_state
from hamyar.visits.services.meeting import (
    AgendaFields,
    AttendanceFields,
    DecisionFields,
    NoteFields,
    PhotoFields,
    SiteWalkFields,
    save_agenda_item,
    save_attendance,
    save_decision,
    save_note,
    save_photo,
    save_site_walk,
    withdraw_record,
)
from tests.factories.accounts import make_user
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import (
    NOON,
    DecisionFactory,
    NoteFactory,
    VisitFactory,
    make_member,
    make_representative,
    make_session,
    picture,
)

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)


def sent(meeting, *, by, device_id=None, revision=0, at=NOON):
    return {
        "meeting": meeting,
        "device_id": device_id or uuid.uuid4(),
        "revision": revision,
        "device_time": at - dt.timedelta(days=1),
        "by": by,
        "at": at,
    }


KINDS = [
    (save_agenda_item, AgendaItem, AgendaFields("آب آشامیدنی"), AgendaFields("آب و راه", is_done=True)),
    (
        save_attendance,
        Attendance,
        AttendanceFields("رضا فرضی", Side.MUNICIPALITY, position="شهردار"),
        AttendanceFields("رضا فرضی", Side.MUNICIPALITY, state=AttendanceState.ABSENT),
    ),
    (save_site_walk, SiteWalk, SiteWalkFields("کشتارگاه", 34.9, 59.6), SiteWalkFields("کشتارگاه قدیم")),
    (save_note, Note, NoteFields("گفتند آب کم است."), NoteFields("گفتند آب نیست.", is_confidential=True)),
    (
        save_decision,
        Decision,
        DecisionFields("مقرر گردید نقشه فرستاده شود.", responsible="شهرداری", due_on=dt.date(2026, 6, 1)),
        DecisionFields("مقرر گردید نقشه و سند فرستاده شود."),
    ),
    (save_photo, SitePhoto, PhotoFields(picture()), PhotoFields(picture(colour="red"), caption="ورودی")),
]


@pytest.mark.parametrize(("save", "model", "first", "second"), KINDS)
def test_a_record_is_saved_once_changed_in_turn_and_shown_when_the_copy_is_behind(save, model, first, second):
    visit, planner = VisitFactory(), make_user(role="planner")
    made = save(fields=first, **sent(visit, by=planner))
    again = save(fields=first, **sent(visit, by=planner, device_id=made.device_id))
    assert (again.pk, again.revision, model.objects.count()) == (made.pk, 1, 1)

    changed = save(fields=second, **sent(visit, by=planner, device_id=made.device_id, revision=1, at=LATER))
    assert (changed.pk, changed.revision, changed.recorded_at) == (made.pk, 2, LATER)
    assert changed.device_time == LATER - dt.timedelta(days=1)

    with pytest.raises(StaleRecordError) as refusal:
        save(fields=first, **sent(visit, by=planner, device_id=made.device_id, revision=1))
    assert refusal.value.current == changed
    assert model.objects.get().revision == 2
    assert AuditEntry.objects.filter(action__in=["add_record", "change_record"]).count() == 2


def test_two_devices_on_one_visit_keep_both_and_see_each_other():
    visit = VisitFactory()
    one, other = make_member(team=visit.trip.team), make_member(team=visit.trip.team)
    first = save_note(fields=NoteFields("یک"), **sent(visit, by=one))
    save_note(fields=NoteFields("دو"), **sent(visit, by=other))
    save_note(fields=NoteFields("یک، ویرایش"), **sent(visit, by=one, device_id=first.device_id, revision=1))
    with pytest.raises(StaleRecordError) as refusal:
        save_note(
            fields=NoteFields("یک، دیگری"), **sent(visit, by=other, device_id=first.device_id, revision=1)
        )
    assert refusal.value.current.text == "یک، ویرایش"
    assert sorted(Note.objects.values_list("text", flat=True)) == ["دو", "یک، ویرایش"]


def test_texts_are_stored_in_one_form_and_so_recognised():
    visit, planner = VisitFactory(), make_user(role="planner")
    made = save_agenda_item(fields=AgendaFields(" آبِ  شهري "), **sent(visit, by=planner))
    assert made.text == "آبِ شهری"
    again = save_agenda_item(
        fields=AgendaFields("آبِ شهری"), **sent(visit, by=planner, device_id=made.device_id)
    )
    assert again.revision == 1


def test_a_record_withdrawn_stays_stored_and_can_come_back():
    visit, planner = VisitFactory(), make_user(role="planner")
    made = save_note(fields=NoteFields("یک"), **sent(visit, by=planner))
    with pytest.raises(StaleRecordError):
        withdraw_record(of=made, revision=0, by=planner, at=LATER)
    gone = withdraw_record(of=made, revision=1, by=planner, at=LATER)
    assert (gone.withdrawn_at, gone.withdrawn_by, gone.revision) == (LATER, planner, 2)
    assert withdraw_record(of=made, revision=1, by=planner, at=LATER).revision == 2
    with pytest.raises(StaleRecordError):
        save_note(fields=NoteFields("یک"), **sent(visit, by=planner, device_id=made.device_id, revision=1))
    back = save_note(fields=NoteFields("یک"), **sent(visit, by=planner, device_id=made.device_id, revision=2))
    assert (back.withdrawn_at, back.withdrawn_by, back.revision) == (None, None, 3)


def test_a_photo_loses_what_the_camera_wrote_and_is_recognised_when_sent_again():
    visit, planner = VisitFactory(), make_user(role="planner")
    content = picture()
    assert Image.open(io.BytesIO(content)).getexif()
    site = save_site_walk(fields=SiteWalkFields("کشتارگاه"), **sent(visit, by=planner))
    photo = save_photo(fields=PhotoFields(content, site=site.device_id), **sent(visit, by=planner))
    with photo.file.open() as file, Image.open(file) as stored:
        assert not stored.getexif()
        assert stored.size == (8, 6)
    assert photo.site == site
    again = save_photo(
        fields=PhotoFields(content, site=site.device_id),
        **sent(visit, by=planner, device_id=photo.device_id),
    )
    assert (again.revision, again.file.name) == (1, photo.file.name)
    named = save_photo(
        fields=PhotoFields(caption="ورودی", site=site.device_id),
        **sent(visit, by=planner, device_id=photo.device_id, revision=1),
    )
    assert (named.caption, named.file.name, named.digest) == ("ورودی", photo.file.name, photo.digest)


@pytest.mark.parametrize(
    ("save", "fields", "code"),
    [
        (save_photo, PhotoFields(), "picture_missing"),
        (save_photo, PhotoFields(b"<svg onload='x'/>"), "not_a_picture"),
        (save_photo, PhotoFields(b"x" * (10 * 1024 * 1024 + 1)), "picture_too_large"),
        (save_photo, PhotoFields(picture(), site=uuid.uuid4()), "site_unknown"),
        (save_note, NoteFields("  "), "record_not_valid"),
        (save_agenda_item, AgendaFields("آ" * 500), "record_not_valid"),
        (save_agenda_item, AgendaFields("آب", position=-1), "record_not_valid"),
        (save_site_walk, SiteWalkFields("زمین", 34.9, None), "point_not_in_iran"),
        (save_site_walk, SiteWalkFields("زمین", 59.6, 34.9), "point_not_in_iran"),
        (
            save_attendance,
            AttendanceFields("رضا", Side.MUNICIPALITY, state=AttendanceState.SUBSTITUTE),
            "substitute_unnamed",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_stored(save, fields, code):
    visit, planner = VisitFactory(), make_user(role="planner")
    with pytest.raises(UnableToSaveRecordError) as refusal:
        save(fields=fields, **sent(visit, by=planner))
    assert refusal.value.code == code
    assert refusal.value.message
    assert not AuditEntry.objects.exists()


def test_a_decision_of_one_town_names_a_town_at_the_table():
    session, planner = make_session(), make_user(role="planner")
    own = session.visits.order_by("pk").last().municipality
    made = save_decision(fields=DecisionFields("آسفالت", municipality=own), **sent(session, by=planner))
    assert (made.session, made.municipality) == (session, own)
    with pytest.raises(UnableToSaveRecordError):
        save_decision(
            fields=DecisionFields("آسفالت", municipality=MunicipalityFactory()), **sent(session, by=planner)
        )
    assert Decision.objects.count() == 1


def test_an_id_of_another_meeting_is_refused():
    planner, note = make_user(role="planner"), NoteFactory()
    with pytest.raises(UnableToSaveRecordError):
        save_note(
            fields=NoteFields("دیگر"),
            **sent(VisitFactory(), by=planner, device_id=note.device_id, revision=1),
        )
    assert Note.objects.get().text == note.text


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (VisitState.CONFIRMED_BY_BOTH, "minutes_confirmed"),
        (VisitState.CLOSED, "minutes_confirmed"),
        (VisitState.CANCELLED, "meeting_not_open"),
    ],
)
def test_records_close_with_the_confirmed_minutes_and_where_no_visit_is(state, code):
    visit, planner = VisitFactory(state=state, reason="برف"), make_user(role="planner")
    note = NoteFactory(visit=visit)
    with pytest.raises(UnableToSaveRecordError) as refusal:
        save_note(fields=NoteFields("یک"), **sent(visit, by=planner))
    assert refusal.value.code == code
    with pytest.raises(UnableToSaveRecordError):
        withdraw_record(of=note, revision=1, by=planner, at=NOON)
    assert Note.objects.get().withdrawn_at is None


def test_a_team_writes_its_own_visits_only_and_a_town_writes_none():
    visit, other = VisitFactory(), VisitFactory()
    member = make_member(team=visit.trip.team)
    mayor = make_representative(town=visit.municipality)
    save_note(fields=NoteFields("یک"), **sent(visit, by=member))
    for meeting, by in ((other, member), (visit, mayor), (visit, make_user(role="auditor"))):
        with pytest.raises(PermissionDenied):
            save_note(fields=NoteFields("دو"), **sent(meeting, by=by))
    member.team_memberships.update(until=dt.date(2026, 3, 22))
    with pytest.raises(PermissionDenied):
        save_note(fields=NoteFields("سه"), **sent(visit, by=member))
    assert Note.objects.count() == 1


def test_a_decision_is_done_with_evidence_even_after_the_visit_is_closed():
    decision = DecisionFactory(visit__state=VisitState.CLOSED)
    member = make_member(team=decision.visit.trip.team)
    with pytest.raises(UnableToSaveRecordError):
        change_decision_state(decision=decision, to=DecisionState.DONE, evidence=" ", by=member, at=NOON)
    done = change_decision_state(
        decision=decision, to=DecisionState.DONE, evidence="نامهٔ ۱۲", by=member, at=NOON
    )
    assert (done.state, done.evidence) == (DecisionState.DONE, "نامهٔ ۱۲")
    with pytest.raises(UnableToSaveRecordError):
        change_decision_state(decision=done, to=DecisionState.OPEN, evidence="", by=member, at=NOON)
    with pytest.raises(PermissionDenied):
        change_decision_state(
            decision=DecisionFactory(), to=DecisionState.DONE, evidence="نامه", by=member, at=NOON
        )


def test_a_note_stays_out_of_the_record_of_changes():
    save_note(
        fields=NoteFields("راز", is_confidential=True), **sent(VisitFactory(), by=make_user(role="planner"))
    )
    assert "راز" not in str(AuditEntry.objects.get().changes)
