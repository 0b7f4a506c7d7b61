"""The page of a visit, its minutes on the desk, and what each side and the neighbour see of them."""

import datetime as dt
import io
import uuid

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hamyar.visits.enums import Side, VisitState
from hamyar.visits.models import Confirmation, Decision, MinutesVersion, Note, SitePhoto, Visit
from hamyar.visits.selectors.meeting import records_of
from hamyar.web.meeting.documents import paper_content
from hamyar.web.meeting.lists import coverage, owed_visits
from hamyar.web.meeting.page import meeting_page
from hamyar.web.meeting.sections import extra_sections
from tests.factories.accounts import make_user
from tests.factories.findings import FindingFactory
from tests.factories.visits import (
    NOON,
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    NoteFactory,
    VisitFactory,
    make_member,
    make_representative,
    make_session,
    picture,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_files(monkeypatch):
    from django.core.files.storage import InMemoryStorage

    monkeypatch.setattr(SitePhoto._meta.get_field("file"), "storage", InMemoryStorage())


def held(**facts):
    visit = VisitFactory(state=VisitState.HELD, held_start=NOON, **facts)
    AttendanceFactory(visit=visit)
    return visit


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def write_form_of(client, address):
    return client.get(address).context["write_form"]


def test_a_team_goes_from_the_plan_to_confirmed_minutes(client):
    visit = VisitFactory()
    head = make_member(team=visit.trip.team, is_head=True)
    client.force_login(head)
    page = visit.get_absolute_url()
    new = {"device_id": str(uuid.uuid4()), "revision": "0"}
    for kind, given in (
        ("agenda", {"text": "آب"}),
        ("attendance", {"full_name": "رضا فرضی", "side": "municipality", "state": "present"}),
        ("site", {"title": "کشتارگاه"}),
        ("note", {"text": "آب کم است."}),
        ("decision", {"text": "نقشه فرستاده شود.", "due_on": "۱۴۰۵/۰۳/۱۱"}),
        ("photo", {"content": SimpleUploadedFile("a.jpg", picture()), "caption": "ورودی"}),
    ):
        address = reverse("visits:record_new", args=[str(visit.pk), kind])
        assert client.get(address).status_code == 200
        answer = client.post(address, {**new, "device_id": str(uuid.uuid4()), **given})
        assert answer.status_code == 302, answer.context["form"].errors
    assert Decision.objects.get().due_on == dt.date(2026, 6, 1)
    client.post(
        reverse("visits:hold", args=[str(visit.pk)]),
        {"on": "۱۴۰۵/۰۱/۱۶", "started": "12:00", "ended": "14:00", "place": "شهرداری"},
    )
    assert Visit.objects.get().state == VisitState.HELD
    shown = text_of(client, page)
    for said in ("رضا فرضی", "کشتارگاه", "آب کم است.", "نقشه فرستاده شود.", "ورودی"):
        assert said in shown
    photo = client.get(reverse("visits:photo", args=[SitePhoto.objects.get().device_id]))
    assert photo.content[:2] == b"\xff\xd8"
    assert photo["Content-Type"] == "image/jpeg"

    client.post(reverse("meetings:write", args=[str(visit.pk)]))
    minutes = MinutesVersion.objects.get()
    client.post(reverse("meetings:confirm", args=[minutes.pk]), {"digest": minutes.digest, "town": ""})
    client.force_login(make_representative(town=visit.municipality))
    address = reverse("meetings:minutes", args=[str(visit.pk)])
    assert "نقشه فرستاده شود." in text_of(client, address)
    mine = {"digest": minutes.digest, "town": visit.municipality.code}
    client.post(reverse("meetings:dissent", args=[minutes.pk]), mine | {"text": "مهلت کم است."})
    client.post(reverse("meetings:confirm", args=[minutes.pk]), mine)
    assert Visit.objects.get().state == VisitState.CONFIRMED_BY_BOTH
    assert "مهلت کم است." in text_of(client, address)

    client.force_login(head)
    client.post(reverse("meetings:reopen", args=[str(visit.pk)]), {"reason": "نام نادرست"})
    NoteFactory(visit=visit, text="نکتهٔ تازه")
    client.post(reverse("meetings:write", args=[str(visit.pk)]), {"what_is_new": "نکته افزوده شد"})
    shown = text_of(client, address)
    assert "<ins>" in shown
    assert "مهلت کم است." in shown, "a dissent to an earlier version stays in sight"
    assert write_form_of(client, address).fields["what_is_new"].required
    assert Confirmation.objects.filter(minutes__number=2).count() == 0
    assert text_of(client, reverse("meetings:version", args=[minutes.pk]))


def test_a_new_photo_needs_its_picture_and_a_kept_one_does_not(client):
    visit = VisitFactory()
    client.force_login(make_user(role="planner"))
    address = reverse("visits:record_new", args=[str(visit.pk), "photo"])
    assert client.get(address).context["form"].fields["content"].required
    answer = client.post(address, {"device_id": str(uuid.uuid4()), "revision": "0", "caption": "ورودی"})
    assert "content" in answer.context["form"].errors
    sent = {"device_id": str(uuid.uuid4()), "revision": "0", "caption": "ورودی"}
    client.post(address, sent | {"content": SimpleUploadedFile("a.jpg", picture())})
    photo = SitePhoto.objects.get()
    change = reverse("visits:record", args=["photo", photo.device_id])
    assert not client.get(change).context["form"].fields["content"].required
    client.post(change, sent | {"revision": "1", "caption": "درِ ورودی"})
    assert SitePhoto.objects.get().caption == "درِ ورودی"


def test_what_is_behind_is_shown_beside_what_stands_and_nothing_is_lost(client):
    note = NoteFactory(text="متن دستگاه دیگر", revision=2)
    client.force_login(make_user(role="planner"))
    address = reverse("visits:record", args=["note", note.device_id])
    sent = {"device_id": str(note.device_id), "revision": "1", "text": "متن من"}
    answer = client.post(address, sent)
    shown = answer.content.decode()
    assert "متن دستگاه دیگر" in shown
    assert "متن من" in shown
    assert Note.objects.get().text == "متن دستگاه دیگر"
    again = answer.context["form"]["revision"].value()
    assert client.post(address, sent | {"revision": again}).status_code == 302
    assert Note.objects.get().text == "متن من"


def test_a_town_sees_its_own_visit_without_what_stays_inside_and_not_its_neighbours(client):
    visit, neighbour = held(), held()
    for each in (visit, neighbour):
        NoteFactory(visit=each, text="همه می‌بینند")
        NoteFactory(visit=each, text="راز سازمان", is_confidential=True)
    client.force_login(make_representative(town=visit.municipality))
    shown = text_of(client, visit.get_absolute_url())
    assert "همه می‌بینند" in shown
    assert "راز سازمان" not in shown
    listed = text_of(client, reverse("meetings:mine"))
    assert visit.get_absolute_url() in listed
    assert neighbour.get_absolute_url() not in listed
    note = neighbour.notes.order_by("pk").first()
    for address in (
        neighbour.get_absolute_url(),
        reverse("meetings:minutes", args=[str(neighbour.pk)]),
        reverse("visits:record", args=["note", note.device_id]),
        reverse("visits:record_new", args=[str(visit.pk), "note"]),
    ):
        assert client.get(address).status_code == 403


def test_findings_of_the_visit_enter_the_minutes_unless_they_are_confidential(client):
    visit = held()
    FindingFactory(
        visit=visit,
        reported_by="visit",
        municipality=visit.municipality,
        title="کمبود آب",
        visibility="public",
    )
    FindingFactory(
        visit=visit,
        reported_by="visit",
        municipality=visit.municipality,
        title="راز",
        visibility="confidential",
    )
    findings = extra_sections(meeting=visit)[0]
    assert len(findings.items) == 1
    assert "کمبود آب" in findings.items[0]


def test_minutes_come_as_pdf_and_word(client):
    visit = held(municipality__name_fa="خواف")
    DecisionFactory(visit=visit, text="نقشه فرستاده شود.")
    client.force_login(make_user(role="planner"))
    client.post(reverse("meetings:write", args=[str(visit.pk)]))
    minutes = MinutesVersion.objects.get()
    pdf = client.get(reverse("meetings:pdf", args=[minutes.pk]))
    assert pdf.content.startswith(b"%PDF")
    word = docx.Document(io.BytesIO(client.get(reverse("meetings:docx", args=[minutes.pk])).content))
    lines = [each.text for each in word.paragraphs]
    assert "صورتجلسهٔ بازدید از خواف" in lines
    assert "۱. نقشه فرستاده شود." in lines


def test_a_form_to_fill_in_by_hand_is_printed_for_who_records(client):
    visit = VisitFactory()
    AgendaItemFactory(visit=visit)
    client.force_login(make_member(team=visit.trip.team))
    form = client.get(reverse("meetings:form", args=[str(visit.pk)]))
    assert form.content.startswith(b"%PDF")
    client.force_login(make_representative(town=visit.municipality))
    assert client.get(reverse("meetings:form", args=[str(visit.pk)])).status_code == 403


def test_the_printed_form_has_a_table_for_every_kind_of_record():
    visit = VisitFactory()
    AgendaItemFactory(visit=visit, text="آب")
    tables = {part["heading"]: part["rows"] for part in paper_content(visit)["parts"] if "rows" in part}
    assert list(tables) == [
        "دستور جلسه",
        "حاضران و غایبان",
        "محل‌های بازدیدشده",
        "یادداشت‌ها",
        "مصوبات جلسه",
        "یافته‌ها",
        "تعهدها",
    ]
    assert tables["دستور جلسه"][0][1] == "آب"
    assert len(tables["یافته‌ها"]) == len(tables["تعهدها"]) == 5


def test_a_session_is_one_meeting_of_several_towns(client):
    session = make_session()
    client.force_login(make_user(role="planner"))
    shown = text_of(client, session.get_absolute_url())
    for visit in session.visits.all():
        assert visit.get_absolute_url() in shown
    inside = session.visits.order_by("pk").first()
    answer = client.get(reverse("meetings:minutes", args=[str(inside.pk)]))
    assert answer["Location"] == reverse("meetings:minutes", args=[f"s{session.pk}"])


def test_visits_of_a_trip_become_a_session_on_the_desk(client):
    first = VisitFactory()
    second = VisitFactory(municipality__county=first.municipality.county, trip=first.trip)
    client.force_login(make_user(role="planner"))
    address = reverse("visits:session_new", args=[first.pk])
    assert client.get(address).status_code == 200
    given = {
        "visits": [first.pk, second.pk],
        "host": first.municipality.pk,
        "on": "۱۴۰۵/۰۱/۱۶",
        "started": "10:00",
        "ended": "12:00",
    }
    assert client.post(address, given).status_code == 302
    first.refresh_from_db()
    assert first.session is not None
    assert first.session.host == first.municipality


def test_coverage_puts_the_longest_not_visited_first():
    recent, never = held().municipality, VisitFactory().municipality
    rows = coverage(owed=owed_visits(), at=NOON + dt.timedelta(days=10))
    codes = [row.municipality.code for row in rows]
    assert codes.index(never.code) < codes.index(recent.code)
    by_code = {row.municipality.code: row for row in rows}
    assert (by_code[recent.code].days_since, by_code[recent.code].is_overdue) == (10, False)
    assert by_code[never.code].is_overdue


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_a_meeting_costs_the_same_however_much_was_recorded(rows, django_assert_num_queries):
    visit, planner = held(), make_user(role="planner")
    for _ in range(rows):
        for make in (AgendaItemFactory, NoteFactory, DecisionFactory, AttendanceFactory):
            make(visit=visit)
        FindingFactory(visit=visit, reported_by="visit", municipality=visit.municipality)
    with django_assert_num_queries(6):
        records_of(meeting=visit)
    planner = type(planner).objects.get(pk=planner.pk)
    with django_assert_num_queries(11):
        meeting_page(meeting=visit, reader=planner, at=NOON)
    with django_assert_num_queries(2):
        coverage(owed=owed_visits(), at=NOON)


def test_the_side_of_a_confirmation_is_not_chosen_by_the_sender(client):
    visit = held()
    client.force_login(make_user(role="planner"))
    client.post(reverse("meetings:write", args=[str(visit.pk)]))
    minutes = MinutesVersion.objects.get()
    client.force_login(make_representative(town=VisitFactory().municipality))
    for town in ("", visit.municipality.code):
        sent = {"digest": minutes.digest, "town": town, "side": Side.ORGANISATION}
        assert client.post(reverse("meetings:confirm", args=[minutes.pk]), sent).status_code == 403
    assert not Confirmation.objects.exists()
