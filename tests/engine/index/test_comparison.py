"""Edge rules, ties and brute force for the comparison methods."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from hamyar_engine.errors import InvalidMethodError, UnsuitableValueError
from hamyar_engine.index.comparison import borda, copeland, morris, taxonomy, topsis, vikor, waspas
from hamyar_engine.index.correlation import rank_correlation
from hamyar_engine.index.ranking import rank_scores
from tests.engine.index.cases import plain

CONSTANT = plain([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]])
EQUAL = plain(np.full((3, 2), 4.0))
HALVES = np.array([0.5, 0.5])


def test_a_constant_column_moves_nobody():
    assert morris(CONSTANT, CONSTANT.values).scores.tolist() == [25.0, 50.0, 75.0]
    assert vikor(CONSTANT, CONSTANT.values, weights=HALVES).scores.tolist() == [1.0, 0.5, 0.0]
    for outcome in (
        topsis(CONSTANT, CONSTANT.values, weights=HALVES),
        taxonomy(CONSTANT, CONSTANT.values),
        waspas(CONSTANT, CONSTANT.values, weights=HALVES),
    ):
        assert np.isfinite(outcome.scores).all()
        assert outcome.ranks.tolist() == [3, 2, 1]


def test_equal_units_tie_in_every_method():
    for outcome in (
        topsis(EQUAL, EQUAL.values, weights=HALVES),
        morris(EQUAL, EQUAL.values),
        taxonomy(EQUAL, EQUAL.values),
        vikor(EQUAL, EQUAL.values, weights=HALVES),
        waspas(EQUAL, EQUAL.values, weights=HALVES),
        borda(np.ones((2, 3), dtype=np.int64)),
        copeland(np.ones((2, 3), dtype=np.int64)),
    ):
        assert np.isfinite(outcome.scores).all()
        assert outcome.ranks.tolist() == [1, 1, 1]


def test_a_single_unit_is_ranked_first_by_taxonomy_and_copeland():
    alone = plain([[1.0, 2.0]])
    assert taxonomy(alone, alone.values).ranks.tolist() == [1]
    assert copeland(np.array([[1]])).ranks.tolist() == [1]


def test_taxonomy_names_the_unit_unlike_all_others():
    values = np.array(
        [[1.0, 1.0], [1.1, 1.2], [0.9, 1.1], [1.2, 0.9], [1.05, 1.15], [0.95, 0.95], [90.0, 1.0]]
    )
    data = plain(values)
    assert taxonomy(data, values).outliers.tolist() == [False] * 6 + [True]


@pytest.mark.parametrize(("values", "lower"), [([[1.0], [-1.0]], ()), ([[1.0], [0.0]], (0,))])
def test_waspas_names_a_value_without_a_ratio(values, lower):
    data = plain(values, lower=lower)
    with pytest.raises(UnsuitableValueError, match="unit u1, indicator x0: WASPAS works with ratios"):
        waspas(data, data.values, weights=np.ones(1))


def test_waspas_takes_a_zero_where_more_is_better():
    data = plain([[0.0, 1.0], [2.0, 1.0]])
    assert waspas(data, data.values, weights=HALVES).scores.tolist() == [0.25, 1.0]


def test_shares_outside_zero_and_one_are_refused():
    with pytest.raises(InvalidMethodError, match="majority"):
        vikor(EQUAL, EQUAL.values, weights=HALVES, majority=1.1)
    with pytest.raises(InvalidMethodError, match="sum_share"):
        waspas(EQUAL, EQUAL.values, weights=HALVES, sum_share=-0.1)


def test_borda_gives_half_a_point_for_a_tie():
    assert borda(np.array([[1, 2, 2, 4]])).scores.tolist() == [3.0, 1.5, 1.5, 0.0]


def duels(rankings):
    """Copeland, pair by pair."""
    units = rankings.shape[1]
    scores = [0] * units
    for first in range(units):
        for second in range(units):
            margin = sum(np.sign(row[second] - row[first]) for row in rankings)
            scores[first] += int(np.sign(margin))
    return scores


rankings_with_ties = arrays(
    np.int64, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(1, 5)
)


@given(rankings_with_ties)
def test_copeland_is_the_sum_of_the_duels(rankings):
    assert copeland(rankings).scores.tolist() == duels(rankings)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 140), st.booleans())
def test_copeland_of_many_units_is_the_sum_of_the_duels(seed, voters, with_ties):
    """More units than one tile, more voters than a byte counts, with and without ties."""
    rng = np.random.default_rng(seed)
    units = 300
    rankings = np.stack([rng.permutation(units) + 1 for _ in range(voters)])
    if with_ties:
        rankings[::2] = (rankings[::2] + 2) // 3
    margins = np.sign(rankings[:, None, :] - rankings[:, :, None]).sum(axis=0)
    assert copeland(rankings).scores.tolist() == np.sign(margins).sum(axis=1).tolist()


def test_copeland_puts_the_winner_of_all_duels_first_where_borda_does_not():
    rankings = np.array([[1, 2, 3]] * 3 + [[3, 1, 2]] * 2)
    assert copeland(rankings).ranks.tolist() == [1, 2, 3]
    assert borda(rankings).ranks.tolist() == [2, 1, 3]


def test_rank_correlation_knows_same_reverse_and_tied():
    result = rank_correlation(np.array([[1, 2, 3, 4], [4, 3, 2, 1], [1, 1, 1, 1], [1, 2, 2, 4]]))
    assert result.spearman[0, 0] == result.kendall[0, 0] == 1.0
    assert result.spearman[0, 1] == pytest.approx(-1.0)
    assert result.kendall[0, 1] == pytest.approx(-1.0)
    assert np.isnan(result.spearman[2]).all()
    assert np.isnan(result.kendall[2, 2])
    assert result.kendall[0, 3] == pytest.approx(5 / np.sqrt(6 * 5))


@given(arrays(np.float64, st.integers(1, 20), elements=st.integers(0, 6).map(float)))
def test_rank_is_one_plus_the_number_of_better_units(scores):
    assert rank_scores(scores).tolist() == [1 + int((scores > score).sum()) for score in scores]


def test_ranks_of_many_scorings_at_once_are_those_of_each():
    scores = np.array([[0.30, 0.301, 0.2], [1.0, 2.0, 3.0]])
    assert rank_scores(scores, decimals=2).tolist() == [[1, 1, 3], [3, 2, 1]]


def test_a_score_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="not a number"):
        rank_scores(np.array([1.0, np.nan]))
