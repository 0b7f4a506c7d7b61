import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamyar_engine.errors import InvalidInputError, InvalidMethodError, UnsuitableValueError
from hamyar_engine.index import Aggregation, Group, Method, compute
from hamyar_engine.index.exact import AdmissibleWeights, Status, linear_index, rank_ranges
from hamyar_engine.index.exact.duels import MOST_PAIRED
from tests.engine.index.cases import plain

STEPS = 60


def grid(low, high):
    """All weights of three codes on a fine grid within the bounds."""
    one, two = np.meshgrid(np.linspace(0, 1, STEPS + 1), np.linspace(0, 1, STEPS + 1))
    weights = np.stack([one.ravel(), two.ravel(), 1 - one.ravel() - two.ravel()], axis=1)
    inside = ((weights >= low - 1e-12) & (weights <= high + 1e-12)).all(axis=1)
    return np.clip(weights[inside], 0, 1)


def ranks_at(terms, weights):
    scores = terms @ weights.T
    return 1 + (scores[None] > scores[:, None] + 1e-9).sum(axis=1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 7), st.sampled_from([0.2, 0.5, None]))
def test_exact_ranks_contain_and_reach_those_of_a_grid_of_weights(seed, units, share):
    rng = np.random.default_rng(seed)
    index = linear_index(compute(plain(rng.random((units, 3)), weights=rng.random(3) + 0.2), Method()))
    admissible = index.any_weights() if share is None else index.around(share)
    on_grid = ranks_at(index.terms, grid(admissible.low, admissible.high))
    for place, found in enumerate(rank_ranges(index, admissible)):
        assert (found.best.status, found.worst.status) == (Status.PROVEN, Status.PROVEN)
        if on_grid.size:
            assert found.best.rank <= on_grid[place].min()
            assert found.worst.rank >= on_grid[place].max()
        for end in (found.best, found.worst):
            assert (end.weights >= admissible.low - 1e-12).all()
            assert (end.weights <= admissible.high + 1e-12).all()
            assert end.weights.sum() == pytest.approx(1.0, abs=1e-7)
            leads = (index.terms - index.terms[place]) @ end.weights
            assert end.rank == 1 + np.count_nonzero(leads > 1e-6)


def extremes_over_two_weights(terms):
    """With two weights the order changes only where two lines cross: all orders can be listed."""
    slope = terms[:, 0] - terms[:, 1]
    one, other = np.triu_indices(len(terms), 1)
    apart = slope[one] - slope[other]
    crossing = (terms[other, 1] - terms[one, 1])[apart != 0] / apart[apart != 0]
    points = np.sort(np.concatenate([[0.2, 0.8], crossing[(crossing > 0.2) & (crossing < 0.8)]]))
    shares = np.concatenate([points, (points[1:] + points[:-1]) / 2])
    ranks = np.stack([ranks_at(terms, np.array([[share, 1 - share]]))[:, 0] for share in shares])
    return ranks.min(axis=0), ranks.max(axis=0)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9))
def test_exact_ranks_of_two_weights_are_those_of_every_crossing(seed, units):
    rng = np.random.default_rng(seed)
    index = linear_index(compute(plain(rng.random((units, 2))), Method()))
    best, worst = extremes_over_two_weights(index.terms)
    ranges = rank_ranges(index, AdmissibleWeights(index.codes, [0.2, 0.2], [0.8, 0.8]))
    assert [found.best.rank for found in ranges] == best.tolist()
    assert [found.worst.rank for found in ranges] == worst.tolist()


