"""What happens to a promise: followed up, blocked, postponed, done, opened again, dropped."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hamyar.commitments import services
from hamyar.commitments.errors import UnableToChangeCommitmentError
from hamyar.commitments.models import EvidenceFile, FollowUp
from hamyar.commitments.services import Evidence
from hamyar.core.models import AuditEntry
from tests.factories.accounts import make_user
from tests.factories.commitments import AT, DAY, TODAY, CommitmentFactory, make_company_user, make_mayor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def planner():
    return make_user(role="planner")


def kinds(commitment) -> list[str]:
    return list(commitment.follow_ups.order_by("pk").values_list("kind", flat=True))


def test_a_follow_up_adds_a_line_with_its_files(planner) -> None:
    promise = CommitmentFactory()
    line = services.follow_up(
        commitment=promise,
        text="تماس گرفته شد.",
        by=planner,
        at=AT,
        evidence=[Evidence("نامه.pdf", b"%PDF-1.7")],
    )
    assert (line.text, line.files.get().name) == ("تماس گرفته شد.", "نامه.pdf")
    assert AuditEntry.objects.filter(action="follow_up_commitment").count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("برنامه.exe", b"MZ"), ("خالی.pdf", b""), ("نامه", b"x"), ("بزرگ.pdf", b"x" * (10 * 1024 * 1024 + 1))],
)
def test_a_file_of_another_kind_or_size_is_refused_with_the_whole_step(planner, name, content) -> None:
    promise = CommitmentFactory()
    with pytest.raises(UnableToChangeCommitmentError) as refusal:
        services.complete_commitment(
            commitment=promise, text="انجام شد", by=planner, at=AT, evidence=[Evidence(name, content)]
        )
    promise.refresh_from_db()
    assert refusal.value.code == "file_refused"
    assert (promise.state, FollowUp.objects.count(), EvidenceFile.objects.count()) == ("open", 0, 0)


def test_the_history_can_only_be_added_to(planner) -> None:
    line = services.follow_up(commitment=CommitmentFactory(), text="پیگیری شد.", by=planner, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=line.pk).update(text="چیز دیگر")
    with pytest.raises(IntegrityError), transaction.atomic():
        line.delete()


class TestDone:
    def test_done_needs_evidence(self, planner) -> None:
        promise = CommitmentFactory()
        with pytest.raises(UnableToChangeCommitmentError) as refusal:
            services.complete_commitment(commitment=promise, text=" ", by=planner, at=AT)
        promise.refresh_from_db()
        assert (refusal.value.code, promise.state) == ("evidence_missing", "open")

    def test_the_owner_reports_done_as_of_today(self) -> None:
        owner = make_user(role="company")
        promise = CommitmentFactory(owner=owner)
        done = services.complete_commitment(commitment=promise, text="رسید پیوست", by=owner, at=AT)
        assert (done.state, done.done_on, done.revision, kinds(done)) == ("done", TODAY, 2, ["done"])

    def test_only_who_keeps_the_register_may_state_an_earlier_day(self, planner) -> None:
        owner = make_user(role="team_member")
        promise = CommitmentFactory(owner=owner)
        asked = {"commitment": promise, "text": "نامه", "at": AT, "done_on": TODAY - 3 * DAY}
        with pytest.raises(UnableToChangeCommitmentError) as refusal:
            services.complete_commitment(by=owner, **asked)
        assert refusal.value.code == "day_not_yours"
        assert services.complete_commitment(by=planner, **asked).done_on == TODAY - 3 * DAY

    @pytest.mark.parametrize("day", [TODAY + DAY, TODAY - 61 * DAY])
    def test_a_day_ahead_or_before_the_promise_is_refused(self, planner, day) -> None:
        with pytest.raises(UnableToChangeCommitmentError) as refusal:
            services.complete_commitment(
                commitment=CommitmentFactory(), text="نامه", by=planner, at=AT, done_on=day
            )
        assert refusal.value.code == "day_out_of_order"

    def test_twice_done_is_refused(self, planner) -> None:
        promise = CommitmentFactory(state="done", done_on=TODAY)
        with pytest.raises(UnableToChangeCommitmentError) as refusal:
            services.complete_commitment(commitment=promise, text="باز هم", by=planner, at=AT)
        assert (refusal.value.code, kinds(promise)) == ("step_not_open", [])

    def test_it_is_opened_again_with_what_is_missing(self, planner) -> None:
        promise = CommitmentFactory(state="done", done_on=TODAY)
        with pytest.raises(UnableToChangeCommitmentError):
            services.reopen_commitment(commitment=promise, text="", by=planner, at=AT)
        opened = services.reopen_commitment(commitment=promise, text="امضا ندارد", by=planner, at=AT)
        assert (opened.state, opened.done_on, kinds(opened)) == ("open", None, ["reopened"])


class TestPostponing:
    def test_every_old_date_is_kept(self, planner) -> None:
        promise = CommitmentFactory()
        for days, reason in ((20, "بارش برف"), (30, "نبود اعتبار")):
            services.postpone_commitment(
                commitment=promise, due_on=TODAY + days * DAY, text=reason, by=planner, at=AT
            )
        promise.refresh_from_db()
        lines = promise.follow_ups.order_by("pk").values_list("due_before", "due_after", "text")
        assert list(lines) == [
            (TODAY + 10 * DAY, TODAY + 20 * DAY, "بارش برف"),
            (TODAY + 20 * DAY, TODAY + 30 * DAY, "نبود اعتبار"),
        ]
        assert (promise.first_due_on, promise.due_on) == (TODAY + 10 * DAY, TODAY + 30 * DAY)

    @pytest.mark.parametrize(
        ("days", "reason", "code"),
        [(20, " ", "reason_missing"), (-1, "دیر", "date_out_of_order"), (10, "همان", "date_out_of_order")],
    )
    def test_without_reason_or_with_a_useless_date_it_is_refused(self, planner, days, reason, code) -> None:
        promise = CommitmentFactory()
        with pytest.raises(UnableToChangeCommitmentError) as refusal:
            services.postpone_commitment(
                commitment=promise, due_on=TODAY + days * DAY, text=reason, by=planner, at=AT
            )
        promise.refresh_from_db()
        assert (refusal.value.code, promise.due_on, kinds(promise)) == (code, TODAY + 10 * DAY, [])

    def test_the_owner_alone_cannot_postpone(self) -> None:
        owner = make_user(role="team_member")
        promise = CommitmentFactory(owner=owner)
        with pytest.raises(PermissionDenied):
            services.postpone_commitment(
                commitment=promise, due_on=TODAY + 20 * DAY, text="دیر شد", by=owner, at=AT
            )
        assert kinds(promise) == []

    def test_what_is_settled_cannot_be_postponed(self, planner) -> None:
        promise = CommitmentFactory(state="cancelled")
        with pytest.raises(UnableToChangeCommitmentError) as refusal:
            services.postpone_commitment(
                commitment=promise, due_on=TODAY + 20 * DAY, text="x", by=planner, at=AT
            )
        assert refusal.value.code == "step_not_open"


class TestBlockedAndDropped:
    def test_blocked_with_a_reason_and_taken_up_again(self, planner) -> None:
        promise = CommitmentFactory(due_on=TODAY - DAY)
        with pytest.raises(UnableToChangeCommitmentError):
            services.block_commitment(commitment=promise, text="", by=planner, at=AT)
        blocked = services.block_commitment(commitment=promise, text="منتظر استعلام", by=planner, at=AT)
        assert (blocked.state, blocked.days_overdue(TODAY)) == ("blocked", 1)
        assert services.resume_commitment(commitment=promise, text="", by=planner, at=AT).state == "open"
        assert kinds(promise) == ["blocked", "resumed"]

    def test_only_what_is_blocked_is_taken_up_and_only_what_is_done_is_opened(self, planner) -> None:
        promise = CommitmentFactory()
        for step in (services.resume_commitment, services.reopen_commitment):
            with pytest.raises(UnableToChangeCommitmentError) as refusal:
                step(commitment=promise, text="متن", by=planner, at=AT)
            assert refusal.value.code == "step_not_open"

    def test_dropped_stays_on_record_and_is_final(self, planner) -> None:
        promise = CommitmentFactory()
        dropped = services.drop_commitment(commitment=promise, text="زمین فروخته شد", by=planner, at=AT)
        assert (dropped.state, kinds(promise)) == ("cancelled", ["cancelled"])
        with pytest.raises(UnableToChangeCommitmentError):
            services.block_commitment(commitment=promise, text="متن", by=planner, at=AT)


class TestWhoAnswers:
    def test_who_speaks_for_the_company_or_the_town_that_promised(self) -> None:
        company_user, company = make_company_user()
        mayor, town = make_mayor()
        for user, promise in (
            (company_user, CommitmentFactory(side="company", company=company)),
            (mayor, CommitmentFactory(side="municipality", municipality=town)),
        ):
            services.follow_up(commitment=promise, text="در دست اقدام است.", by=user, at=AT)
            assert kinds(promise) == ["note"]

    def test_neighbours_and_readers_are_refused(self) -> None:
        company_user, _company = make_company_user()
        mayor, town = make_mayor()
        theirs = CommitmentFactory(side="company", company=make_company_user()[1], town=town)
        for user in (company_user, mayor, make_user(role="auditor"), make_user(role="analyst"), make_user()):
            with pytest.raises(PermissionDenied):
                services.follow_up(commitment=theirs, text="متن", by=user, at=AT)
            with pytest.raises(PermissionDenied):
                services.drop_commitment(commitment=theirs, text="متن", by=user, at=AT)
        assert FollowUp.objects.count() == 0

    def test_an_auditor_who_is_named_owner_still_changes_nothing(self) -> None:
        auditor = make_user(role="auditor")
        promise = CommitmentFactory(owner=auditor)
        with pytest.raises(PermissionDenied):
            services.follow_up(commitment=promise, text="متن", by=auditor, at=AT)
