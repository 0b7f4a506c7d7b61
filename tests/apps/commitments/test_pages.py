"""Pages of the promises: what each reader sees, and that a step is taken once and only by who may."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hamyar.commitments.models import Commitment, FollowUp
from hamyar.commitments.selectors.overdue import overdue_by_side, own_overdue
from hamyar.commitments.services import Evidence, follow_up
from hamyar.core.jalali import format_jalali
from tests.factories.accounts import make_user
from tests.factories.commitments import (
    AT,
    DAY,
    CommitmentFactory,
    CompanyFactory,
    make_company_user,
    make_mayor,
)
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import DecisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def planner():
    return make_user(role="planner")


def url(name: str, *arguments: object) -> str:
    return reverse(f"commitments:{name}", args=arguments)


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


class TestRegister:
    def test_each_reader_sees_theirs(self, client, today) -> None:
        mayor, town = make_mayor()
        company_user, company = make_company_user()
        CommitmentFactory(town=town, text="برای شهر من")
        CommitmentFactory(side="company", company=company, text="از شرکت من", visibility="internal")
        CommitmentFactory(town=MunicipalityFactory(), text="برای همسایه")
        for user, seen in ((mayor, ["برای شهر من"]), (company_user, ["از شرکت من"])):
            client.force_login(user)
            page = text_of(client.get(url("list")))
            told = [words for words in ("برای شهر من", "از شرکت من", "برای همسایه") if words in page]
            assert told == seen

    def test_filters_stand_in_the_address_and_a_senseless_one_is_ignored(
        self, client, planner, today
    ) -> None:
        client.force_login(planner)
        CommitmentFactory(due_on=today - DAY, text="دیر شده")
        CommitmentFactory(due_on=today + DAY, text="هنوز وقت دارد")
        page = text_of(client.get(url("list"), {"state": "overdue", "town": "no", "due_from": "x"}))
        assert ("دیر شده" in page, "هنوز وقت دارد" in page) == (True, False)
        mine = text_of(client.get(url("list"), {"mine": "on"}))
        assert "دیر شده" not in mine

    def test_empty_registers_say_what_to_do(self, client, planner) -> None:
        client.force_login(planner)
        assert "هنوز تعهدی ثبت نشده است" in text_of(client.get(url("list")))
        assert "یافت نشد" in text_of(client.get(url("list"), {"side": "company"}))

    def test_files_hold_what_is_shown(self, client, planner, today) -> None:
        client.force_login(planner)
        CommitmentFactory(due_on=today - 3 * DAY, text="=1+1", owner_name="نگار فرضی")
        CommitmentFactory(side="company", company=CompanyFactory(), due_on=today + DAY)
        book = load_workbook(
            io.BytesIO(client.get(url("export", "xlsx"), {"state": "overdue"}).content)
        ).active
        rows = list(book.iter_rows(values_only=True))
        assert (len(rows), rows[1][1], rows[1][4], rows[1][9]) == (2, "'=1+1", "نگار فرضی", 3)
        lines = b"".join(client.get(url("export", "csv"))).decode().splitlines()
        assert (len(lines), "'=1+1" in lines[1]) == (3, True)
        assert client.get(url("export", "pdf")).status_code == 404

    def test_queries_do_not_grow_with_the_rows(self, client, planner) -> None:
        """The frame asks what other stages count; the list itself has its literal count in the selectors' test."""
        client.force_login(planner)
        asked = []
        for rows in (1, 2):
            for _number in range(rows):
                CommitmentFactory(side="company", company=CompanyFactory(), town=MunicipalityFactory())
            client.get(url("list"))
            with CaptureQueriesContext(connection) as queries:
                client.get(url("list"))
            asked.append(len(queries))
        assert asked[0] == asked[1]


