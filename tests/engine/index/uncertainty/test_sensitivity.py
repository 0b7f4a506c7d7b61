import numpy as np
import pytest

from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index import Aggregation, IndexInput, Indicator, Method, Normalisation
from hamyar_engine.index.uncertainty import (
    Computing,
    Scaled,
    Step,
    Uncertainty,
    WeightLaw,
    sensitivity,
)
from tests.engine.index.uncertainty.plain import random_input

METHOD = Method(scale=(1, 100))
UNCERTAINTY = Uncertainty(
    weights=WeightLaw(30),
    normalisations=(Scaled(Normalisation.MIN_MAX, (1, 100)), Normalisation.RANK),
    aggregations=(Aggregation.ARITHMETIC, Aggregation.GEOMETRIC),
    drop_indicators=True,
    cell_errors={("u2", "i1"): 1.0},
)


def test_every_uncertain_step_gets_its_indices():
    result = sensitivity(random_input(), METHOD, UNCERTAINTY, samples=400, seed=3)

    assert result.steps == tuple(Step)
    assert result.first.shape == (5, 17)
    varied = ~np.isnan(result.total[0])
    assert (result.total[:, varied] >= 0).all()
    assert result.total[result.of(Step.VALUE_ERROR), 2] > 0.05


def test_a_step_that_explains_all_has_index_one():
    uncertainty = Uncertainty(weights=WeightLaw())

    result = sensitivity(random_input(), METHOD, uncertainty, samples=3000, seed=1)

    assert np.nanmean(result.first) == pytest.approx(1.0, abs=0.05)
    assert np.nanmean(result.total) == pytest.approx(1.0, abs=0.05)


def test_a_step_that_cannot_change_a_rank_has_index_zero():
    data = IndexInput(("a", "b", "c"), (Indicator("x"), Indicator("y")), [[1.0, 3.0], [2.0, 1.5], [3.0, 1.0]])
    uncertainty = Uncertainty(
        weights=WeightLaw(), normalisations=(Normalisation.MIN_MAX, Scaled(Normalisation.MIN_MAX, (0, 10)))
    )

    result = sensitivity(data, Method(), uncertainty, samples=500, seed=1)

    assert np.nanmax(np.abs(result.total[result.of(Step.NORMALISATION)])) == 0
    assert np.nanmin(result.total[result.of(Step.WEIGHTS)]) > 0.8


def test_the_indices_do_not_depend_on_threads_or_kernels():
    one = sensitivity(
        random_input(), METHOD, UNCERTAINTY, samples=200, seed=3, workers=1, computing=Computing.NUMPY
    )
    two = sensitivity(
        random_input(), METHOD, UNCERTAINTY, samples=200, seed=3, workers=2, computing=Computing.COMPILED
    )

    for name in ("first", "total", "first_half_width", "total_half_width"):
        assert np.array_equal(getattr(one, name), getattr(two, name), equal_nan=True)


def test_progress_counts_all_rankings_and_never_goes_back():
    seen = []

    sensitivity(
        random_input(),
        METHOD,
        UNCERTAINTY,
        samples=30,
        seed=3,
        progress=lambda done, total: seen.append((done, total)),
    )

    assert seen[-1] == (30 * 7, 30 * 7)
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    ("uncertainty", "steps"),
    [
        (Uncertainty(), None),
        (Uncertainty(filled_error=1.0), None),
        (Uncertainty(normalisations=(Normalisation.RANK,)), None),
        (Uncertainty(weights=WeightLaw()), [Step.VALUE_ERROR]),
        (Uncertainty(weights=WeightLaw()), [Step.WEIGHTS, Step.AGGREGATION]),
        (Uncertainty(weights=WeightLaw()), []),
    ],
)
def test_a_step_that_is_absent_is_refused_loudly(uncertainty, steps):
    with pytest.raises(InvalidMethodError):
        sensitivity(random_input(), METHOD, uncertainty, samples=10, seed=1, steps=steps)
