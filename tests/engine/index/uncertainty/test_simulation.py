import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamyar_engine.errors import (
    InvalidInputError,
    InvalidMethodError,
    MissingValueError,
    UnsuitableValueError,
)
from hamyar_engine.index import Aggregation, IndexInput, Indicator, Method, Missing, Normalisation
from hamyar_engine.index.uncertainty import (
    Computing,
    Scaled,
    Step,
    Uncertainty,
    WeightLaw,
    draw_ranks,
    simulate,
)
from hamyar_engine.index.uncertainty.sampling import BLOCK
from tests.engine.index.uncertainty.plain import plain_ranks, random_input, two_groups

RULES = (
    Scaled(Normalisation.MIN_MAX, (1, 100)),
    Scaled(Normalisation.Z_SCORE, (100, 10)),
    Normalisation.RANK,
    Scaled(Normalisation.GOALPOSTS, (1, 100)),
)
MEANS = (Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.TOPSIS, Aggregation.HARMONIC)
ALL = Uncertainty(weights=WeightLaw(), normalisations=RULES, aggregations=MEANS)
METHOD = Method(scale=(1, 100))
BOTH = pytest.mark.parametrize("computing", [Computing.NUMPY, Computing.COMPILED])

STEPS = {
    "weights": [{}, {"weights": WeightLaw()}, {"weights": WeightLaw(20)}],
    "normalisations": [{}, {"normalisations": RULES}],
    "aggregations": [{}, {"aggregations": MEANS}],
    "drop_indicators": [{}, {"drop_indicators": True}],
    "value_error": [{}, {"value_error": 0.3}],
}
COMBINATIONS = [
    Uncertainty(**{key: value for part in parts for key, value in part.items()})
    for parts in itertools.product(*STEPS.values())
]


@BOTH
@pytest.mark.parametrize("uncertainty", COMBINATIONS, ids=lambda item: "-".join(item.steps) or "nothing")
def test_draws_equal_the_plain_loop_for_every_combination_of_steps(uncertainty, computing):
    data = random_input()

    drawn = draw_ranks(data, METHOD, uncertainty, draws=60, seed=3, computing=computing)

    assert np.array_equal(drawn.ranks, plain_ranks(data, METHOD, uncertainty, draws=60, seed=3))


@BOTH
@pytest.mark.parametrize("first", [None, Aggregation.ARITHMETIC, Aggregation.TOPSIS])
@pytest.mark.parametrize("rounding", [None, 1])
def test_draws_equal_the_plain_loop_through_groups(first, rounding, computing):
    data = random_input(groups=two_groups(first))
    method = Method(scale=(1, 100), rounding=rounding)
    uncertainty = Uncertainty(
        weights=WeightLaw(30), normalisations=RULES, aggregations=MEANS, drop_indicators=True
    )

    drawn = draw_ranks(data, method, uncertainty, draws=200, seed=9, computing=computing)

    assert np.array_equal(drawn.ranks, plain_ranks(data, method, uncertainty, draws=200, seed=9))


@pytest.mark.parametrize("rule", [Scaled(Normalisation.Z_SCORE, (100, 10)), *RULES])
def test_one_doubtful_cell_is_drawn_as_in_the_plain_loop(rule):
    data = random_input()
    uncertainty = Uncertainty(
        weights=WeightLaw(), normalisations=(rule,), aggregations=MEANS, cell_errors={("u4", "i2"): 1.5}
    )

    drawn = draw_ranks(data, METHOD, uncertainty, draws=5, seed=2)

    assert np.array_equal(drawn.ranks, plain_ranks(data, METHOD, uncertainty, draws=5, seed=2))


@BOTH
@pytest.mark.parametrize("aggregation", [Aggregation.GEOMETRIC, Aggregation.HARMONIC])
def test_zeros_tie_at_the_bottom_also_when_their_indicator_is_dropped(aggregation, computing):
    data = random_input()
    method = Method(aggregation=aggregation)
    uncertainty = Uncertainty(weights=WeightLaw(), drop_indicators=True)

    drawn = draw_ranks(data, method, uncertainty, draws=100, seed=1, computing=computing)

    expected = plain_ranks(data, method, uncertainty, draws=100, seed=1)
    assert np.array_equal(drawn.ranks, expected)
    assert (expected == expected.max(axis=1, keepdims=True)).sum(axis=1).max() > 1


def test_equal_units_share_the_smaller_rank_in_every_draw():
    drawn = draw_ranks(random_input(), METHOD, ALL, draws=500, seed=2)

    assert np.array_equal(drawn.ranks[:, 0], drawn.ranks[:, -1])
    assert all(len(row) - len(set(row.tolist())) == 1 for row in drawn.ranks)


