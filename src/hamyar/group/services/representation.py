"""Who speaks for which company of the group."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.errors import UnableToError
from hamyar.group.models import Company, CompanyRepresentation
from hamyar.group.permissions import require_can_manage_representation


class UnableToRepresentCompanyError(UnableToError):
    """A representation that is on record, or days out of order."""

    default_code = "representation_refused"


@transaction.atomic
def grant_company_representation(
    *, user: User, company: Company, since: dt.date, by: User, at: dt.datetime, is_head: bool = False
) -> CompanyRepresentation:
    """Let a user speak for a company from a day on; its head is told of what is long overdue.

    Raises
    ------
    PermissionDenied
        When ``by`` may not say who represents a company.
    UnableToRepresentCompanyError
        When the user is inactive or speaks for it already.
    """
    require_can_manage_representation(user=by)
    if not user.is_active:
        raise UnableToRepresentCompanyError(_("This user is not active."), "user_inactive")
    rows = user.company_representations.filter(company=company)
    if rows.filter(until=None).exists() or rows.filter(until__gt=since).exists():
        raise UnableToRepresentCompanyError(
            _("This user represents this company already."), "represents_already"
        )
    row = CompanyRepresentation.objects.create(user=user, company=company, since=since, is_head=is_head)
    changes = {"user": [None, user.full_name], "since": [None, since.isoformat()], "is_head": [None, is_head]}
    record(by=by, at=at, action="grant_company_representation", target=company, changes=changes)
    return row


@transaction.atomic
def end_company_representation(
    *, representation: CompanyRepresentation, until: dt.date, by: User, at: dt.datetime
) -> CompanyRepresentation:
    """End a representation; from that day the user no longer speaks for the company.

    Raises
    ------
    PermissionDenied
        When ``by`` may not say who represents a company.
    UnableToRepresentCompanyError
        When the day is not after the first, or it has ended already.
    """
    require_can_manage_representation(user=by)
    held = CompanyRepresentation.objects.select_for_update().get(pk=representation.pk)
    if until <= held.since:
        raise UnableToRepresentCompanyError(_("The last day comes after the first."), "days_out_of_order")
    if held.until is not None:
        raise UnableToRepresentCompanyError(
            _("This representation has ended already."), "representation_ended"
        )
    held.until = until
    held.save(update_fields=["until"])
    changes = {"user": held.user.full_name, "until": [None, until.isoformat()]}
    record(by=by, at=at, action="end_company_representation", target=held.company, changes=changes)
    return held
