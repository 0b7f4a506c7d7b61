"""Shares sum to exactly one hundred and follow what each party brings."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamyar_engine.errors import InvalidInputError
from hamyar_engine.finance import Contribution, PartnershipShares, Share, partnership_shares
from hamyar_engine.finance.shares import _largest_remainders

DAY = date(2026, 4, 5)
amounts = st.lists(st.integers(min_value=0, max_value=10**15), min_size=1, max_size=12).filter(any)


def brought(*amounts_rial: int, day: date = DAY) -> list[Contribution]:
    return [Contribution(f"p{i}", amount, day) for i, amount in enumerate(amounts_rial)]


def percents(result: PartnershipShares) -> list[Decimal]:
    return [share.percent for share in result.shares]


def test_the_worked_example_of_the_method_page():
    result = partnership_shares(
        [
            Contribution("municipality", 180_000_000_000, DAY),
            Contribution("organisation", 300_000_000_000, DAY),
            Contribution("municipality", 20_000_000_000, DAY),
            Contribution("investor", 200_000_000_000, DAY),
        ]
    )
    assert result == PartnershipShares(
        shares=(
            Share("municipality", 200_000_000_000, Decimal("28.57")),
            Share("organisation", 300_000_000_000, Decimal("42.86")),
            Share("investor", 200_000_000_000, Decimal("28.57")),
        ),
        total_rial=700_000_000_000,
        valued_on=DAY,
    )


def test_what_is_left_goes_to_the_largest_remainder_then_the_larger_then_the_first():
    assert percents(partnership_shares(brought(1, 1, 1))) == [
        Decimal("33.34"), Decimal("33.33"), Decimal("33.33"),
    ]  # fmt: skip
    assert percents(partnership_shares(brought(1, 2), decimals=0)) == [Decimal(33), Decimal(67)]
    # 12.5 and 87.5: equal remainders, the one who brings more gets the last unit
    assert percents(partnership_shares(brought(1, 7), decimals=0)) == [Decimal(12), Decimal(88)]


def test_the_published_example_of_hamiltons_method():
    """Balinski and Young: 26 seats for populations 9061, 7179, 5259, 3319, 1182 give 9, 7, 5, 4, 1."""
    assert _largest_remainders([9061, 7179, 5259, 3319, 1182], units=26) == [9, 7, 5, 4, 1]


@given(amounts, st.integers(min_value=0, max_value=6))
def test_shares_sum_to_exactly_one_hundred_and_are_off_by_less_than_one_unit(rials, decimals):
    result = partnership_shares(brought(*rials), decimals=decimals)
    assert sum(percents(result)) == 100
    for share in result.shares:
        exact = Decimal(100 * share.amount_rial) / Decimal(result.total_rial)
        assert abs(share.percent - exact) < Decimal(1).scaleb(-decimals) + Decimal("1e-20")


@given(amounts)
def test_who_brings_more_never_gets_less(rials):
    shares = sorted(
        partnership_shares(brought(*rials)).shares, key=lambda share: (share.amount_rial, share.percent)
    )
    assert percents(PartnershipShares(tuple(shares), 1, DAY)) == sorted(share.percent for share in shares)


@given(amounts, st.integers(min_value=1, max_value=1000))
def test_a_change_of_the_unit_of_money_changes_no_share(rials, factor):
    scaled = [amount * factor for amount in rials]
    assert percents(partnership_shares(brought(*rials))) == percents(partnership_shares(brought(*scaled)))


@pytest.mark.parametrize(
    ("contributions", "decimals", "code", "unit"),
    [
        ([], 2, "contributions_missing", None),
        (brought(0, 0), 2, "contributions_empty", None),
        ([*brought(5), Contribution("late", 5, date(2026, 4, 6))], 2, "valuation_days_differ", "late"),
        (brought(5), 7, "decimals_out_of_range", None),
        (brought(5), -1, "decimals_out_of_range", None),
    ],
)
def test_what_cannot_be_divided_is_refused_with_its_reason(contributions, decimals, code, unit):
    with pytest.raises(InvalidInputError) as refusal:
        partnership_shares(contributions, decimals=decimals)
    assert (refusal.value.code, refusal.value.unit) == (code, unit)


@pytest.mark.parametrize(
    ("amount", "code"), [(-1, "amount_negative"), (1.5, "amount_not_whole"), (True, "amount_not_whole")]
)
def test_an_amount_that_is_no_whole_rial_is_refused(amount, code):
    with pytest.raises(InvalidInputError) as refusal:
        Contribution("town", amount, DAY)
    assert refusal.value.code == code