class TestRecording:
    def said(self, today, **changed):
        return {
            "side": "organisation",
            "text": "نقشهٔ زمین فرستاده شود.",
            "owner_name": "مسئول فرضی",
            "due_on": format_jalali(today + 10 * DAY, "short"),
            "visibility": "public",
            "key": "0c6e7f8a-1b2c-4d3e-8f90-a1b2c3d4e5f6",
            **changed,
        }

    def test_a_form_sent_twice_records_once(self, client, planner, today) -> None:
        client.force_login(planner)
        for _number in range(2):
            assert client.post(url("new"), self.said(today)).status_code == 302
        assert Commitment.objects.get().due_on == today + 10 * DAY

    def test_what_is_missing_is_said(self, client, planner, today) -> None:
        client.force_login(planner)
        response = client.post(url("new"), self.said(today, owner_name=""))
        assert (response.status_code, Commitment.objects.count()) == (422, 0)
        assert "مسئول اقدام را مشخص کنید" in response.content.decode()

    def test_a_correction_from_an_older_copy_is_refused(self, client, planner, today) -> None:
        client.force_login(planner)
        held = CommitmentFactory(revision=3, due_on=today + 10 * DAY)
        said = self.said(today, text="متن تازه", revision="2")
        assert client.post(url("change", held.pk), said).status_code == 422
        assert client.post(url("change", held.pk), {**said, "revision": "3"}).status_code == 302
        assert Commitment.objects.get().text == "متن تازه"

    def test_a_decision_becomes_a_promise_with_one_button(self, client, planner, today) -> None:
        client.force_login(planner)
        decision = DecisionFactory(responsible="مدیر فنی فرضی", due_on=today)
        for _number in range(2):
            client.post(url("from_decision", decision.pk), {"side": "municipality"})
        assert Commitment.objects.get().municipality == decision.visit.municipality

    def test_a_decision_without_a_date_leads_to_the_form(self, client, planner) -> None:
        client.force_login(planner)
        decision = DecisionFactory(responsible="مدیر فنی فرضی", text="چاه آب لایروبی شود.")
        response = client.post(url("from_decision", decision.pk), follow=True)
        assert "چاه آب لایروبی شود." in text_of(response)
        assert Commitment.objects.count() == 0


class TestSteps:
    def test_opening_the_link_of_the_message_changes_nothing(self, client) -> None:
        owner = make_user(role="company")
        promise = CommitmentFactory(owner=owner)
        client.force_login(owner)
        assert promise.text in text_of(client.get(url("done", promise.pk)))
        promise.refresh_from_db()
        assert (promise.state, FollowUp.objects.count()) == ("open", 0)

    def test_a_stranger_is_led_to_the_sign_in_and_back(self, client) -> None:
        address = url("done", CommitmentFactory().pk)
        response = client.get(address)
        assert (response.status_code, address in response["Location"]) == (302, True)

    def test_the_owner_reports_done_with_a_file(self, client, today) -> None:
        owner = make_user(role="company")
        promise = CommitmentFactory(owner=owner, recorded_at=timezone.now())
        client.force_login(owner)
        file = SimpleUploadedFile("رسید.pdf", b"%PDF-1.7")
        client.post(url("done", promise.pk), {"done-text": "", "done-evidence": file})
        promise.refresh_from_db()
        assert (promise.state, promise.done_on) == ("done", today)
        page = text_of(client.get(promise.get_absolute_url()))
        assert "رسید.pdf" in page
        address = url("evidence", FollowUp.objects.get().files.get().pk)
        assert b"".join(client.get(address).streaming_content) == b"%PDF-1.7"

    def test_a_neighbour_gets_neither_the_promise_nor_its_file_nor_a_step(self, client, planner) -> None:
        mayor, _town = make_mayor()
        promise = CommitmentFactory(town=MunicipalityFactory())
        line = follow_up(
            commitment=promise, text="متن", by=planner, at=AT, evidence=[Evidence("نامه.pdf", b"x")]
        )
        client.force_login(mayor)
        gets = (promise.get_absolute_url(), url("evidence", line.files.get().pk), url("done", promise.pk))
        assert [client.get(address).status_code for address in gets] == [403, 403, 403]
        for name in ("follow_up", "done", "block", "resume", "postpone", "drop", "reopen"):
            assert client.post(url(name, promise.pk), {"note-text": "x"}).status_code == 403
        assert FollowUp.objects.count() == 1

    def test_a_refusal_stands_beside_the_form(self, client, planner) -> None:
        client.force_login(planner)
        promise = CommitmentFactory()
        response = client.post(url("done", promise.pk), {"done-text": ""})
        assert response.status_code == 422
        assert "نشان دهید" in response.content.decode()

    def test_the_planner_postpones_blocks_and_reopens_by_form(self, client, planner, today) -> None:
        client.force_login(planner)
        promise = CommitmentFactory(due_on=today - DAY)
        later = format_jalali(today + 9 * DAY, "short")
        client.post(url("postpone", promise.pk), {"postpone-due_on": later, "postpone-text": "برف"})
        client.post(url("block", promise.pk), {"block-text": "استعلام"})
        client.post(url("resume", promise.pk), {"resume-text": ""})
        client.post(url("done", promise.pk), {"done-text": "نامه ۱۲"})
        client.post(url("reopen", promise.pk), {"reopen-text": "امضا ندارد"})
        client.post(url("drop", promise.pk), {"drop-text": "منتفی"})
        promise.refresh_from_db()
        assert (promise.state, promise.due_on) == ("cancelled", today + 9 * DAY)
        kinds = promise.follow_ups.order_by("pk").values_list("kind", flat=True)
        assert list(kinds) == ["postponed", "blocked", "resumed", "done", "reopened", "cancelled"]


