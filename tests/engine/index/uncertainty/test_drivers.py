import numpy as np
import pytest

from hamyar_engine.errors import InvalidInputError, InvalidMethodError
from hamyar_engine.index import IndexInput, Indicator, Method, Missing
from hamyar_engine.index.uncertainty import Computing, Uncertainty, WeightLaw, interval_drivers, simulate
from tests.engine.index.uncertainty.plain import random_input

METHOD = Method(scale=(1, 100))
ONE_CELL = Uncertainty(weights=WeightLaw(40), cell_errors={("u3", "i1"): 2.0})


def test_knowing_the_only_doubtful_figure_takes_its_width_away():
    data = random_input()
    doubtful = simulate(data, METHOD, Uncertainty(cell_errors={("u3", "i1"): 2.0}), draws=4000, seed=1)

    result = interval_drivers(
        data, METHOD, Uncertainty(cell_errors={("u3", "i1"): 2.0}), draws=4000, seed=1, units=["u3"]
    )

    width = doubtful.p95[3] - doubtful.p05[3]
    assert result.width.tolist() == [width]
    assert result.reduction[0, 1] == pytest.approx(width, abs=1.5)
    assert np.isnan(np.delete(result.reduction[0], 1)).all()


def test_the_heavier_doubt_comes_first_and_certain_figures_do_not_appear():
    data = random_input()
    uncertainty = Uncertainty(cell_errors={("u3", "i1"): 2.0, ("u3", "i4"): 0.2, ("u5", "i0"): 1.0})

    result = interval_drivers(data, METHOD, uncertainty, draws=4000, seed=1)

    assert [driver.indicator for driver in result.of("u3")] == ["i1", "i4"]
    assert result.of("u3")[0].reduction > 2 * result.of("u3")[1].reduction
    assert [driver.indicator for driver in result.of("u5")] == ["i0"]
    assert result.of("u7") == ()


def test_a_figure_without_weight_is_worth_nothing():
    weights = (1.0, 1.0, 0.0)
    data = random_input(indicators=3)
    items = tuple(Indicator(f"i{place}", weight=weight) for place, weight in enumerate(weights))
    data = IndexInput(data.units, items, data.values)

    result = interval_drivers(data, METHOD, Uncertainty(value_error=0.3), draws=3000, seed=1)

    assert result.reduction[:, 2].max() < 0.5 * result.reduction[:, :2].max()
    assert result.reduction[:, 2].mean() < 0.2 * result.reduction[:, :2].mean()


def test_a_filled_gap_drives_the_interval_of_its_unit():
    data = random_input()
    values = np.array(data.values)
    values[4, 3] = np.nan
    gap = IndexInput(data.units, data.indicators, values)

    result = interval_drivers(
        gap,
        Method(missing=Missing.MEDIAN, scale=(1, 100)),
        Uncertainty(weights=WeightLaw(40), filled_error=1.0),
        draws=2000,
        seed=1,
    )

    assert [driver.indicator for driver in result.of("u4")] == ["i3"]
    assert result.of("u4")[0].reduction > 0.5


def test_the_answer_does_not_depend_on_threads_or_kernels_or_the_company_of_units():
    data = random_input()
    options = {"draws": 1500, "seed": 2}
    whole = interval_drivers(data, METHOD, ONE_CELL, computing=Computing.NUMPY, workers=1, **options)
    alone = interval_drivers(
        data, METHOD, ONE_CELL, computing=Computing.COMPILED, workers=3, units=["u3"], **options
    )

    assert np.array_equal(whole.reduction[3], alone.reduction[0], equal_nan=True)
    assert whole.width[3] == alone.width[0]


@pytest.mark.parametrize(
    ("uncertainty", "options", "error"),
    [
        (Uncertainty(weights=WeightLaw()), {}, InvalidMethodError),
        (Uncertainty(filled_error=1.0), {}, InvalidMethodError),
        (ONE_CELL, {"units": ["nobody"]}, InvalidInputError),
        (ONE_CELL, {"draws": 100}, InvalidInputError),
    ],
)
def test_what_cannot_be_answered_is_refused(uncertainty, options, error):
    with pytest.raises(error):
        interval_drivers(random_input(), METHOD, uncertainty, **{"draws": 500, "seed": 1, **options})


def test_a_unit_that_was_not_analysed_has_no_answer():
    result = interval_drivers(random_input(), METHOD, ONE_CELL, draws=300, seed=1, units=["u3"])

    with pytest.raises(InvalidInputError):
        result.of("u4")
