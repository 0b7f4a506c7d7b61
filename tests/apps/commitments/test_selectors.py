"""Who reads which promises, in what order, with how many queries."""

import pytest

from hamyar.commitments.selectors import (
    Filters,
    commitments_of_town,
    commitments_visible_to,
    filtered,
    find_commitment,
    history_of,
    promises_kept,
    register,
)
from hamyar.commitments.selectors.overdue import overdue_by_town
from hamyar.commitments.selectors.register import Kept
from hamyar.commitments.services import follow_up
from hamyar.findings.models import Finding
from tests.factories.accounts import make_user
from tests.factories.commitments import (
    AT,
    DAY,
    TODAY,
    CommitmentFactory,
    CompanyFactory,
    make_company_user,
    make_mayor,
)
from tests.factories.findings import FindingFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import DecisionFactory, VisitFactory

pytestmark = pytest.mark.django_db


def test_the_staff_read_all_and_others_only_what_is_theirs() -> None:
    mayor, town = make_mayor()
    company_user, company = make_company_user()
    owner = make_user(role="public_relations")
    to_town = CommitmentFactory(town=town)
    internal = CommitmentFactory(town=town, visibility="internal")
    by_town = CommitmentFactory(side="municipality", municipality=town, visibility="internal")
    by_company = CommitmentFactory(side="company", company=company, visibility="internal")
    owned = CommitmentFactory(owner=owner, visibility="internal")
    elsewhere = CommitmentFactory(town=MunicipalityFactory())
    everything = {to_town, internal, by_town, by_company, owned, elsewhere}
    assert {
        role: set(commitments_visible_to(user=make_user(role=role)))
        for role in ("planner", "team_member", "analyst", "chief_executive", "auditor", "administrator")
    } == dict.fromkeys(
        ("planner", "team_member", "analyst", "chief_executive", "auditor", "administrator"), everything
    )
    assert set(commitments_visible_to(user=mayor)) == {to_town, by_town}
    assert set(commitments_visible_to(user=company_user)) == {by_company}
    assert set(commitments_visible_to(user=owner)) == {owned}
    assert set(commitments_visible_to(user=make_user())) == set()


def test_a_town_reads_the_promise_that_was_made_of_a_decision_of_its_own_meeting() -> None:
    mayor, town = make_mayor()
    neighbour, _other = make_mayor()
    decision = DecisionFactory(visit=VisitFactory(municipality=town), session=None)
    made = CommitmentFactory(town=town, visit=decision.visit, decision=decision, visibility="internal")
    assert set(commitments_visible_to(user=mayor)) == {made}
    assert set(commitments_visible_to(user=neighbour)) == set()


def test_a_representation_that_ended_shows_nothing() -> None:
    user, company = make_company_user()
    CommitmentFactory(side="company", company=company)
    user.company_representations.update(until=TODAY - 400 * DAY)
    assert set(commitments_visible_to(user=user)) == set()


def test_filters_narrow_by_side_state_overdue_town_company_owner_and_dates() -> None:
    town, company = MunicipalityFactory(), CompanyFactory()
    late = CommitmentFactory(due_on=TODAY - DAY, owner_name="نگار فرضی")
    blocked = CommitmentFactory(state="blocked", due_on=TODAY - 2 * DAY)
    by_company = CommitmentFactory(side="company", company=company, town=town)
    by_town = CommitmentFactory(side="municipality", municipality=town, due_on=TODAY + 40 * DAY)
    done = CommitmentFactory(state="done", done_on=TODAY, due_on=TODAY - DAY)

    def found(**asked):
        return set(filtered(commitments_visible_to(user=staff), Filters(**asked), on=TODAY))

    staff = make_user(role="planner")
    assert found(state="overdue") == {late, blocked}
    assert found(state="done") == {done}
    assert found(side="company") == found(company=company) == {by_company}
    assert found(town=town) == {by_company, by_town}
    assert found(owner="نگار") == {late}
    assert found(due_from=TODAY + 30 * DAY) == {by_town}
    assert found(due_until=TODAY - 2 * DAY) == {blocked}


