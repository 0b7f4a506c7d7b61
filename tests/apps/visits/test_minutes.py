"""Minutes: one text from the records, confirmed by both sides by its digest, corrected in versions."""

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.visits.enums import Side, VisitState
from hamyar.visits.errors import UnableToConfirmMinutesError
from hamyar.visits.minutes_diff import differences
from hamyar.visits.minutes_text import MinutesSection
from hamyar.visits.models import Confirmation, MinutesVersion, Visit
from hamyar.visits.selectors.meeting import missing_confirmations
from hamyar.visits.services.minutes import add_dissent, confirm_minutes, reopen_minutes, write_minutes
from tests.factories.accounts import make_user
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
)

pytestmark = pytest.mark.django_db


def held_visit(**facts):
    visit = VisitFactory(
        state=VisitState.HELD,
        held_start=NOON,
        held_end=NOON + dt.timedelta(hours=2),
        place="شهرداری",
        **facts,
    )
    AttendanceFactory(visit=visit, full_name="رضا فرضی", position="شهردار")
    return visit


def write(meeting, *, by=None, extra=(), new=""):
    by = by or make_user(role="planner")
    return write_minutes(meeting=meeting, extra_sections=extra, what_is_new=new, by=by, at=NOON)


def confirm_both(visit, minutes):
    head = make_member(team=visit.trip.team, is_head=True)
    mayor = make_representative(town=visit.municipality)
    common = {"minutes": minutes, "digest": minutes.digest, "at": NOON}
    confirm_minutes(side=Side.ORGANISATION, by=head, **common)
    confirm_minutes(side=Side.MUNICIPALITY, municipality=visit.municipality, by=mayor, **common)
    visit.refresh_from_db()
    return head, mayor


def test_the_text_says_what_was_recorded_and_keeps_what_is_confidential_inside():
    visit = held_visit(municipality__name_fa="خواف")
    AttendanceFactory(visit=visit, full_name="مینا فرضی", state="excused")
    AttendanceFactory(visit=visit, full_name="سارا فرضی", state="substitute", substitute_for="معاون")
    AgendaItemFactory(visit=visit, text="آب آشامیدنی")
    AgendaItemFactory(visit=visit, text="پس گرفته شد", withdrawn_at=NOON)
    NoteFactory(visit=visit, text="زمین آماده است.")
    NoteFactory(visit=visit, text="راز سازمان", is_confidential=True)
    DecisionFactory(visit=visit, text="نقشه فرستاده شود.", responsible="شهرداری", due_on=dt.date(2026, 6, 1))
    minutes = write(visit, extra=[MinutesSection("یافته‌ها", ("کمبود آب",)), MinutesSection("هیچ", ())])
    lines = minutes.text.splitlines()
    assert lines[0] == "صورتجلسهٔ بازدید از خواف"
    assert "تاریخ: یکشنبه ۱۶ فروردین ۱۴۰۵" in lines
    assert "۱. رضا فرضی، شهردار" in lines
    assert "۲. سارا فرضی، به جای معاون" in lines
    assert "۱. مینا فرضی (موجه)" in lines
    assert "۱. نقشه فرستاده شود. (مسئول: شهرداری؛ مهلت: ۱۱ خرداد ۱۴۰۵)" in lines
    assert lines[-2:] == ["یافته‌ها", "۱. کمبود آب"]
    for hidden in ("راز سازمان", "پس گرفته شد", "هیچ"):
        assert hidden not in minutes.text
    assert minutes.digest == hashlib.sha256(minutes.text.encode()).hexdigest()
    visit.refresh_from_db()
    assert (minutes.number, visit.state) == (1, VisitState.MINUTED)


def test_the_same_text_makes_no_second_version_in_whatever_language_it_is_written():
    from django.utils.translation import override

    visit = held_visit()
    first = write(visit)
    with override("en"):
        assert write(visit) == first
    assert MinutesVersion.objects.count() == 1


