"""The share kept on time: what counts as what, by which month, side, town and company."""

import datetime as dt

import pytest

from hamyar.commitments.enums import Outcome
from hamyar.commitments.selectors.on_time import first_day, on_time, outcome_of
from tests.factories.accounts import make_user
from tests.factories.commitments import DAY, TODAY, CommitmentFactory, CompanyFactory, make_company_user
from tests.factories.places import MunicipalityFactory


@pytest.mark.parametrize(
    ("first", "due", "state", "done", "outcome"),
    [
        (-5, -5, "done", -5, Outcome.ON_TIME),
        (-5, -5, "done", -4, Outcome.LATE),
        (-5, -2, "done", -2, Outcome.ON_NEW_DATE),
        (-5, -2, "done", -5, Outcome.ON_TIME),
        (-5, -2, "done", -1, Outcome.LATE),
        (-5, 0, "open", None, Outcome.POSTPONED),
        (-5, -1, "open", None, Outcome.OVERDUE),
        (-5, -1, "blocked", None, Outcome.OVERDUE),
        (-5, -5, "cancelled", None, None),
        (0, 0, "open", None, None),
        (3, 3, "done", -1, None),
    ],
)
def test_what_became_of_a_promise(first, due, state, done, outcome) -> None:
    promise = CommitmentFactory.build(
        first_due_on=TODAY + first * DAY,
        due_on=TODAY + due * DAY,
        state=state,
        done_on=None if done is None else TODAY + done * DAY,
        recorded_by=None,
    )
    assert outcome_of(promise, on=TODAY) == outcome


def test_the_span_begins_with_the_month_eleven_months_ago() -> None:
    assert first_day(on=TODAY) == dt.date(2025, 12, 22)
    assert first_day(on=dt.date(2027, 3, 20)) == dt.date(2026, 3, 21)


@pytest.mark.django_db
class TestShares:
    def test_by_month_side_town_and_company(self) -> None:
        town, company = MunicipalityFactory(name_fa="رشتخوار"), CompanyFactory(name_fa="عمران")
        kept = {"state": "done", "done_on": TODAY - 40 * DAY}
        CommitmentFactory(due_on=TODAY - 40 * DAY, town=town, **kept)
        CommitmentFactory(due_on=TODAY - 41 * DAY, **kept)
        CommitmentFactory(due_on=TODAY - 2 * DAY, side="company", company=company, town=town)
        CommitmentFactory(due_on=TODAY - 500 * DAY)
        found = on_time(user=make_user(role="planner"), on=TODAY)
        assert (found.all.judged, found.all.share) == (3, 1 / 3)
        assert [(row.month, row.cells) for row in found.by_month] == [
            ((1405, 7), [1, 0, 1, 0, 0]),
            ((1405, 8), [0, 0, 0, 0, 1]),
        ]
        assert [(row.key, row.judged) for row in found.by_side] == [("organisation", 2), ("company", 1)]
        assert [(row.label, row.judged) for row in found.by_town] == [("رشتخوار", 2)]
        assert [(row.label, row.share) for row in found.by_company] == [("عمران", 0)]

    def test_a_company_sees_the_share_of_its_own(self) -> None:
        user, company = make_company_user()
        CommitmentFactory(due_on=TODAY - DAY)
        assert on_time(user=user, on=TODAY).all is None
        CommitmentFactory(due_on=TODAY - DAY, side="company", company=company)
        assert on_time(user=user, on=TODAY).all.judged == 1

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_takes_one_query_beside_that_of_the_roles(self, rows, django_assert_num_queries) -> None:
        planner = make_user(role="planner")
        for _number in range(rows):
            CommitmentFactory(due_on=TODAY - DAY, town=MunicipalityFactory())
        with django_assert_num_queries(2):
            on_time(user=planner, on=TODAY)
