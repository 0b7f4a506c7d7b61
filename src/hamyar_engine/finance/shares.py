"""Shares of the partners of a civil partnership, from the valuations of what each brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hamyar_engine.errors import InvalidInputError

MOST_DECIMALS = 6


@dataclass(frozen=True)
class Contribution:
    """What one party brings, valued on a day in whole rials."""

    party: str
    amount_rial: int
    valued_on: date

    def __post_init__(self) -> None:
        if isinstance(self.amount_rial, bool) or not isinstance(self.amount_rial, int):
            raise InvalidInputError(
                f"the contribution of {self.party} is not a whole number of rials",
                code="amount_not_whole",
                unit=self.party,
            )
        if self.amount_rial < 0:
            raise InvalidInputError(
                f"the contribution of {self.party} is below zero", code="amount_negative", unit=self.party
            )


@dataclass(frozen=True)
class Share:
    """What a party brought in all, and its share in percent."""

    party: str
    amount_rial: int
    percent: Decimal


@dataclass(frozen=True)
class PartnershipShares:
    """The shares in the order in which the parties first occur; they sum to exactly 100."""

    shares: tuple[Share, ...]
    total_rial: int
    valued_on: date


def partnership_shares(contributions: Sequence[Contribution], *, decimals: int = 2) -> PartnershipShares:
    r"""Divide one hundred percent in proportion to what each party brings.

    With :math:`a_i` the rials of party :math:`i` and :math:`U = 100 \cdot 10^d` units to give away, each party
    gets :math:`\lfloor a_i U / \sum a \rfloor` units; what is left goes one by one to the largest remainders.
    Among equal remainders the party that brings more comes first, then the one that occurs first. All of it is
    whole-number arithmetic, so nothing is rounded twice and the shares sum to exactly 100.

    Rials of different days are different money: the sum is refused unless all were valued on one day.

    Parameters
    ----------
    contributions
        What was brought; a party may bring several things.
    decimals
        Decimals of the percentages, from 0 to 6.

    Returns
    -------
    PartnershipShares
        A share for each party.

    Raises
    ------
    InvalidInputError
        ``contributions_missing`` without any, ``contributions_empty`` when they sum to nothing,
        ``valuation_days_differ`` when they were not valued on one day, ``decimals_out_of_range``.

    References
    ----------
    Hamilton's method of apportionment: Balinski and Young (2001), *Fair Representation*, 2nd ed., chapter 2.
    """
    if not 0 <= decimals <= MOST_DECIMALS:
        raise InvalidInputError(
            f"decimals must be from 0 to {MOST_DECIMALS}", code="decimals_out_of_range", key="decimals"
        )
    brought = _brought(contributions)
    valued_on = _one_day(contributions)
    units = _largest_remainders(list(brought.values()), units=100 * 10**decimals)
    shares = tuple(
        Share(party, amount, Decimal(given).scaleb(-decimals))
        for (party, amount), given in zip(brought.items(), units, strict=True)
    )
    return PartnershipShares(shares, sum(brought.values()), valued_on)


def _brought(contributions: Sequence[Contribution]) -> dict[str, int]:
    if not contributions:
        raise InvalidInputError("there is no contribution", code="contributions_missing")
    brought: dict[str, int] = {}
    for each in contributions:
        brought[each.party] = brought.get(each.party, 0) + each.amount_rial
    if not any(brought.values()):
        raise InvalidInputError("the contributions sum to nothing", code="contributions_empty")
    return brought


def _one_day(contributions: Sequence[Contribution]) -> date:
    first = contributions[0]
    for each in contributions:
        if each.valued_on != first.valued_on:
            raise InvalidInputError(
                f"{each.party} was valued on {each.valued_on}, {first.party} on {first.valued_on}",
                code="valuation_days_differ",
                unit=each.party,
            )
    return first.valued_on


def _largest_remainders(amounts: list[int], *, units: int) -> list[int]:
    total = sum(amounts)
    given = [amount * units // total for amount in amounts]
    remainders = [amount * units % total for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda i: (-remainders[i], -amounts[i], i))
    for i in order[: units - sum(given)]:
        given[i] += 1
    return given
