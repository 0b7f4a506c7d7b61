"""Opening and removing the yearly collection of figures."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.errors import UnableToError
from hamyar.core.persian import normalise_line
from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.models import DataRound, Indicator
from hamyar.indicators.permissions import Actor, require_can_manage_rounds


class UnableToOpenRoundError(UnableToError):
    """A round that cannot be opened as asked."""

    default_code = "round_wrong"


@transaction.atomic
def open_round(
    *,
    title: str,
    year: int,
    indicators: Iterable[Indicator],
    opens_on: dt.date,
    closes_on: dt.date,
    by: Actor,
    at: dt.datetime,
) -> DataRound:
    """Call for the figures of one year.

    Raises
    ------
    PermissionDenied
        When ``by`` may not manage rounds.
    UnableToOpenRoundError
        When the days are out of order, no indicator is named or the title is taken.
    """
    require_can_manage_rounds(user=by)
    chosen, name = list(indicators), normalise_line(title)
    _check(name, chosen, opens_on, closes_on)
    opened = DataRound.objects.create(
        title=name, year=year, opens_on=opens_on, closes_on=closes_on, created_at=at
    )
    opened.indicators.set(chosen)
    changes = {
        "year": year,
        "indicators": [each.code for each in chosen],
        "closes_on": closes_on.isoformat(),
    }
    person = by if isinstance(by, User) else None
    record(by=person, at=at, action="open_round", target=opened, changes=changes)
    return opened


def _check(title: str, indicators: list[Indicator], opens_on: dt.date, closes_on: dt.date) -> None:
    if closes_on < opens_on:
        raise UnableToOpenRoundError(_("A round closes after it opens."), "round_out_of_order")
    if not indicators:
        raise UnableToOpenRoundError(_("Choose at least one indicator."), "round_without_indicators")
    if DataRound.objects.filter(title=title).exists():
        raise UnableToOpenRoundError(_("There is a round with this title already."), "round_title_taken")