def test_minutes_are_refused_before_the_visit_and_without_anybody_present():
    planned, empty = VisitFactory(), VisitFactory(state=VisitState.HELD, held_start=NOON)
    inside = make_session().visits.order_by("pk").first()
    Visit.objects.filter(pk=inside.pk).update(state=VisitState.HELD)
    for visit, code in ((planned, "not_held"), (empty, "nobody_present"), (inside, "minutes_of_session")):
        with pytest.raises(UnableToConfirmMinutesError) as refusal:
            write(visit)
        assert refusal.value.code == code
    assert not MinutesVersion.objects.exists()


def test_both_sides_confirm_the_same_text_each_once():
    visit = held_visit()
    minutes = write(visit)
    assert len(missing_confirmations(minutes=minutes, meeting=visit)) == 2
    head, _mayor = confirm_both(visit, minutes)
    assert visit.state == VisitState.CONFIRMED_BY_BOTH
    assert set(Confirmation.objects.values_list("side", "digest")) == {
        ("organisation", minutes.digest),
        ("municipality", minutes.digest),
    }
    with pytest.raises(UnableToConfirmMinutesError):
        confirm_minutes(minutes=minutes, digest=minutes.digest, side=Side.ORGANISATION, by=head, at=NOON)
    assert Confirmation.objects.count() == 2


def test_confirming_twice_changes_nothing_and_another_text_is_refused():
    visit = held_visit()
    minutes, mayor = write(visit), make_representative(town=visit.municipality)
    mine = {"minutes": minutes, "side": Side.MUNICIPALITY, "municipality": visit.municipality, "at": NOON}
    with pytest.raises(UnableToConfirmMinutesError) as refusal:
        confirm_minutes(digest="0" * 64, by=mayor, **mine)
    assert refusal.value.code == "digest_differs"
    first = confirm_minutes(digest=minutes.digest, by=mayor, **mine)
    assert confirm_minutes(digest=minutes.digest, by=mayor, **mine) == first
    assert Confirmation.objects.count() == 1


def test_a_change_after_a_confirmation_is_a_new_version_that_asks_both_again():
    visit = held_visit()
    first, planner = write(visit), make_user(role="planner")
    _head, mayor = confirm_both(visit, first)
    reopened = reopen_minutes(meeting=visit, reason="نام خانوادگی نادرست", by=planner, at=NOON)
    assert reopened.state == VisitState.MINUTED
    NoteFactory(visit=visit, text="آب کم است.")
    with pytest.raises(UnableToConfirmMinutesError) as refusal:
        write(visit, by=planner)
    assert refusal.value.code == "what_is_new_missing"
    second = write(visit, by=planner, new="گفت‌وگو دربارهٔ آب افزوده شد")
    assert (second.number, len(missing_confirmations(minutes=second, meeting=visit))) == (2, 2)
    with pytest.raises(UnableToConfirmMinutesError) as refusal:
        confirm_minutes(
            minutes=first,
            digest=first.digest,
            side=Side.MUNICIPALITY,
            municipality=visit.municipality,
            by=mayor,
            at=NOON,
        )
    assert refusal.value.code == "minutes_superseded"
    assert first.confirmations.count() == 2
    visit.refresh_from_db()
    assert visit.state == VisitState.MINUTED


def test_opening_without_a_change_leads_back_to_the_confirmed_text():
    visit, planner = held_visit(), make_user(role="planner")
    first = write(visit)
    confirm_both(visit, first)
    reopen_minutes(meeting=visit, reason="بررسی دوباره", by=planner, at=NOON)
    assert write(visit) == first
    visit.refresh_from_db()
    assert visit.state == VisitState.CONFIRMED_BY_BOTH