def test_exact_ranks_among_more_rivals_than_are_paired():
    rng = np.random.default_rng(12)
    values = np.round(rng.random((MOST_PAIRED + 60, 2)), 2)
    index = linear_index(compute(plain(values), Method()))
    middle = int(np.argsort(index.terms.sum(axis=1))[len(values) // 2])
    at = index.terms[middle]
    slope, gap = (index.terms - at)[:, 0] - (index.terms - at)[:, 1], (index.terms - at)[:, 1]
    crossing = -gap[slope != 0] / slope[slope != 0]
    points = np.sort(np.concatenate([[0.2, 0.8], crossing[(crossing > 0.2) & (crossing < 0.8)]]))
    shares = np.concatenate([points, (points[1:] + points[:-1]) / 2])
    ranks = 1 + ((index.terms - at) @ np.stack([shares, 1 - shares]) > 1e-6).sum(axis=0)
    admissible = AdmissibleWeights(index.codes, [0.2, 0.2], [0.8, 0.8])
    found = rank_ranges(index, admissible, units=[index.units[middle]])[0]
    assert (found.best.rank, found.worst.rank) == (ranks.min(), ranks.max())
    assert (found.best.status, found.worst.status) == (Status.PROVEN, Status.PROVEN)


def test_fixed_weights_leave_only_the_published_rank():
    result = compute(plain([[1, 5, 2], [2, 3, 3], [3, 1, 1], [0, 2, 9]]), Method())
    index = linear_index(result)
    ranges = rank_ranges(index, index.around(0.0))
    assert [found.best.rank for found in ranges] == result.ranks.tolist()
    assert [found.worst.rank for found in ranges] == result.ranks.tolist()
    assert [found.best.gap for found in ranges] == [0] * 4


def test_a_unit_best_in_everything_is_first_whatever_the_weights():
    index = linear_index(compute(plain([[9, 9], [1, 2], [2, 1]]), Method()))
    first = rank_ranges(index, index.any_weights(), units=["u0"])[0]
    assert (first.unit, first.best.rank, first.worst.rank) == ("u0", 1, 1)


def test_equal_units_share_the_smaller_rank():
    index = linear_index(compute(plain([[1, 2], [1, 2], [0, 0]]), Method()))
    assert [(r.best.rank, r.worst.rank) for r in rank_ranges(index, index.any_weights())] == [
        (1, 1),
        (1, 1),
        (3, 3),
    ]


@pytest.mark.parametrize("aggregation", [Aggregation.GEOMETRIC, Aggregation.HARMONIC])
def test_the_published_rank_lies_within_the_range_for_every_mean(aggregation):
    rng = np.random.default_rng(5)
    result = compute(plain(rng.random((12, 5))), Method(aggregation=aggregation, scale=(1.0, 100.0)))
    index = linear_index(result)
    order = np.argsort(-(index.terms @ index.weights))
    assert result.ranks[order].tolist() == list(range(1, 13))
    for rank, found in zip(result.ranks, rank_ranges(index, index.around(0.3)), strict=True):
        assert found.best.rank <= rank <= found.worst.rank


def test_groups_of_another_mean_are_weighed_as_they_are():
    groups = (Group("g", weight=2.0, aggregation=Aggregation.GEOMETRIC),)
    data = plain([[1, 5, 2], [2, 3, 3], [3, 1, 1]], groups=groups, group_of=("g", "g", None))
    result = compute(data, Method(scale=(1.0, 2.0)))
    index = linear_index(result)
    assert index.codes == ("x2", "g")
    assert index.weights.tolist() == [1 / 3, 2 / 3]
    np.testing.assert_allclose(index.terms @ index.weights, result.scores)


def test_groups_of_the_same_mean_open_down_to_the_indicators():
    groups = (Group("g", weight=2.0),)
    data = plain([[1, 5, 2], [2, 3, 3], [3, 1, 1]], groups=groups, group_of=("g", "g", None))
    result = compute(data, Method())
    index = linear_index(result)
    assert index.codes == ("x0", "x1", "x2")
    np.testing.assert_allclose(index.terms @ index.weights, result.scores)


def test_topsis_and_zeros_are_refused():
    data = plain([[1, 5], [2, 3]])
    with pytest.raises(InvalidMethodError, match="not for topsis"):
        linear_index(compute(data, Method(aggregation=Aggregation.TOPSIS)))
    with pytest.raises(UnsuitableValueError, match="unit u0, x0: exact ranks of a geometric mean"):
        linear_index(compute(data, Method(aggregation=Aggregation.GEOMETRIC)))


def test_too_few_nodes_leave_an_honest_gap():
    rng = np.random.default_rng(3)
    index = linear_index(compute(plain(rng.random((60, 12))), Method()))
    ranges = rank_ranges(index, index.any_weights(), units=index.units[:6], node_limit=1)
    ends = [end for found in ranges for end in (found.best, found.worst)]
    assert {end.status for end in ends} == {Status.PROVEN, Status.LIMIT}
    assert all((end.gap > 0) == (end.status is Status.LIMIT) for end in ends)
    for found in ranges:
        assert found.best.bound <= found.best.rank
        assert found.worst.bound >= found.worst.rank


@pytest.mark.parametrize(
    ("low", "high", "code"),
    [
        ([0.0], [1.0], "bounds_shape"),
        ([0.5, 0.1], [0.4, 1.0], "bounds_order"),
        ([-0.1, 0.1], [0.4, 1.0], "bounds_order"),
        ([0.6, 0.6], [1.0, 1.0], "bounds_empty"),
        ([0.0, 0.0], [0.4, 0.4], "bounds_empty"),
        ([np.nan, 0.0], [0.4, 1.0], "bounds_order"),
    ],
)
def test_bounds_that_admit_nothing_are_refused(low, high, code):
    with pytest.raises(InvalidMethodError) as refusal:
        AdmissibleWeights(("a", "b"), np.array(low), np.array(high))
    assert refusal.value.code == code


def test_without_nodes_the_bounds_enclose_the_proven_ranks():
    rng = np.random.default_rng(4)
    index = linear_index(compute(plain(rng.random((20, 5))), Method()))
    admissible = index.around(0.5)
    proven, bounds = rank_ranges(index, admissible), rank_ranges(index, admissible, node_limit=0)
    for tight, loose in zip(proven, bounds, strict=True):
        assert loose.best.bound <= tight.best.rank <= loose.best.rank
        assert loose.worst.bound >= tight.worst.rank >= loose.worst.rank
        for end in (loose.best, loose.worst):
            assert end.status is (Status.BOUNDS if end.gap else Status.PROVEN)
    assert any(loose.best.status is Status.BOUNDS for loose in bounds)


def test_progress_tells_every_unit():
    index = linear_index(compute(plain([[1, 5], [2, 3], [3, 1]]), Method()))
    told = []
    rank_ranges(index, index.any_weights(), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_exact_ranks_are_the_same_every_time():
    rng = np.random.default_rng(8)
    index = linear_index(compute(plain(rng.random((25, 6))), Method()))
    once, again = (rank_ranges(index, index.around(0.5)) for _ in range(2))
    for first, second in zip(once, again, strict=True):
        assert first.best.weights.tobytes() == second.best.weights.tobytes()
        assert first.worst.weights.tobytes() == second.worst.weights.tobytes()


def test_unknown_units_foreign_bounds_and_no_limit_are_refused():
    index = linear_index(compute(plain([[1, 5], [2, 3]]), Method()))
    with pytest.raises(InvalidInputError, match="there is no unit nowhere"):
        rank_ranges(index, index.any_weights(), units=["nowhere"])
    foreign = AdmissibleWeights(("a", "b"), np.zeros(2), np.ones(2))
    with pytest.raises(InvalidInputError, match="the same codes"):
        rank_ranges(index, foreign)
    with pytest.raises(InvalidInputError, match="a limit of nodes from 0 up"):
        rank_ranges(index, index.any_weights(), node_limit=-1)
    with pytest.raises(InvalidMethodError, match="must not be negative"):
        index.around(-0.1)


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_largest_and_smallest_bound_every_admissible_choice_and_are_reached(seed, count):
    rng = np.random.default_rng(seed)
    middle = rng.dirichlet(np.ones(count))
    admissible = AdmissibleWeights(
        tuple("abcdef"[:count]), middle * rng.random(count), middle + (1 - middle) * rng.random(count)
    )
    coefficients = rng.normal(size=(4, count))
    largest, smallest = admissible.largest(coefficients), admissible.smallest(coefficients)
    at_middle = coefficients @ middle
    assert (smallest - 1e-12 <= at_middle).all()
    assert (at_middle <= largest + 1e-12).all()
    nearest = admissible.nearest(np.full(count, 1.0 / count))
    assert nearest.sum() == pytest.approx(1.0)
    assert (smallest - 1e-9 <= coefficients @ nearest).all()


def test_largest_fills_the_best_coefficient_first():
    admissible = AdmissibleWeights(("a", "b", "c"), np.array([0.1, 0.1, 0.1]), np.array([0.5, 0.6, 0.7]))
    value = admissible.largest(np.array([[3.0, 2.0, 1.0]]))[0]
    assert value == pytest.approx(3 * 0.5 + 2 * 0.4 + 1 * 0.1)
