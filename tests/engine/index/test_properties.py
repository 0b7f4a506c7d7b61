"""What must hold for every index, whatever the numbers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hamyar_engine.errors import UnsuitableValueError
from hamyar_engine.index import (
    Aggregation,
    Group,
    IndexInput,
    Indicator,
    Method,
    Missing,
    Normalisation,
    Treatment,
    Weighting,
    compute,
)
from hamyar_engine.index.comparison import compare
from tests.engine.index.cases import plain

NORMALISATIONS = [
    Normalisation.MIN_MAX,
    Normalisation.Z_SCORE,
    Normalisation.RANK,
    Normalisation.PERCENTILE,
    Normalisation.VECTOR,
]
GROUPS = (Group("a", weight=2.0), Group("b", parent="a"), Group("c"))
OF = ("a", "b", "b", "c", None)


@st.composite
def methods(draw):
    normalisation = draw(st.sampled_from(NORMALISATIONS))
    aggregation = draw(st.sampled_from(Aggregation))
    if normalisation in {Normalisation.Z_SCORE, Normalisation.VECTOR}:
        aggregation = draw(st.sampled_from([Aggregation.ARITHMETIC, Aggregation.TOPSIS]))
    return Method(
        normalisation=normalisation,
        aggregation=aggregation,
        weighting=draw(st.sampled_from([Weighting.GIVEN, Weighting.EQUAL, Weighting.ENTROPY])),
        scale=draw(st.sampled_from([(0.0, 1.0), (1.0, 100.0)])),
        treatment=draw(st.sampled_from([None, Treatment()])),
        missing=Missing.MEDIAN,
        rounding=9,
    )


@st.composite
def inputs(draw, *, gaps=True):
    rng = np.random.default_rng(draw(st.integers(0, 100_000)))
    values = rng.integers(0, 9, (draw(st.integers(2, 12)), 5)) + rng.random(5)
    if gaps and draw(st.booleans()):
        values[0, 1] = np.nan
    grouped = draw(st.booleans())
    return plain(
        values,
        lower=(1, 3),
        groups=GROUPS if grouped else (),
        group_of=OF if grouped else None,
        weights=tuple(rng.integers(1, 5, 5)),
    )


def score(data, method):
    values = data.values
    assume((np.nanmax(values, axis=0) > np.nanmin(values, axis=0)).any())
    return compute(data, method)


@settings(deadline=None)
@given(inputs(), methods(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(data, method, random):
    order = list(range(len(data.units)))
    random.shuffle(order)
    shuffled = IndexInput(
        tuple(data.units[row] for row in order), data.indicators, data.values[order], groups=data.groups
    )
    before, after = score(data, method), score(shuffled, method)
    np.testing.assert_allclose(after.scores, before.scores[order], rtol=1e-9, atol=1e-12)
    assert after.ranks.tolist() == before.ranks[order].tolist()


@settings(deadline=None)
@given(inputs(), methods(), st.permutations(range(5)))
def test_the_order_of_columns_does_not_matter(data, method, order):
    shuffled = IndexInput(
        data.units,
        tuple(data.indicators[column] for column in order),
        data.values[:, order],
        groups=tuple(reversed(data.groups)),
    )
    before, after = score(data, method), score(shuffled, method)
    np.testing.assert_allclose(after.scores, before.scores, rtol=1e-9, atol=1e-12)
    assert after.ranks.tolist() == before.ranks.tolist()
    np.testing.assert_allclose(after.weights, before.weights[list(order)], rtol=1e-9)


@settings(deadline=None)
@given(inputs(), methods(), st.integers(0, 4), st.sampled_from([0.001, 60.0, 1e6]))
def test_the_unit_of_measurement_of_an_indicator_does_not_matter(data, method, column, factor):
    values = data.values.copy()
    values[:, column] *= factor
    other = IndexInput(data.units, data.indicators, values, groups=data.groups)
    np.testing.assert_allclose(score(other, method).scores, score(data, method).scores, rtol=1e-7, atol=1e-9)


@settings(deadline=None)
@given(
    inputs(gaps=False),
    st.sampled_from(Aggregation),
    st.sampled_from([(0.0, 1.0), (1.0, 100.0)]),
    st.integers(0, 4),
    st.floats(0, 12),
)
def test_a_unit_that_improves_within_the_range_falls_behind_nobody(data, aggregation, scale, column, gain):
    """Two fixed units hold the ends of every column, so the scale stays where it is."""
    assume(not (data.groups and aggregation is Aggregation.TOPSIS))
    method = Method(aggregation=aggregation, scale=scale)
    ends = np.array([[0.0] * 5, [12.0] * 5])
    before = IndexInput(
        ("low", "high", *data.units), data.indicators, np.vstack([ends, data.values]), groups=data.groups
    )
    values = np.array(before.values)
    values[2, column] = np.clip(values[2, column] + gain * data.signs[column], 0.0, 12.0)
    after = compute(IndexInput(before.units, data.indicators, values, groups=data.groups), method)
    earlier = compute(before, method)
    assert after.scores[2] >= earlier.scores[2] - 1e-12
    behind = earlier.scores[2] > earlier.scores + 1e-12
    assert (after.scores[2] >= after.scores[behind] - 1e-12).all()


@settings(deadline=None)
@given(inputs(), methods())
def test_scores_lie_between_the_worst_and_the_best_member(data, method):
    result = score(data, method)
    low, high = result.normalised.min(), result.normalised.max()
    topsis = method.aggregation is Aggregation.TOPSIS
    assert (result.scores >= (0.0 if topsis else low) - 1e-9).all()
    assert (result.scores <= (1.0 if topsis else high) + 1e-9).all()
    assert sorted(result.ranks)[0] == 1
    assert result.weights.sum() == pytest.approx(1.0)


@settings(deadline=None)
@given(inputs(gaps=False), methods())
def test_equal_units_get_equal_scores_and_ranks(data, method):
    twin = IndexInput(
        (*data.units, "twin"), data.indicators, np.vstack([data.values, data.values[:1]]), groups=data.groups
    )
    result = score(twin, replace(method, rounding=None))
    assert result.scores[0] == result.scores[-1]
    assert result.ranks[0] == result.ranks[-1]


@settings(deadline=None)
@given(inputs(), methods())
def test_the_same_input_gives_the_same_result_bit_by_bit(data, method):
    assert score(data, method).scores.tobytes() == score(data, method).scores.tobytes()


@settings(deadline=None, max_examples=30)
@given(inputs())
def test_a_unit_worst_in_everything_is_last_in_every_method(data):
    worst = np.where(
        data.signs > 0, np.nanmin(data.values, axis=0) - 0.5, np.nanmax(data.values, axis=0) + 0.5
    )
    assume((worst > 0).all())
    values = np.vstack([data.values, worst])
    result = compute(
        IndexInput((*data.units, "worst"), data.indicators, values, groups=data.groups),
        Method(missing=Missing.MEDIAN),
    )
    assert (compare(result).ranks[:, -1] == len(data.units) + 1).all()


@pytest.mark.parametrize("aggregation", [Aggregation.GEOMETRIC, Aggregation.HARMONIC])
def test_a_mean_of_ratios_names_the_negative_value(aggregation):
    method = Method(normalisation=Normalisation.Z_SCORE, aggregation=aggregation)
    with pytest.raises(UnsuitableValueError) as refusal:
        compute(plain([[1, 2], [3, 1]]), method)
    assert (refusal.value.unit, refusal.value.indicator) == ("u0", "x0")


def test_a_negative_score_of_a_group_is_named():
    groups = (Group("g", aggregation=Aggregation.ARITHMETIC),)
    data = plain([[1, 2], [3, 1]], groups=groups, group_of=("g", "g"))
    method = Method(normalisation=Normalisation.Z_SCORE, scale=(-1.0, 1.0), aggregation=Aggregation.HARMONIC)
    with pytest.raises(UnsuitableValueError, match="unit u0, g: a harmonic mean needs"):
        compute(data, method)


@pytest.mark.parametrize(
    ("aggregation", "score"),
    [
        (Aggregation.ARITHMETIC, 0.25 * 0.2 + 0.75 * 0.8),
        (Aggregation.GEOMETRIC, 0.2**0.25 * 0.8**0.75),
        (Aggregation.HARMONIC, 1 / (0.25 / 0.2 + 0.75 / 0.8)),
    ],
)
def test_means_by_hand(aggregation, score):
    indicators = (
        Indicator("x", weight=1.0, goalposts=(0.0, 10.0)),
        Indicator("y", weight=3.0, goalposts=(0.0, 10.0)),
    )
    data = IndexInput(("a",), indicators, np.array([[2.0, 8.0]]))
    method = Method(normalisation=Normalisation.GOALPOSTS, aggregation=aggregation)
    assert compute(data, method).scores[0] == pytest.approx(score)


@pytest.mark.parametrize("aggregation", [Aggregation.GEOMETRIC, Aggregation.HARMONIC])
def test_one_zero_makes_the_mean_zero_unless_it_weighs_nothing(aggregation):
    data = plain([[0, 1, 5], [1, 2, 0], [2, 3, 1]], weights=(1.0, 1.0, 0.0))
    result = compute(data, Method(aggregation=aggregation))
    assert result.scores[0] == 0.0
    assert result.scores[1] == pytest.approx(0.5)


def test_rounding_comes_before_ranking_and_ties_share_the_smaller_rank():
    data = plain([[0.0], [0.4996], [0.5004], [1.0]])
    assert compute(data, Method(rounding=3)).ranks.tolist() == [4, 2, 2, 1]
    assert compute(data, Method()).ranks.tolist() == [4, 3, 2, 1]