def test_what_the_reader_owes_comes_first_then_what_is_owed() -> None:
    planner = make_user(role="planner")
    CommitmentFactory(owner=planner, state="cancelled", due_on=TODAY + 9 * DAY)
    settled = CommitmentFactory(state="done", done_on=TODAY, due_on=TODAY - 5 * DAY)
    later = CommitmentFactory(due_on=TODAY + 5 * DAY)
    sooner = CommitmentFactory(due_on=TODAY + DAY)
    mine = CommitmentFactory(owner=planner, due_on=TODAY + 90 * DAY)
    found = list(register(user=planner, filters=Filters(), on=TODAY))
    assert found[:4] == [mine, sooner, later, settled]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_takes_two_queries(rows: int, django_assert_num_queries) -> None:
    planner = make_user(role="planner")
    for _number in range(rows):
        CommitmentFactory(side="company", company=CompanyFactory(), town=MunicipalityFactory(), owner=planner)
    with django_assert_num_queries(2):
        shown = [
            (row.promised_by, row.town.name, row.owner.full_name)
            for row in register(user=planner, filters=Filters(), on=TODAY)
        ]
    assert len(shown) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_history_takes_two_queries(rows: int, django_assert_num_queries) -> None:
    planner, promise = make_user(role="planner"), CommitmentFactory()
    for _number in range(rows):
        follow_up(commitment=promise, text="پیگیری", by=planner, at=AT)
    with django_assert_num_queries(2):
        lines = [(line.by.full_name, len(line.files.all())) for line in history_of(commitment=promise)]
    assert len(lines) == rows


def test_a_promise_of_another_is_not_found() -> None:
    mayor, _town = make_mayor()
    theirs = CommitmentFactory(town=MunicipalityFactory())
    assert find_commitment(user=mayor, pk=theirs.pk) is None
    assert find_commitment(user=make_user(role="planner"), pk=theirs.pk) == theirs


@pytest.mark.parametrize("rows", [1, 3])
def test_a_town_shows_what_is_public_in_one_query(rows: int, django_assert_num_queries) -> None:
    town = MunicipalityFactory()
    CommitmentFactory(town=town, visibility="internal")
    CommitmentFactory(town=town, state="cancelled")
    for number in range(rows):
        CommitmentFactory(side="company", company=CompanyFactory(), town=town, due_on=TODAY + number * DAY)
    with django_assert_num_queries(1):
        shown = [(row.promised_by, row.town.name) for row in commitments_of_town(municipality=town)]
    assert len(shown) == rows


def test_the_home_page_counts_what_is_public_in_one_query(django_assert_num_queries) -> None:
    CommitmentFactory(state="done", done_on=TODAY)
    CommitmentFactory(due_on=TODAY - DAY)
    CommitmentFactory(state="blocked")
    CommitmentFactory(state="cancelled")
    CommitmentFactory(visibility="internal")
    with django_assert_num_queries(1):
        assert promises_kept(on=TODAY) == Kept(done=1, pending=2, overdue=1)


def test_a_public_promise_made_because_of_a_confidential_finding_is_not_told() -> None:
    finding = FindingFactory(visibility="confidential")
    town = finding.municipality
    mayor, _town = make_mayor(town)
    CommitmentFactory(town=town, finding=finding, state="done", done_on=TODAY)
    nothing = Kept(done=0, pending=0, overdue=0)
    assert promises_kept(on=TODAY) == nothing
    assert list(commitments_of_town(municipality=town)) == []
    assert list(commitments_visible_to(user=mayor)) == []
    Finding.objects.filter(pk=finding.pk).update(visibility="public")
    assert promises_kept(on=TODAY).done == 1
    assert len(commitments_of_town(municipality=town)) == 1
    assert len(commitments_visible_to(user=mayor)) == 1


def test_the_plan_of_visits_counts_a_decision_or_the_promise_made_of_it_but_not_both() -> None:
    visit = VisitFactory(state="held")
    town, neighbour = visit.municipality, MunicipalityFactory()
    bare = DecisionFactory(visit=visit, session=None, due_on=TODAY - DAY)
    promised = DecisionFactory(visit=visit, session=None, due_on=TODAY - DAY)
    CommitmentFactory(decision=promised, visit=visit, town=town, due_on=TODAY - DAY)
    CommitmentFactory(side="municipality", municipality=neighbour, due_on=TODAY - DAY)
    CommitmentFactory(town=town, due_on=TODAY)
    CommitmentFactory(town=town, due_on=TODAY - DAY, state="done", done_on=TODAY)
    assert overdue_by_town(on=TODAY) == {town.pk: 2, neighbour.pk: 1}
    promised.commitment.delete()
    bare.delete()
    assert overdue_by_town(on=TODAY) == {town.pk: 1, neighbour.pk: 1}
