import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from hamyar_engine.index.uncertainty import computing, numpy_kernels
from hamyar_engine.index.uncertainty.computing import Computing, choose_kernels, warm_up
from hamyar_engine.index.uncertainty.numpy_kernels import ordered_product

BOTH = pytest.mark.parametrize("kernels", [Computing.NUMPY, Computing.COMPILED], indirect=True)


@pytest.fixture
def kernels(request):
    return choose_kernels(request.param, products=1)


def product(kernels, weights, matrix):
    out = np.full((len(weights), matrix.shape[1]), np.nan)
    kernels.product(weights, kernels.pack(matrix), out)
    return out


def ranks(kernels, scores):
    out = np.zeros(scores.shape, dtype=np.uint16)
    kernels.rank(scores, out)
    return out


@BOTH
@pytest.mark.parametrize("units", [1, 2, 31, 64, 87, 128, 129, 200])
@pytest.mark.parametrize("shape", [(1, 1), (3, 4), (4, 30), (37, 61)])
def test_sums_add_term_by_term_in_order_to_the_last_bit(kernels, units, shape):
    draws, terms = shape
    generator = np.random.default_rng(units)
    weights, matrix = generator.random(shape), generator.normal(0, 10, (terms, units))

    result = product(kernels, weights, matrix)

    expected = np.zeros((draws, units))
    for term in range(terms):
        expected = expected + weights[:, term, None] * matrix[term]
    assert np.array_equal(result, expected)


def test_without_einsum_the_sums_are_the_same(monkeypatch):
    generator = np.random.default_rng(1)
    weights, matrix = generator.random((7, 9)), generator.random((9, 11))
    fast, slow = np.empty((7, 11)), np.empty((7, 11))
    ordered_product(weights, matrix, fast)
    monkeypatch.setattr(numpy_kernels, "_einsum_adds_in_order", lambda: False)

    ordered_product(weights, matrix, slow)

    assert np.array_equal(fast, slow)


def awkward_rows(units):
    """Rows that buckets, windows and ties find hard."""
    generator = np.random.default_rng(units)
    level = generator.normal(0, 1, units)
    outlier = level.copy()
    outlier[units // 2] = 1e9
    return np.stack(
        [
            level,
            outlier,
            -outlier,
            np.zeros(units),
            np.round(level, 1),
            np.round(outlier, 0),
            1.0 + level * 1e-16,
            np.exp(20 * level),
            np.where(level > 0, 1.0, 0.0),
            np.sort(level),
            np.arange(units, 0.0, -1.0),
            level * 5e-324,
        ]
    )


@BOTH
@pytest.mark.parametrize("units", [1, 2, 5, 63, 64, 65, 300, 1450])
def test_ranks_are_right_for_outliers_ties_and_constants(kernels, units):
    scores = awkward_rows(units)

    assert np.array_equal(ranks(kernels, scores), stats.rankdata(-scores, method="min", axis=1))


@settings(deadline=None)
@given(
    row=st.lists(
        st.floats(-1e300, 1e300, allow_nan=False) | st.sampled_from([0.0, -0.0, 1.0]),
        min_size=1,
        max_size=200,
    )
)
def test_compiled_and_plain_ranks_agree_on_any_numbers(row):
    scores = np.array([row])
    expected = [1 + sum(other > own for other in row) for own in row]

    for kind in (Computing.NUMPY, Computing.COMPILED):
        assert ranks(choose_kernels(kind, products=1), scores)[0].tolist() == expected


@BOTH
@pytest.mark.parametrize("kind", [np.uint16, np.uint32])
def test_counting_agrees_with_a_loop(kernels, kind):
    scores = np.random.default_rng(2).integers(0, 30, (300, 70)).astype(float)
    given_ranks = ranks(kernels, scores)
    counts, ahead = np.ones((70, 70), dtype=kind), np.ones((70, 70), dtype=kind)

    kernels.count(given_ranks, counts)
    kernels.count_ahead(given_ranks, ahead)

    expected = [
        [1 + int((given_ranks[:, unit] == rank).sum()) for rank in range(1, 71)] for unit in range(70)
    ]
    assert counts.tolist() == expected
    assert np.array_equal(ahead, 1 + (given_ranks[:, :, None] < given_ranks[:, None, :]).sum(axis=0))


def test_without_numba_the_automatic_choice_is_numpy(monkeypatch):
    monkeypatch.setattr(computing, "_loaded", {})
    monkeypatch.setitem(sys.modules, "hamyar_engine.index.uncertainty.compiled_kernels", None)

    assert warm_up() is Computing.NUMPY
    assert isinstance(choose_kernels(Computing.AUTO, products=10**12), numpy_kernels.NumpyKernels)


def test_a_small_job_does_not_load_the_compiler(monkeypatch):
    monkeypatch.setattr(computing, "_loaded", {})

    choose_kernels(Computing.AUTO, products=computing.COMPILED_PAYS_FROM - 1)

    assert Computing.COMPILED not in computing._loaded


def test_once_loaded_the_compiled_kernels_serve_small_jobs_too(monkeypatch):
    monkeypatch.setattr(computing, "_loaded", {})
    assert warm_up() is Computing.COMPILED

    assert not isinstance(choose_kernels(Computing.AUTO, products=1), numpy_kernels.NumpyKernels)