def test_rounding_comes_before_ranking():
    data = IndexInput(("a", "b", "c"), (Indicator("x"),), [[0.0], [0.9996], [1.0]])

    exact = simulate(data, Method(), Uncertainty(), draws=5, seed=1)
    rounded = simulate(data, Method(rounding=3), Uncertainty(), draws=5, seed=1)

    assert exact.p50.tolist() == [3, 2, 1]
    assert rounded.p50.tolist() == [3, 1, 1]


@BOTH
@pytest.mark.parametrize("workers", [1, 2, 5])
def test_the_result_does_not_depend_on_threads_or_kernels(workers, computing):
    data, draws = random_input(units=40), 2 * BLOCK + 17
    reference = simulate(data, METHOD, ALL, draws=draws, seed=4, workers=1, computing=Computing.NUMPY)

    result = simulate(data, METHOD, ALL, draws=draws, seed=4, workers=workers, computing=computing)

    assert np.array_equal(result.counts, reference.counts)
    assert np.array_equal(result.ahead, reference.ahead)


@BOTH
def test_counts_beyond_sixteen_bits_do_not_wrap(computing):
    data = random_input(units=4, indicators=2)

    result = simulate(
        data, METHOD, Uncertainty(weights=WeightLaw()), draws=70_000, seed=1, computing=computing
    )

    assert (result.counts.sum(axis=1) == 70_000).all()
    assert result.ahead.max() > 2**16 or result.counts.max() > 2**16


def test_the_first_draws_are_the_same_however_many_follow():
    data = random_input()
    uncertainty = Uncertainty(weights=WeightLaw(10), normalisations=RULES, value_error=0.1)

    few = draw_ranks(data, METHOD, uncertainty, draws=30, seed=6)
    many = draw_ranks(data, METHOD, uncertainty, draws=BLOCK + 5, seed=6)

    assert np.array_equal(few.ranks, many.ranks[:30])


def test_another_seed_gives_other_draws_and_the_same_seed_the_same():
    data = random_input()
    first, again, other = (draw_ranks(data, METHOD, ALL, draws=50, seed=seed).ranks for seed in (1, 1, 2))

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_switching_one_step_on_leaves_the_draws_of_the_others():
    data = random_input()
    weights = Uncertainty(weights=WeightLaw())
    both = Uncertainty(weights=WeightLaw(), aggregations=(Aggregation.ARITHMETIC, Aggregation.TOPSIS))
    alone = draw_ranks(data, METHOD, weights, draws=200, seed=8).ranks
    mixed = draw_ranks(data, METHOD, both, draws=200, seed=8).ranks

    same = (alone == mixed).all(axis=1).mean()

    assert 0.4 < same < 1


def test_counts_and_kept_ranks_say_the_same():
    data = random_input()
    counted = simulate(data, METHOD, ALL, draws=300, seed=5)
    kept = draw_ranks(data, METHOD, ALL, draws=300, seed=5)

    assert np.array_equal(counted.counts, kept.distribution.counts)
    assert np.array_equal(counted.ahead, kept.distribution.ahead)


def test_the_concentration_sets_the_spread_of_the_weights():
    data = random_input(units=30)
    loose, tight = (
        simulate(data, METHOD, Uncertainty(weights=WeightLaw(c)), draws=800, seed=1) for c in (5, 5000)
    )

    assert (loose.p95 - loose.p05).mean() > 3 * (tight.p95 - tight.p05).mean()


def test_a_filled_cell_is_drawn_and_a_known_one_is_not():
    data = random_input()
    values = np.array(data.values)
    values[3, 0] = np.nan
    gap = IndexInput(data.units, data.indicators, values)
    method = Method(missing=Missing.MEDIAN, scale=(1, 100))

    doubtful = draw_ranks(gap, method, Uncertainty(filled_error=1.0), draws=300, seed=1)

    assert np.ptp(doubtful.ranks[:, 3]) > 2
    assert Uncertainty(filled_error=1.0).steps == (Step.VALUE_ERROR,)
    certain = draw_ranks(data, METHOD, Uncertainty(filled_error=1.0), draws=20, seed=1)
    assert (np.ptp(certain.ranks, axis=0) == 0).all()


def test_an_empty_cell_is_refused_by_name_and_never_becomes_a_score():
    data = random_input()
    values = np.array(data.values)
    values[3, 2] = np.nan

    with pytest.raises(MissingValueError) as refusal:
        simulate(IndexInput(data.units, data.indicators, values), METHOD, ALL, draws=10, seed=1)

    assert (refusal.value.unit, refusal.value.indicator) == ("u3", "i2")


