"""Shares of municipalities in the organisation."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum

from hamyar.core.errors import UnableToError
from hamyar.core.money import Money
from hamyar.core.persian import normalise_line
from hamyar.core.translation import gettext_noop as _
from hamyar.places.models import Municipality, Shareholding
from hamyar.places.permissions import Actor, require_can_record_shares
from hamyar.places.services.auditing import created, write

WHOLE = Decimal(100)


class UnableToRecordShareholdingError(UnableToError):
    """A share that cannot be, or that contradicts another one."""

    default_code = "share_refused"


@transaction.atomic
def record_shareholding(
    *,
    municipality: Municipality,
    amount: Money,
    since: dt.date,
    by: Actor,
    at: dt.datetime,
    percent: Decimal | None = None,
    has_voting_right: bool = True,
    document_number: str = "",
    source: str = "",
) -> Shareholding:
    """Record the share a municipality holds from a day on; the one before ends that day.

    Raises
    ------
    PermissionDenied
        When ``by`` may not record shareholdings.
    UnableToRecordShareholdingError
        When amount or percent cannot be, all percents exceed 100, or a later share is on record.
    """
    require_can_record_shares(user=by)
    values = {
        "amount": amount.amount,
        "unit": amount.unit.value,
        "percent": percent,
        "since": since,
        "has_voting_right": has_voting_right,
        "document_number": normalise_line(document_number),
        "source": normalise_line(source),
    }
    share = write_share(municipality=municipality, values=values, by=by, at=at)
    check_percents(on=since)
    return share


def write_share(
    *, municipality: Municipality, values: Mapping[str, object], by: Actor, at: dt.datetime
) -> Shareholding:
    """Write one share; for the services of this stage, which check the sum of percents afterwards."""
    amount, percent, since = values["amount"], values["percent"], values["since"]
    if not isinstance(amount, int) or not 0 <= amount < 2**63:
        raise UnableToRecordShareholdingError(_("The amount of a share is not negative."), "share_negative")
    if isinstance(percent, Decimal) and not 0 <= percent <= WHOLE:
        raise UnableToRecordShareholdingError(_("A percent lies between 0 and 100."), "share_percent")
    if municipality.shareholdings.filter(since__gte=since).exists():
        raise UnableToRecordShareholdingError(
            _("A share of the same or a later day is on record; a new one must begin after it."),
            "share_later",
        )
    municipality.shareholdings.filter(until=None).update(until=since)
    share = Shareholding.objects.create(municipality=municipality, **values)
    write(by=by, at=at, action="record_shareholding", target=municipality, changes=created(values))
    return share


def check_percents(*, on: dt.date) -> None:
    """Refuse when the percents that hold from a day on sum to more than 100."""
    holding = Shareholding.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)
    total = holding.aggregate(total=Sum("percent"))["total"] or Decimal(0)
    if total > WHOLE + Decimal("0.01"):
        raise UnableToRecordShareholdingError(
            _("The percents of all municipalities would sum to {total}, more than 100."),
            "share_over_100",
            total=total.normalize(),
        )
