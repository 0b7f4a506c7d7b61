import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamyar_engine.index import Aggregation, Group, Method, Normalisation, compute
from hamyar_engine.index.contributions import contributions
from tests.engine.index.cases import plain

GROUPED = {
    "groups": (
        Group("a", weight=2.0),
        Group("b", aggregation=Aggregation.ARITHMETIC, parent="a"),
        Group("c", aggregation=Aggregation.TOPSIS),
    ),
    "group_of": ("a", "b", "b", "c", "c", None),
}


@settings(deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(1, 12),
    st.sampled_from(Aggregation),
    st.sampled_from([Normalisation.MIN_MAX, Normalisation.PERCENTILE, Normalisation.RANK]),
    st.booleans(),
)
def test_contributions_sum_to_the_distance_from_the_median(seed, units, aggregation, normalisation, grouped):
    """Also with zeros (the worst unit of a column), ties, constant columns and nested groups."""
    values = np.random.default_rng(seed).integers(0, 4, (units, 6)).astype(float)
    data = plain(values, lower=(1, 4), **(GROUPED if grouped else {}))
    result = compute(data, Method(normalisation=normalisation, aggregation=aggregation))
    split = contributions(result)
    np.testing.assert_allclose(split.distances, result.scores - np.median(result.scores), atol=1e-15)
    np.testing.assert_allclose(
        split.values.sum(axis=1), split.distances, atol=1e-12 * max(1.0, abs(result.scores).max())
    )


def test_contributions_of_an_arithmetic_index_are_the_weighted_gaps():
    data = plain([[0, 0], [1, 4], [2, 8], [4, 6], [3, 2]], weights=(3.0, 1.0))
    split = contributions(compute(data, Method()))
    assert split.typical.tolist() == [0.5, 0.5]
    # the typical unit scores 0.5; the scores are 0, 0.3125, 0.625, 0.9375, 0.625: median 0.625
    gaps = np.array([[-0.375, -0.125], [-0.1875, 0.0], [0.0, 0.125], [0.375, 0.0625], [0.1875, -0.0625]])
    np.testing.assert_allclose(split.values, gaps - np.array([[0.75, 0.25]]) * 0.125, atol=1e-15)
    assert split.median_score == 0.625


def test_an_indicator_at_the_median_in_a_unit_gives_it_only_the_common_share():
    data = plain([[1, 9], [2, 5], [3, 1], [4, 5], [5, 2]])
    result = compute(data, Method(aggregation=Aggregation.GEOMETRIC, scale=(1.0, 100.0)))
    split = contributions(result)
    common = split.values[2, 0]
    assert split.values[1, 1] == pytest.approx(split.values[3, 1])
    assert split.values[1, 1] == pytest.approx(common)


@pytest.mark.parametrize("aggregation", [Aggregation.GEOMETRIC, Aggregation.HARMONIC])
def test_a_zero_takes_the_whole_blame_in_a_mean_it_makes_zero(aggregation):
    data = plain([[0, 3], [1, 1], [2, 4], [3, 2], [4, 5]])
    result = compute(data, Method(aggregation=aggregation))
    split = contributions(result)
    typical = 0.5
    offset = result.weights * (typical - split.median_score)
    np.testing.assert_allclose(split.values[0] - offset, [-typical, 0.0], atol=1e-15)


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_improving_an_indicator_raises_its_contribution(aggregation):
    values = np.array([[2.0, 3], [1, 1], [3, 4], [4, 2], [5, 5], [1.5, 4.5], [4.4, 2.5]])
    better = values.copy()
    better[0, 0] = 2.5
    method = Method(aggregation=aggregation, scale=(1.0, 2.0))
    before, after = (contributions(compute(plain(v), method)) for v in (values, better))
    assert after.values[0, 0] - after.values[0, 1] > before.values[0, 0] - before.values[0, 1]
