"""Who speaks for a company."""

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.group.models import CompanyRepresentation
from hamyar.group.selectors import companies_represented_by
from hamyar.group.services import (
    UnableToRepresentCompanyError,
    end_company_representation,
    grant_company_representation,
)
from tests.factories.accounts import make_user
from tests.factories.commitments import AT, DAY, LONG_AGO, TODAY, CompanyFactory

pytestmark = pytest.mark.django_db


def grant(**changed) -> CompanyRepresentation:
    asked = {"user": make_user(role="company"), "company": CompanyFactory(), "since": LONG_AGO, "at": AT}
    return grant_company_representation(**{**asked, "by": make_user(role="administrator"), **changed})


def test_who_is_named_speaks_for_the_company_from_the_day_on() -> None:
    row = grant(since=TODAY)
    assert list(companies_represented_by(user=row.user, on=TODAY)) == [row.company]
    assert list(companies_represented_by(user=row.user, on=TODAY - DAY)) == []
    assert AuditEntry.objects.filter(action="grant_company_representation").count() == 1


def test_an_end_ends_it_on_the_day() -> None:
    row = grant()
    end_company_representation(representation=row, until=TODAY, by=make_user(role="administrator"), at=AT)
    assert list(companies_represented_by(user=row.user, on=TODAY)) == []
    assert list(companies_represented_by(user=row.user, on=TODAY - DAY)) == [row.company]


def test_twice_inactive_or_without_permission_is_refused() -> None:
    row = grant()
    refused = (
        ({"user": row.user, "company": row.company}, UnableToRepresentCompanyError),
        ({"user": make_user(role="company", is_active=False)}, UnableToRepresentCompanyError),
        ({"by": make_user(role="planner")}, PermissionDenied),
    )
    for changed, refusal in refused:
        with pytest.raises(refusal):
            grant(**changed)
    assert CompanyRepresentation.objects.get() == row


def test_an_end_out_of_order_or_twice_is_refused() -> None:
    row, admin = grant(since=TODAY), make_user(role="administrator")
    with pytest.raises(UnableToRepresentCompanyError):
        end_company_representation(representation=row, until=TODAY, by=admin, at=AT)
    end_company_representation(representation=row, until=TODAY + DAY, by=admin, at=AT)
    with pytest.raises(UnableToRepresentCompanyError):
        end_company_representation(representation=row, until=TODAY + 2 * DAY, by=admin, at=AT)
