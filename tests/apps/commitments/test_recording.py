"""Recording promises: complete, once, from a telephone that sends twice, from a decision."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hamyar.commitments.enums import PromisingSide, Visibility
from hamyar.commitments.errors import UnableToRecordCommitmentError
from hamyar.commitments.models import Commitment, FollowUp
from hamyar.commitments.services import CommitmentSource, commit_decision, save_commitment
from hamyar.core.models import AuditEntry
from hamyar.visits.errors import StaleRecordError
from tests.factories.accounts import UserFactory, make_user
from tests.factories.commitments import AT, DAY, LONG_AGO, TODAY, CommitmentFactory, CompanyFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import DecisionFactory, TeamMemberFactory, VisitFactory

pytestmark = pytest.mark.django_db
DEVICE = uuid.UUID("0c6e7f8a-1b2c-4d3e-8f90-a1b2c3d4e5f6")


def fields(**changed):
    return {
        "side": "organisation",
        "text": "نقشهٔ زمین فرستاده شود.",
        "owner_name": "مسئول فرضی",
        "due_on": TODAY + 10 * DAY,
        **changed,
    }


def save(by=None, *, source=None, revision=0, device_id=DEVICE, **changed) -> Commitment:
    return save_commitment(
        device_id=device_id,
        revision=revision,
        fields=fields(**changed),
        device_time=None,
        source=source or CommitmentSource(),
        by=by or make_user(role="planner"),
        at=AT,
    )


def test_a_promise_is_kept_with_its_first_date_and_an_audit_entry() -> None:
    made = save()
    assert (made.state, made.due_on, made.first_due_on, made.visibility, made.revision) == (
        "open",
        TODAY + 10 * DAY,
        TODAY + 10 * DAY,
        Visibility.INTERNAL,
        1,
    )
    assert AuditEntry.objects.get(action="record_commitment").target_id == str(made.pk)


def test_a_date_may_be_counted_in_working_days() -> None:
    made = save(due_on=None, due_working_days=5)
    assert (made.due_on, made.due_working_days) == (dt.date(2026, 11, 29), 5)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"side": "nobody"}, "side_missing"),
        ({"text": "  "}, "text_missing"),
        ({"owner_name": ""}, "owner_missing"),
        ({"due_on": None}, "date_missing"),
        ({"visibility": "secret"}, "visibility_unknown"),
        ({"side": "company"}, "holder_missing"),
        ({"side": "municipality"}, "holder_missing"),
        ({"side": "other"}, "holder_missing"),
    ],
)
def test_what_a_promise_needs_is_asked_for(changed: dict, code: str) -> None:
    with pytest.raises(UnableToRecordCommitmentError) as refusal:
        save(**changed)
    assert (refusal.value.code, Commitment.objects.count()) == (code, 0)


def test_an_owner_who_could_not_read_it_is_refused() -> None:
    with pytest.raises(UnableToRecordCommitmentError) as refusal:
        save(owner=UserFactory())
    assert (refusal.value.code, Commitment.objects.count()) == ("owner_without_role", 0)


def test_the_name_of_an_owner_with_an_account_is_taken_from_it() -> None:
    owner = make_user(role="team_member", full_name="نگار فرضی")
    assert save(owner=owner, owner_name="").owner_name == "نگار فرضی"


def test_a_town_that_promises_is_the_town_it_is_for_unless_another_is_named() -> None:
    town = MunicipalityFactory()
    assert save(side="municipality", municipality=town).town == town


def test_a_holder_of_another_side_is_dropped() -> None:
    assert save(side="organisation", company=CompanyFactory()).company is None


class TestSendingTwice:
    def test_the_same_content_again_changes_nothing(self) -> None:
        planner = make_user(role="planner")
        first, second = save(planner), save(planner)
        assert (first.pk, second.revision, Commitment.objects.count()) == (second.pk, 1, 1)
        assert AuditEntry.objects.filter(action="record_commitment").count() == 1

    def test_a_correction_raises_the_revision(self) -> None:
        planner = make_user(role="planner")
        save(planner)
        assert save(planner, revision=1, text="متن درست").revision == 2
        assert AuditEntry.objects.filter(action="change_commitment").count() == 1

    def test_a_change_from_an_older_copy_is_shown_and_not_taken(self) -> None:
        planner = make_user(role="planner")
        save(planner)
        save(planner, revision=1, text="متن دوم")
        with pytest.raises(StaleRecordError) as refusal:
            save(planner, revision=1, text="متن سوم")
        assert refusal.value.current.text == "متن دوم"
        assert Commitment.objects.get().text == "متن دوم"

    def test_a_new_date_needs_a_reason_and_keeps_the_old_one(self) -> None:
        planner = make_user(role="planner")
        save(planner)
        later = TODAY + 20 * DAY
        with pytest.raises(UnableToRecordCommitmentError) as refusal:
            save(planner, revision=1, due_on=later)
        assert (refusal.value.code, FollowUp.objects.count()) == ("reason_missing", 0)
        save(planner, revision=1, due_on=later, reason="بارش برف")
        line = FollowUp.objects.get()
        assert (line.due_before, line.due_after, line.text) == (TODAY + 10 * DAY, later, "بارش برف")


class TestWhoMayRecord:
    @pytest.mark.parametrize("role", ["mayor", "company", "analyst", "auditor", "public_relations"])
    def test_others_are_refused(self, role: str) -> None:
        with pytest.raises(PermissionDenied):
            save(make_user(role=role))
        assert Commitment.objects.count() == 0

    def test_a_team_records_at_its_own_visits_only(self) -> None:
        member, visit = make_user(role="team_member"), VisitFactory()
        with pytest.raises(PermissionDenied):
            save(member, source=CommitmentSource(visit=visit))
        TeamMemberFactory(team=visit.trip.team, user=member, since=LONG_AGO)
        assert save(member, source=CommitmentSource(visit=visit)).visit == visit
        with pytest.raises(PermissionDenied):
            save(member, source=CommitmentSource(visit=VisitFactory()), device_id=uuid.uuid4())

    def test_a_promise_of_another_meeting_is_not_changed_through_ones_own(self) -> None:
        member, visit = make_user(role="team_member"), VisitFactory()
        TeamMemberFactory(team=visit.trip.team, user=member, since=LONG_AGO)
        CommitmentFactory(device_id=DEVICE, visit=VisitFactory(), text="متن پیشین")
        with pytest.raises(PermissionDenied):
            save(member, source=CommitmentSource(visit=visit), revision=1)
        assert Commitment.objects.get().text == "متن پیشین"


class TestDecisions:
    def test_a_decision_becomes_one_promise_however_often_it_is_asked(self) -> None:
        decision = DecisionFactory(responsible="مدیر فنی فرضی", due_on=TODAY + DAY)
        planner = make_user(role="planner")
        asked = {"decision": decision, "side": PromisingSide.ORGANISATION, "by": planner, "at": AT}
        first, second = commit_decision(**asked), commit_decision(**asked)
        assert (first.pk, Commitment.objects.count()) == (second.pk, 1)
        assert (first.decision, first.visit, first.owner_name, first.due_on, first.town) == (
            decision,
            decision.visit,
            "مدیر فنی فرضی",
            TODAY + DAY,
            decision.visit.municipality,
        )

    def test_a_decision_of_the_town_is_the_promise_of_the_town(self) -> None:
        decision = DecisionFactory(responsible="شهردار", due_on=TODAY)
        made = commit_decision(
            decision=decision, side=PromisingSide.MUNICIPALITY, by=make_user(role="planner"), at=AT
        )
        assert made.municipality == decision.visit.municipality

    @pytest.mark.parametrize(
        ("told", "code"),
        [({"due_on": TODAY}, "owner_missing"), ({"responsible": "مدیر"}, "date_missing")],
    )
    def test_a_decision_without_owner_or_date_is_refused(self, told: dict, code: str) -> None:
        with pytest.raises(UnableToRecordCommitmentError) as refusal:
            commit_decision(
                decision=DecisionFactory(**told),
                side=PromisingSide.ORGANISATION,
                by=make_user(role="planner"),
                at=AT,
            )
        assert (refusal.value.code, Commitment.objects.count()) == (code, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"side": "company"},
        {"side": "municipality"},
        {"side": "other"},
        {"state": "done"},
        {"done_on": TODAY},
        {"owner_name": ""},
        {"side": "nobody"},
        {"state": "overdue"},
    ],
)
def test_the_database_refuses_what_no_service_would_write(wrong: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentFactory(**wrong)


def test_who_promised_is_named_with_the_unit() -> None:
    town, company = MunicipalityFactory(name_fa="رشتخوار"), CompanyFactory(name_fa="عمران")
    promises = (
        CommitmentFactory(body="معاونت فنی"),
        CommitmentFactory(side="company", company=company),
        CommitmentFactory(side="municipality", municipality=town),
        CommitmentFactory(side="other", body="شرکت برق"),
    )
    assert [promise.promised_by for promise in promises] == [
        "سازمان (معاونت فنی)",
        "عمران",
        "شهرداری رشتخوار",
        "شرکت برق",
    ]