def test_dissent_is_added_and_nothing_overwritten():
    visit = held_visit()
    minutes = write(visit)
    _head, mayor = confirm_both(visit, minutes)
    mine = {"minutes": minutes, "side": Side.MUNICIPALITY, "municipality": visit.municipality, "at": NOON}
    for text in ("دربارهٔ مهلت نظر دیگری داریم.", "و دربارهٔ هزینه."):
        add_dissent(text=text, by=mayor, **mine)
    with pytest.raises(UnableToConfirmMinutesError):
        add_dissent(text="  ", by=mayor, **mine)
    assert list(minutes.confirmations.exclude(dissent="").values_list("dissent", flat=True)) == [
        "دربارهٔ مهلت نظر دیگری داریم.",
        "و دربارهٔ هزینه.",
    ]
    assert minutes.confirmations.filter(dissent="").count() == 2


def test_nobody_confirms_for_a_side_they_do_not_speak_for():
    visit = held_visit()
    minutes, member = write(visit), make_member(team=visit.trip.team)
    neighbour = make_representative(town=VisitFactory().municipality)
    auditor = make_user(role="auditor")
    for side, town, by in (
        (Side.ORGANISATION, None, member),
        (Side.ORGANISATION, None, neighbour),
        (Side.ORGANISATION, None, auditor),
        (Side.MUNICIPALITY, visit.municipality, neighbour),
        (Side.MUNICIPALITY, visit.municipality, make_user(role="administrator")),
    ):
        for act in (
            lambda **who: confirm_minutes(minutes=minutes, digest=minutes.digest, at=NOON, **who),
            lambda **who: add_dissent(minutes=minutes, text="نه", at=NOON, **who),
        ):
            with pytest.raises(PermissionDenied):
                act(side=side, municipality=town, by=by)
    assert not Confirmation.objects.exists()


def test_one_person_does_not_confirm_for_both_sides():
    visit = held_visit()
    minutes, both = write(visit), make_representative(town=visit.municipality, role="administrator")
    confirm_minutes(minutes=minutes, digest=minutes.digest, side=Side.ORGANISATION, by=both, at=NOON)
    with pytest.raises(UnableToConfirmMinutesError) as refusal:
        confirm_minutes(
            minutes=minutes,
            digest=minutes.digest,
            side=Side.MUNICIPALITY,
            municipality=visit.municipality,
            by=both,
            at=NOON,
        )
    assert refusal.value.code == "both_sides"


def test_every_town_of_a_session_confirms_the_one_text():
    session, planner = make_session(towns=2), make_user(role="planner")
    visits = list(session.visits.order_by("pk"))
    for meeting in (session, *visits):
        meeting.state, meeting.held_start = VisitState.HELD, NOON
        meeting.save()
    AttendanceFactory(visit=None, session=session)
    DecisionFactory(visit=None, session=session, text="راه", municipality=visits[1].municipality)
    NoteFactory(visit=visits[0], text="در شهر یکم دیده شد.")
    minutes = write(session, by=planner)
    assert f"برای شهر: {visits[1].municipality.name_fa}" in minutes.text
    assert "در شهر یکم دیده شد." in minutes.text
    confirm_minutes(minutes=minutes, digest=minutes.digest, side=Side.ORGANISATION, by=planner, at=NOON)
    for visit in visits:
        assert Visit.objects.get(pk=visit.pk).state == VisitState.MINUTED
        confirm_minutes(
            minutes=minutes,
            digest=minutes.digest,
            side=Side.MUNICIPALITY,
            municipality=visit.municipality,
            by=make_representative(town=visit.municipality),
            at=NOON,
        )
    session.refresh_from_db()
    states = {session.state, *session.visits.values_list("state", flat=True)}
    assert states == {VisitState.CONFIRMED_BY_BOTH}


def test_versions_stand_side_by_side_in_words():
    rows = differences("آب\nمهلت پایان خرداد\nراه", "آب\nمهلت پایان تیر\nراه\nبرق")
    assert [row.is_changed for row in rows] == [False, True, False, True]
    changed = rows[1]
    assert [(p.text, p.is_changed) for p in changed.before] == [("مهلت پایان", False), ("خرداد", True)]
    assert [(p.text, p.is_changed) for p in changed.after] == [("مهلت پایان", False), ("تیر", True)]
    assert (rows[3].before, rows[3].after[0].text) == ((), "برق")
