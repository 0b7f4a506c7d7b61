"""Transform, treatment, normalisation: what they do at their edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hamyar_engine.errors import InvalidMethodError, UnsuitableValueError
from hamyar_engine.index import (
    Direction,
    IndexInput,
    Indicator,
    Method,
    Normalisation,
    Transform,
    Treatment,
    compute,
)
from hamyar_engine.index.normalisation import normalise
from hamyar_engine.index.transform import denominate, transform
from hamyar_engine.index.treatment import Remedy, treat
from tests.engine.index.cases import plain

WITHOUT_POSTS = [rule for rule in Normalisation if rule is not Normalisation.GOALPOSTS]


def one_column(values, **settings):
    return IndexInput(
        tuple(f"u{row}" for row in range(len(values))),
        (Indicator("x", **settings),),
        np.array(values, dtype=float)[:, None],
    )


def normalised(values, rule, *, scale=(0.0, 1.0), **settings):
    data = one_column(values, **settings)
    return normalise(data, data.values, method=Method(normalisation=rule, scale=scale))[:, 0].tolist()


@pytest.mark.parametrize(
    ("rule", "higher", "lower"),
    [
        (Normalisation.MIN_MAX, [0, 0.25, 0.25, 1], [1, 0.75, 0.75, 0]),
        (Normalisation.RANK, [1, 2, 2, 4], [4, 2, 2, 1]),
        (Normalisation.PERCENTILE, [0, 1 / 3, 1 / 3, 1], [1, 1 / 3, 1 / 3, 0]),
    ],
)
def test_normalisation_with_ties_in_both_directions(rule, higher, lower):
    assert normalised([1, 2, 2, 5], rule) == higher
    assert normalised([1, 2, 2, 5], rule, direction=Direction.LOWER) == lower


def test_z_score_has_the_asked_mean_and_sample_deviation():
    scores = np.array(normalised([1, 2, 2, 5], Normalisation.Z_SCORE, scale=(10.0, 2.0)))
    assert scores.mean() == pytest.approx(10.0)
    assert scores.std(ddof=1) == pytest.approx(2.0)


def test_goalposts_clamp_and_turn_with_the_direction():
    posts = {"goalposts": (10.0, 20.0)}
    assert normalised([5, 10, 12.5, 20, 99], Normalisation.GOALPOSTS, **posts) == [0, 0, 0.25, 1, 1]
    turned = normalised([5, 10, 12.5, 20, 99], Normalisation.GOALPOSTS, direction=Direction.LOWER, **posts)
    assert turned == [1, 1, 0.75, 0, 0]


def test_goalposts_are_transformed_with_the_values():
    data = one_column([1, 10, 100], transform=Transform.LOG, goalposts=(1, 100))
    result = compute(data, Method(normalisation=Normalisation.GOALPOSTS))
    assert result.normalised[:, 0].tolist() == pytest.approx([0, 0.5, 1])


def test_goalposts_are_needed():
    with pytest.raises(InvalidMethodError) as refusal:
        normalised([1, 2], Normalisation.GOALPOSTS)
    assert refusal.value.key == "indicators.x.goalposts"


@pytest.mark.parametrize(
    ("rule", "middle"),
    [
        (Normalisation.MIN_MAX, 0.5),
        (Normalisation.PERCENTILE, 0.5),
        (Normalisation.Z_SCORE, 0.0),
        (Normalisation.RANK, 1.0),
    ],
)
@pytest.mark.parametrize("units", [1, 3])
def test_a_constant_column_gets_the_middle_of_the_scale(rule, middle, units):
    assert normalised([7] * units, rule) == [middle] * units


def test_a_column_of_zeros_stays_so_under_the_vector_norm():
    assert normalised([0, 0], Normalisation.VECTOR) == [0, 0]
    assert normalised([3, 4], Normalisation.VECTOR, direction=Direction.LOWER) == [-0.6, -0.8]


values_2d = arrays(np.float64, (6, 3), elements=st.integers(-50, 50).map(float))


@given(values_2d, st.sampled_from(WITHOUT_POSTS), st.integers(1, 9), st.integers(-9, 9))
def test_normalisation_knows_no_unit_of_measurement(values, rule, factor, shift):
    """Scaling a column changes nothing; adding a constant changes nothing but the vector norm."""
    method, data = Method(normalisation=rule), plain(values, lower=(1,))
    shift = 0 if rule is Normalisation.VECTOR else shift
    expected = normalise(data, values, method=method)
    np.testing.assert_allclose(normalise(data, values * factor + shift, method=method), expected, atol=1e-9)


@given(values_2d, st.sampled_from(WITHOUT_POSTS))
def test_normalisation_keeps_the_order_of_each_column(values, rule):
    data = plain(values, lower=(1,))
    result = normalise(data, values, method=Method(normalisation=rule))
    signed = values * data.signs
    for column in range(3):
        better = signed[:, None, column] > signed[None, :, column]
        assert (result[:, None, column] > result[None, :, column])[better].all()


@given(values_2d, st.floats(-5, 5), st.floats(0.5, 9))
def test_normalised_values_stay_on_their_scale(values, low, width):
    for rule in (Normalisation.MIN_MAX, Normalisation.PERCENTILE):
        method = Method(normalisation=rule, scale=(low, low + width))
        result = normalise(plain(values), values, method=method)
        assert (result >= low - 1e-9).all()
        assert (result <= low + width + 1e-9).all()


def test_the_logarithm_names_the_value_it_cannot_take():
    data = IndexInput(
        ("a", "b"),
        (Indicator("x"), Indicator("y", transform=Transform.LOG)),
        np.array([[-1.0, 2.0], [0.0, 0.0]]),
    )
    with pytest.raises(UnsuitableValueError) as refusal:
        transform(data, data.values)
    assert (refusal.value.unit, refusal.value.indicator) == ("b", "y")


def test_the_logarithm_leaves_other_columns_alone():
    indicators = (Indicator("x"), Indicator("y", transform=Transform.LOG))
    data = IndexInput(("a", "b"), indicators, np.array([[-1.0, 1.0], [0.0, np.e]]))
    assert transform(data, data.values).tolist() == [[-1.0, 0.0], [0.0, 1.0]]


def test_values_per_base():
    assert denominate(np.array([[6.0, 9.0], [4.0, np.nan]]), np.array([[3.0], [2.0]]))[0].tolist() == [
        2.0,
        3.0,
    ]
    with pytest.raises(UnsuitableValueError, match="row 2: the base must be above 0"):
        denominate(np.ones((2, 1)), np.array([[1.0], [0.0]]))


def treated(values, **limits):
    data = one_column(values)
    return treat(data, data.values, limits=Treatment(**limits))


def test_one_outlier_is_pulled_to_its_neighbour():
    result = treated([1, 2, 3, 4, 5, 6, 7, 8, 9, 500])
    assert result.values[:, 0].tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    note = result.indicators[0]
    assert (note.indicator, note.remedy, note.units) == ("x", Remedy.WINSORISED, ("u9",))
    assert note.skewness[0] > 2 > note.skewness[1]


def test_a_low_outlier_is_pulled_up():
    assert treated([-500, 2, 3, 4, 5, 6, 7, 8, 9, 10]).values[0, 0] == 2


def test_the_logarithm_is_taken_where_the_permitted_points_do_not_suffice():
    values = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 500.0])
    result = treated(values, max_winsorised=0)
    assert (result.indicators[0].remedy, result.indicators[0].units) == (Remedy.LOG, ())
    np.testing.assert_allclose(result.values[:, 0], np.log(values - 1 + 4.99))
    mirrored = treated(-values, max_winsorised=0)
    np.testing.assert_allclose(mirrored.values[:, 0], -np.log(values - 1 + 4.99))


def test_treatment_never_makes_all_units_equal():
    result = treated([0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    assert result.indicators[0].remedy is Remedy.LOG
    assert result.values[9, 0] > result.values[0, 0]


def test_treatment_leaves_alone_what_is_within_the_limits():
    for values in ([1, 2, 3, 4, 6], [1, 1, 1, 1], [1, 2, 900]):
        result = treated(values)
        assert result.values[:, 0].tolist() == values
        assert result.indicators == ()


def test_treatment_does_not_go_with_goalposts():
    with pytest.raises(InvalidMethodError, match="already bound the outliers"):
        Method(treatment=Treatment(), normalisation=Normalisation.GOALPOSTS)


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 5))
def test_treatment_keeps_the_order_and_the_number_of_points(seed, most):
    values = np.round(np.exp(np.random.default_rng(seed).normal(size=25) * 2), 3)
    result = treated(values, max_winsorised=most)
    order = np.argsort(values, kind="stable")
    assert (np.diff(result.values[order, 0]) >= 0).all()
    for note in result.indicators:
        assert len(note.units) <= most
