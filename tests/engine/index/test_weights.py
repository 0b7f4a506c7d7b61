import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamyar_engine.errors import InvalidInputError, InvalidMethodError, UnsuitableValueError
from hamyar_engine.index import Group, IndexInput, Indicator, Method, Transform, Treatment, Weighting, compute
from hamyar_engine.index.weights import ahp_weights, critic_weights, entropy_weights
from tests.engine.index.cases import CITY_VALUES, cities, plain

# Saaty's worked example of buying a house is too wide; this 3 × 3 is the textbook one:
# weights 0.637, 0.258, 0.105 and a consistency ratio of 0.033 (random index 0.58).
JUDGEMENTS = np.array([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]])


def test_entropy_of_the_five_cities():
    shares = CITY_VALUES / CITY_VALUES.sum(axis=0)
    entropy = -(shares * np.log(shares)).sum(axis=0) / np.log(5)
    assert np.round(entropy, 6).tolist() == [0.948231, 0.991040, 0.955883, 0.989447]
    weights = entropy_weights(cities(), CITY_VALUES)
    np.testing.assert_allclose(weights, (1 - entropy) / (1 - entropy).sum(), rtol=1e-9)


def test_entropy_gives_a_constant_column_nothing_and_takes_zeros():
    data = plain([[0, 5, 1], [2, 5, 0], [4, 5, 0]])
    weights = entropy_weights(data, data.values)
    assert weights[1] == 0
    assert weights.sum() == pytest.approx(1.0)
    assert weights[2] > weights[0] > 0


def test_entropy_names_a_negative_value():
    data = plain([[1, 2], [3, -4]])
    with pytest.raises(UnsuitableValueError) as refusal:
        entropy_weights(data, data.values)
    assert (refusal.value.unit, refusal.value.indicator) == ("u1", "x1")


@pytest.mark.parametrize("rule", [entropy_weights, critic_weights])
def test_weights_from_data_without_differences_are_refused(rule):
    data = plain(np.full((3, 2), 4.0))
    with pytest.raises(InvalidInputError, match="the same in all units"):
        rule(data, data.values)


def test_weights_from_the_data_come_before_logarithm_and_treatment():
    """A logarithm below 1 is negative: entropy looks at the values people know, not at that."""
    indicators = (Indicator("x", transform=Transform.LOG), Indicator("y"))
    values = np.array([[0.5, 1], [0.2, 2], [0.9, 3], [0.1, 4], [0.3, 900]])
    data = IndexInput(tuple("abcde"), indicators, values)
    method = Method(weighting=Weighting.ENTROPY, treatment=Treatment(max_winsorised=0))
    np.testing.assert_allclose(compute(data, method).weights, entropy_weights(data, values), rtol=1e-12)


def test_critic_of_the_five_cities_by_hand():
    signed = CITY_VALUES * np.array([1, 1, 1, -1])
    scaled = (signed - signed.min(axis=0)) / np.ptp(signed, axis=0)
    strength = scaled.std(axis=0) * (1 - np.corrcoef(scaled.T)).sum(axis=0)
    np.testing.assert_allclose(critic_weights(cities(), CITY_VALUES), strength / strength.sum(), rtol=1e-12)


def test_critic_gives_a_constant_column_nothing():
    values = np.insert(CITY_VALUES, 2, 8.0, axis=1)
    weights = critic_weights(plain(values, lower=(4,)), values)
    assert weights[2] == 0
    np.testing.assert_allclose(np.delete(weights, 2), critic_weights(cities(), CITY_VALUES), rtol=1e-12)


def test_critic_with_one_varying_column_gives_it_all():
    data = plain([[1, 7], [2, 7]])
    assert critic_weights(data, data.values).tolist() == [1.0, 0.0]


def test_critic_refuses_indicators_that_all_say_the_same():
    data = plain([[1, 2], [2, 4], [4, 8]])
    with pytest.raises(InvalidInputError, match="differ too little"):
        critic_weights(data, data.values)


