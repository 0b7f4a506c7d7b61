"""Tiers by the anchor rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamyar_engine.index.enums import TierRule
from hamyar_engine.index.uncertainty import RankDraws, tiers


def drawn(rows: list[list[int]]) -> RankDraws:
    units = tuple("ABCDEFGHIJ"[: len(rows[0])])
    return RankDraws(units=units, ranks=np.array(rows, dtype=np.uint16))


def by_hand(ranks: RankDraws, confidence: float) -> list[int]:
    """Walk the median order from the least developed end, one unit at a time."""
    order = sorted(range(len(ranks.units)), key=lambda unit: (ranks.p50[unit], ranks.mean[unit]))[::-1]
    tier, current, found = 1, order[0], {order[0]: 1}
    for unit in order[1:]:
        ahead = np.count_nonzero(ranks.ranks[:, unit] < ranks.ranks[:, current])
        if ahead >= confidence * ranks.draws * (1 - 1e-12):
            tier, current = tier + 1, unit
        found[unit] = tier
    return [tier + 1 - found[unit] for unit in range(len(ranks.units))]


def test_a_long_chain_of_overlapping_neighbours_falls_into_tiers_by_the_anchor_rule() -> None:
    # each unit overlaps with its neighbour and with no other
    rows = [[1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5], [1, 3, 2, 5, 4, 6]]
    ranks = drawn(rows * 4)

    assert tiers(ranks).tiers.tolist() == [1] * 6
    assert tiers(ranks, rule=TierRule.ANCHOR).tiers.tolist() == by_hand(ranks, 0.9)
    assert tiers(ranks, rule=TierRule.ANCHOR).count > 1


def test_units_that_never_change_places_stand_in_tiers_of_their_own() -> None:
    ranks = drawn([[3, 1, 2]] * 5)

    assert tiers(ranks, rule=TierRule.ANCHOR).tiers.tolist() == [3, 1, 2]


def test_units_that_are_always_tied_share_a_tier() -> None:
    assert tiers(drawn([[1, 1, 1]] * 5), rule=TierRule.ANCHOR).tiers.tolist() == [1, 1, 1]


@given(
    st.integers(2, 8).flatmap(
        lambda units: st.lists(st.permutations(list(range(1, units + 1))), min_size=1, max_size=30)
    ),
    st.sampled_from([0.6, 0.75, 0.9, 1.0]),
)
def test_the_anchor_rule_equals_walking_by_hand(rows: list[list[int]], confidence: float) -> None:
    ranks = drawn(rows)

    result = tiers(ranks, confidence=confidence, rule=TierRule.ANCHOR)

    assert result.tiers.tolist() == by_hand(ranks, confidence)
    assert sorted(set(result.tiers.tolist())) == list(range(1, result.count + 1))


@pytest.mark.parametrize("confidence", [0.5, 1.01])
def test_the_anchor_rule_refuses_a_confidence_out_of_range(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        tiers(drawn([[1, 2]]), confidence=confidence, rule=TierRule.ANCHOR)