class TestOverdueList:
    def test_it_is_grouped_by_side_and_owner(self, client, planner, today) -> None:
        town = MunicipalityFactory()
        CommitmentFactory(due_on=today - DAY, owner_name="ب")
        CommitmentFactory(due_on=today - 9 * DAY, owner_name="ب")
        CommitmentFactory(due_on=today - DAY, owner_name="الف")
        CommitmentFactory(due_on=today - DAY, side="municipality", municipality=town)
        CommitmentFactory(due_on=today)
        found = overdue_by_side(user=planner, on=today)
        assert [(side.count, [owner.name for owner in side.owners]) for side in found] == [
            (3, ["الف", "ب"]),
            (1, ["مسئول فرضی"]),
        ]
        assert [late.days for late in found[0].owners[1].rows] == [9, 1]
        client.force_login(planner)
        assert "تعهد معوق است" in text_of(client.get(url("overdue")))

    def test_the_pdf_is_one(self, client, planner, today) -> None:
        CommitmentFactory(due_on=today - DAY)
        client.force_login(planner)
        response = client.get(url("overdue_pdf"))
        assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")

    def test_the_owner_sees_how_many_wait(self, today) -> None:
        owner = make_user(role="team_member")
        CommitmentFactory(owner=owner, due_on=today - 2 * DAY)
        CommitmentFactory(owner=owner, due_on=today + 2 * DAY)
        CommitmentFactory(due_on=today - 2 * DAY)
        assert own_overdue(user=owner) == 1


class TestMeeting:
    def test_one_promise_after_the_other_to_a_summary(self, client, planner, today) -> None:
        first = CommitmentFactory(due_on=today - 9 * DAY, text="نخست")
        second = CommitmentFactory(due_on=today - DAY, text="دوم")
        client.force_login(planner)
        assert "۲" in text_of(client.get(url("meeting")))
        assert "نخست" in text_of(client.post(url("meeting_start"), follow=True))
        later = format_jalali(today + 9 * DAY, "short")
        said = {"postpone-due_on": later, "postpone-text": "برف", "meeting": "1"}
        response = client.post(url("postpone", first.pk), said)
        assert response["Location"] == f"{url('meeting')}?n=2"
        assert "دوم" in text_of(client.get(response["Location"]))
        summary = text_of(client.get(url("meeting"), {"n": "3"}))
        assert ("برف" in summary, "مانده برای جلسه بعد" in summary, second.text in summary) == (True,) * 3
        assert "برف" in text_of(client.post(url("meeting_end")))
        assert client.post(url("meeting_end")).status_code == 302

    def test_with_nothing_overdue_there_is_no_meeting(self, client, planner) -> None:
        client.force_login(planner)
        assert "هیچ تعهدی معوق نیست" in text_of(client.post(url("meeting_start"), follow=True))


def test_the_share_page_says_how_it_is_counted(client, planner, today) -> None:
    client.force_login(planner)
    assert "هنوز سررسید هیچ تعهدی نگذشته است" in text_of(client.get(url("on_time")))
    CommitmentFactory(due_on=today - 40 * DAY, state="done", done_on=today - 40 * DAY)
    CommitmentFactory(due_on=today - 2 * DAY)
    page = text_of(client.get(url("on_time")))
    assert ("۵۰٪" in page, 'data-chart="shares"' in page) == (True, True)


def test_the_page_of_the_town_shows_everybody_what_is_public(client, today) -> None:
    town = MunicipalityFactory()
    CommitmentFactory(town=town, text="نقشه فرستاده شود.", due_on=today + DAY)
    CommitmentFactory(side="municipality", municipality=town, text="زمین آزاد شود.", due_on=today)
    CommitmentFactory(town=town, text="محرمانه بماند.", visibility="internal")
    page = text_of(client.get(town.get_absolute_url()))
    told = [words for words in ("نقشه فرستاده", "زمین آزاد", "محرمانه بماند") if words in page]
    assert told == ["نقشه فرستاده", "زمین آزاد"]