def test_ahp_of_the_textbook():
    result = ahp_weights(JUDGEMENTS)
    assert np.round(result.weights, 3).tolist() == [0.637, 0.258, 0.105]
    assert round(result.principal_eigenvalue, 3) == 3.039
    assert round(result.consistency_ratio, 3) == 0.033


@given(st.lists(st.floats(0.1, 9), min_size=1, max_size=15))
def test_ahp_finds_the_weights_behind_consistent_judgements(weights):
    given_weights = np.array(weights)
    result = ahp_weights(given_weights[:, None] / given_weights)
    np.testing.assert_allclose(result.weights, given_weights / given_weights.sum(), rtol=1e-6)
    assert result.consistency_ratio == pytest.approx(0.0, abs=1e-6)


def test_contradicting_judgements_are_refused():
    circle = ((1.0, 5.0, 1 / 5), (1 / 5, 1.0, 5.0), (5.0, 1 / 5, 1.0))
    data = plain([[1, 2, 3], [3, 2, 1]])
    with pytest.raises(InvalidMethodError, match="the judgements contradict each other"):
        compute(data, Method(weighting=Weighting.AHP, pairwise=circle))


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.ones((2, 3)), "a square matrix"),
        (np.ones((16, 16)), "up to 15 rows"),
        (np.array([[1, 2], [2, 1]]), "row 1, column 2"),
        (np.array([[1, -2], [-0.5, 1]]), "row 1, column 2"),
        (np.array([[2.0]]), "row 1, column 1"),
        (np.array([[1, np.nan], [1, 1]]), "row 1, column 2"),
    ],
)
def test_malformed_judgements_are_refused(matrix, message):
    with pytest.raises(InvalidMethodError, match=message):
        ahp_weights(matrix)


@pytest.mark.parametrize("rows", [((1.0,),), ((1.0, 1.0), (1.0,))])
def test_judgements_must_cover_the_indicators(rows):
    with pytest.raises(InvalidMethodError, match="2 indicators need as many rows and columns"):
        compute(plain([[1, 2], [2, 1]]), Method(weighting=Weighting.AHP, pairwise=rows))


GROUPS = (Group("a", weight=3.0), Group("b", parent="a"), Group("c"))
OF = ("a", "b", "b", "c")


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method(), [3 / 4 * 2 / 3, 3 / 4 / 3 / 4, 3 / 4 / 3 * 3 / 4, 1 / 4]),
        (Method(weighting=Weighting.EQUAL), [1 / 4, 1 / 8, 1 / 8, 1 / 2]),
    ],
)
def test_weights_multiply_down_the_groups(method, expected):
    data = plain(CITY_VALUES, groups=GROUPS, group_of=OF, weights=(2.0, 1.0, 3.0, 1.0))
    assert compute(data, method).weights.tolist() == pytest.approx(expected)


@pytest.mark.parametrize("weighting", [Weighting.ENTROPY, Weighting.CRITIC])
def test_weights_from_the_data_are_the_same_with_and_without_groups(weighting):
    flat = compute(plain(CITY_VALUES), Method(weighting=weighting))
    nested = compute(plain(CITY_VALUES, groups=GROUPS, group_of=OF), Method(weighting=weighting))
    np.testing.assert_allclose(nested.weights, flat.weights, rtol=1e-12)
    np.testing.assert_allclose(nested.scores, flat.scores, rtol=1e-12)


def test_a_group_that_the_data_give_no_weight_still_has_a_score():
    values = np.array([[1.0, 4.0, 4.0], [2.0, 4.0, 4.0], [5.0, 4.0, 4.0]])
    data = plain(values, groups=(Group("dull"),), group_of=(None, "dull", "dull"))
    result = compute(data, Method(weighting=Weighting.ENTROPY))
    assert result.weights.tolist() == [1.0, 0.0, 0.0]
    assert result.group_scores[:, 0].tolist() == [0.5, 0.5, 0.5]
    assert result.ranks.tolist() == [3, 2, 1]
