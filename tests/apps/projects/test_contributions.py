"""What the sides bring, valuing it anew, and the shares."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.projects.enums import ContributionKind, PartyKind
from hamyar.projects.errors import UnableToRecordContributionError
from hamyar.projects.models import Contribution, Party
from hamyar.projects.selectors.pages import current_contributions
from hamyar.projects.services import revalue_contribution, shares_of, withdraw_contribution
from hamyar.projects.services.contributions import Side, Valuation, record_contribution
from tests.factories.accounts import make_user
from tests.factories.commitments import CompanyFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.projects import BILLION, DAY, ProjectFactory, make_contribution
from tests.factories.visits import NOON

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=60)
AT = NOON + dt.timedelta(days=90)
OURS = Side(PartyKind.ORGANISATION)
INVESTOR = Side(PartyKind.OTHER, body="سرمایه‌گذار فرضی")


@pytest.fixture
def planner():
    return make_user(role="planner")


def shares(project):
    return shares_of(contributions=current_contributions(project=project))


def percents(project):
    return {row.party.name: row.percent for row in shares(project).rows}


def test_parties_come_with_what_they_bring_and_shares_sum_to_one_hundred():
    project = ProjectFactory()
    make_contribution(project, amount=180 * BILLION)
    make_contribution(project, side=OURS, kind=ContributionKind.CASH, amount=300 * BILLION)
    make_contribution(project, amount=20 * BILLION, kind=ContributionKind.BUILDINGS)
    make_contribution(project, side=INVESTOR, kind=ContributionKind.EQUIPMENT, amount=200 * BILLION)
    assert percents(project) == {
        f"شهرداری {project.municipality.name_fa}": Decimal("28.57"),
        "سازمان همیاری": Decimal("42.86"),
        "سرمایه‌گذار فرضی": Decimal("28.57"),
    }
    result = shares(project)
    assert (result.total_rial, result.days, result.refusal) == (700 * BILLION, (DAY,), "")
    assert Party.objects.count() == 3
    assert AuditEntry.objects.filter(action="record_contribution").count() == 4


def test_valuations_of_different_days_give_no_share_until_all_are_of_one_day(planner):
    project = ProjectFactory()
    land = make_contribution(project)
    make_contribution(project, side=OURS, kind=ContributionKind.CASH, day=DAY - dt.timedelta(days=40))
    refused = shares(project)
    assert refused.rows == ()
    assert refused.total_rial is None
    assert refused.days == (DAY - dt.timedelta(days=40), DAY)
    assert refused.refusal.startswith("آورده‌ها در تاریخ‌های گوناگون ارزیابی شده‌اند")
    revalue_contribution(
        contribution=current_contributions(project=project)[1],
        valuation=Valuation(200 * BILLION, DAY),
        by=planner,
        at=AT,
    )
    assert [row.percent for row in shares(project).rows] == [Decimal("50.00"), Decimal("50.00")]
    land.refresh_from_db()
    assert land.withdrawn_at is None


def test_a_project_nobody_brings_anything_to_says_so():
    assert shares(ProjectFactory()).refusal == "هنوز آورده‌ای ثبت نشده است."


def test_a_new_valuation_keeps_the_earlier_one(planner):
    old = make_contribution()
    new = revalue_contribution(
        contribution=old, valuation=Valuation(260 * BILLION, LATER, "کارشناس دیگر", "۹"), by=planner, at=AT
    )
    old.refresh_from_db()
    assert (old.amount_rial, new.amount_rial, new.replaces, new.kind) == (
        200 * BILLION, 260 * BILLION, old, "land",
    )  # fmt: skip
    assert current_contributions(project=old.party.project) == [new]
    entry = AuditEntry.objects.get(action="revalue_contribution")
    assert entry.changes["amount_rial"] == [200 * BILLION, 260 * BILLION]


def test_what_was_recorded_by_mistake_is_withdrawn_with_its_reason_and_stays(planner):
    row = make_contribution()
    withdraw_contribution(contribution=row, reason="اشتباه ثبت شد.", by=planner, at=AT)
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawal_reason) == (planner, "اشتباه ثبت شد.")
    assert current_contributions(project=row.party.project) == []
    for act in (
        lambda: withdraw_contribution(contribution=row, reason="باز", by=planner, at=AT),
        lambda: revalue_contribution(contribution=row, valuation=Valuation(1, LATER, "ک"), by=planner, at=AT),
    ):
        with pytest.raises(UnableToRecordContributionError) as refusal:
            act()
        assert refusal.value.code == "contribution_past"
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("valuation", "code"),
    [
        (Valuation(BILLION, DAY, "کارشناس"), "valuation_not_later"),
        (Valuation(BILLION, AT.date() + dt.timedelta(days=1), "کارشناس"), "day_ahead"),
        (Valuation(0, LATER, "کارشناس"), "amount_wrong"),
        (Valuation(BILLION, LATER, " "), "valuer_missing"),
    ],
)
def test_a_new_valuation_that_makes_no_sense_is_refused(planner, valuation, code):
    row = make_contribution()
    with pytest.raises(UnableToRecordContributionError) as refusal:
        revalue_contribution(contribution=row, valuation=valuation, by=planner, at=AT)
    assert refusal.value.code == code
    assert Contribution.objects.get() == row


@pytest.mark.parametrize(
    "side",
    [
        lambda: Side(PartyKind.MUNICIPALITY, municipality=MunicipalityFactory()),
        lambda: Side(PartyKind.COMPANY, company=CompanyFactory()),
        lambda: Side(PartyKind.MUNICIPALITY),
        lambda: Side(PartyKind.OTHER, body=" "),
    ],
)
def test_a_side_that_takes_no_part_brings_nothing(side):
    with pytest.raises(UnableToRecordContributionError) as refusal:
        make_contribution(side=side())
    assert refusal.value.code == "side_unknown"
    assert not Party.objects.exists()


def test_a_company_and_a_participating_town_of_the_project_bring_something():
    project, company, town = ProjectFactory(), CompanyFactory(), MunicipalityFactory()
    project.companies.add(company)
    project.participants.add(town)
    make_contribution(project, side=Side(PartyKind.COMPANY, company=company))
    make_contribution(project, side=Side(PartyKind.MUNICIPALITY, municipality=town))
    assert {row.party.name for row in shares(project).rows} == {
        company.name_fa, f"شهرداری {town.name_fa}",
    }  # fmt: skip


@pytest.mark.parametrize(
    "role",
    ["mayor", "company", "team_member", "analyst", "public_relations", "auditor", "chief_executive"],
)
def test_others_record_value_and_withdraw_nothing(role):
    row, user = make_contribution(), make_user(role=role)
    project = row.party.project
    with pytest.raises(PermissionDenied):
        record_contribution(
            project=project,
            side=OURS,
            kind=ContributionKind.CASH,
            valuation=Valuation(1, DAY),
            by=user,
            at=AT,
        )
    with pytest.raises(PermissionDenied):
        revalue_contribution(contribution=row, valuation=Valuation(1, LATER, "ک"), by=user, at=AT)
    with pytest.raises(PermissionDenied):
        withdraw_contribution(contribution=row, reason="چون", by=user, at=AT)
    assert current_contributions(project=project) == [row]