def test_a_geometric_mean_of_negative_values_is_refused_before_the_first_draw():
    uncertainty = Uncertainty(normalisations=(Normalisation.Z_SCORE,), aggregations=MEANS)

    with pytest.raises(UnsuitableValueError, match="z_score"):
        simulate(random_input(), METHOD, uncertainty, draws=10, seed=1)


def test_values_too_far_apart_for_a_normalisation_are_refused_by_name():
    data = IndexInput(("a", "b", "c"), (Indicator("x"),), [[-1.7e308], [0.0], [1.7e308]])
    uncertainty = Uncertainty(normalisations=(Normalisation.RANK, Normalisation.MIN_MAX))

    with pytest.raises(UnsuitableValueError, match="min_max") as refusal:
        simulate(data, Method(normalisation=Normalisation.RANK), uncertainty, draws=10, seed=1)

    assert refusal.value.indicator == "x"


def test_an_error_that_makes_a_geometric_mean_impossible_stops_the_draws():
    uncertainty = Uncertainty(
        normalisations=(Scaled(Normalisation.Z_SCORE, (3.8, 1)),),
        aggregations=(Aggregation.GEOMETRIC,),
        cell_errors={("u2", "i3"): 50.0},
    )

    with pytest.raises(UnsuitableValueError, match="i3"):
        simulate(random_input(), METHOD, uncertainty, draws=400, seed=1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: WeightLaw(0.5),
        lambda: WeightLaw(float("nan")),
        lambda: Uncertainty(value_error=-0.1),
        lambda: Uncertainty(cell_errors={("u1", "i1"): float("inf")}),
        lambda: Uncertainty(aggregations=(Aggregation.TOPSIS, Aggregation.TOPSIS)),
        lambda: simulate(random_input(), METHOD, Uncertainty(cell_errors={("no", "i1"): 1}), draws=1, seed=1),
        lambda: simulate(
            random_input(indicators=1), METHOD, Uncertainty(drop_indicators=True), draws=1, seed=1
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(InvalidMethodError):
        wrong()


@pytest.mark.parametrize(("draws", "seed"), [(0, 1), (10, -1)])
def test_wrong_numbers_of_draws_and_seeds_are_refused(draws, seed):
    with pytest.raises(InvalidInputError):
        simulate(random_input(), METHOD, ALL, draws=draws, seed=seed)


def test_progress_ends_with_all_draws_and_never_goes_back():
    seen = []

    simulate(
        random_input(),
        METHOD,
        ALL,
        draws=2 * BLOCK + 3,
        seed=1,
        progress=lambda done, total: seen.append((done, total)),
    )

    assert [total for _, total in seen] == [2 * BLOCK + 3] * 3
    assert sorted(seen) == seen
    assert seen[-1][0] == 2 * BLOCK + 3


class StopError(Exception):
    """The caller has had enough."""


def test_progress_can_stop_the_draws():
    def stop(done, total):
        raise StopError

    with pytest.raises(StopError):
        simulate(random_input(), METHOD, ALL, draws=20 * BLOCK, seed=1, progress=stop)


@settings(deadline=None, max_examples=25)
@given(
    units=st.integers(3, 30),
    indicators=st.integers(2, 9),
    seed=st.integers(0, 2**32),
    draws=st.integers(1, 40),
)
def test_every_draw_is_a_ranking_and_the_summary_lies_within_it(units, indicators, seed, draws):
    data = random_input(units, indicators, seed=seed % 1000)
    drawn = draw_ranks(data, METHOD, ALL, draws=draws, seed=seed)
    result = drawn.distribution

    assert drawn.ranks.min() == 1
    assert drawn.ranks.max() <= units
    assert all(rank == 1 + (row < rank).sum() for row in drawn.ranks for rank in row)
    assert (result.counts.sum(axis=1) == draws).all()
    assert ((result.p05 <= result.p50) & (result.p50 <= result.p95)).all()
    assert ((result.p_last_quartile >= 0) & (result.p_last_quartile <= 1)).all()
    assert (result.dominance + result.dominance.T <= 1 + 1e-12).all()


@settings(deadline=None, max_examples=20)
@given(order=st.permutations(range(12)), seed=st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing_but_the_order_of_the_result(order, seed):
    data = random_input(units=12)
    moved = IndexInput([data.units[row] for row in order], data.indicators, data.values[list(order)])

    before = simulate(data, METHOD, ALL, draws=80, seed=seed)
    after = simulate(moved, METHOD, ALL, draws=80, seed=seed)

    assert np.array_equal(before.counts[list(order)], after.counts)
