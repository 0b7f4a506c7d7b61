"""The shares of the parties, computed from what they bring today; never stored, so never stale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from hamyar.projects.models import Contribution, Party
from hamyar_engine import finance
from hamyar_engine.errors import InvalidInputError

DECIMALS = 2


@dataclass(frozen=True)
class PartyShare:
    """A party with all it brings; ``percent`` is unknown where the shares are refused."""

    party: Party
    amount_rial: int
    percent: Decimal | None = None

    @property
    def part(self) -> float | None:
        """Return the share from 0 to 1."""
        return None if self.percent is None else float(self.percent / 100)


@dataclass(frozen=True)
class ProjectShares:
    """The shares of all parties, or why there are none; ``decimals`` is how finely they are divided."""

    rows: tuple[PartyShare, ...]
    days: tuple[date, ...]
    total_rial: int | None = None
    refusal: str = ""
    decimals: int = DECIMALS


def shares_of(*, contributions: Sequence[Contribution]) -> ProjectShares:
    """Return the partnership shares of what is brought today.

    Valuations of different days are not added: then no sum and no share is given, with the reason in words.
    """
    parties = {row.party_id: row.party for row in contributions}
    days = tuple(sorted({row.valued_on for row in contributions}))
    if not contributions:
        return ProjectShares((), (), refusal=_("Nothing that a side brings is recorded yet."))
    brought = [
        finance.Contribution(str(row.party_id), row.amount_rial, row.valued_on) for row in contributions
    ]
    try:
        result = finance.partnership_shares(brought, decimals=DECIMALS)
    except InvalidInputError as error:
        return ProjectShares((), days, refusal=_reason(error))
    rows = tuple(
        PartyShare(parties[int(share.party)], share.amount_rial, share.percent) for share in result.shares
    )
    return ProjectShares(rows, days, total_rial=result.total_rial)


def _reason(error: InvalidInputError) -> str:
    if error.code == "valuation_days_differ":
        return _(
            "What the sides bring was valued on different days. Rials of different days cannot be added, because"
            " prices changed in between: have everything valued as of one day, then the shares are computed."
        )
    raise error
