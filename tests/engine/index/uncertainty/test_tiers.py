import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index import Method
from hamyar_engine.index.uncertainty import RankDraws, Uncertainty, WeightLaw, simulate, tiers
from tests.engine.index.uncertainty.plain import random_input

ORDERS = {"abc": [1, 2, 3], "bac": [2, 1, 3], "acb": [1, 3, 2]}


def draws(*orders):
    return RankDraws(units=("a", "b", "c"), ranks=np.array([ORDERS[order] for order in orders]))


def test_units_that_never_change_places_have_a_tier_each():
    assert tiers(draws("abc", "abc")).tiers.tolist() == [1, 2, 3]


def test_a_step_needs_exactly_the_share_of_draws():
    ranks = draws(*["abc"] * 9, "bac")

    assert tiers(ranks, confidence=0.9).tiers.tolist() == [1, 2, 3]
    assert tiers(ranks, confidence=0.91).tiers.tolist() == [1, 1, 2]


def test_neighbours_that_often_change_places_share_a_tier():
    ranks = draws(*["abc"] * 5, *["bac"] * 3, *["acb"] * 2)

    result = tiers(ranks, confidence=0.75)

    assert result.tiers.tolist() == [1, 1, 2]
    assert result.count == 2


def test_units_that_are_always_equal_share_a_tier():
    ranks = RankDraws(units=("a", "b", "c"), ranks=np.array([[2, 1, 2]] * 4))

    assert tiers(ranks).tiers.tolist() == [2, 1, 2]


def test_the_distribution_gives_the_tiers_of_its_draws():
    ranks = draws(*["abc"] * 5, *["bac"] * 3, *["acb"] * 2)

    assert tiers(ranks.distribution, confidence=0.75).tiers.tolist() == [1, 1, 2]


@pytest.mark.parametrize("confidence", [0.5, 0.0, 1.01, float("nan")])
def test_a_confidence_that_cannot_separate_is_refused(confidence):
    with pytest.raises(InvalidInputError):
        tiers(draws("abc"), confidence=confidence)


def test_tiers_of_draws_without_dominance_are_refused():
    result = simulate(random_input(), Method(), Uncertainty(), draws=3, seed=1, dominance=False)

    with pytest.raises(InvalidInputError, match="dominance"):
        tiers(result)


@pytest.mark.parametrize("ranks", [[[0, 1, 2]], [[1, 2, 4]], [[1, 2]], [1, 2, 3], np.empty((0, 3))])
def test_numbers_that_are_no_ranks_are_refused(ranks):
    with pytest.raises(InvalidInputError):
        RankDraws(units=("a", "b", "c"), ranks=np.array(ranks))


@given(seed=st.integers(0, 50), low=st.floats(0.51, 0.99), high=st.floats(0.51, 1.0))
def test_more_confidence_never_makes_more_tiers_and_tiers_follow_the_median(seed, low, high):
    low, high = sorted((low, high))
    result = simulate(
        random_input(seed=seed), Method(), Uncertainty(weights=WeightLaw()), draws=60, seed=seed
    )

    few, many = tiers(result, confidence=high), tiers(result, confidence=low)

    assert few.count <= many.count
    order = np.lexsort((result.mean, result.p50))
    assert (np.diff(many.tiers[order]) >= 0).all()
    assert set(many.tiers.tolist()) == set(range(1, many.count + 1))
