import numpy as np
import pytest

from hamyar_engine.errors import InvalidInputError, InvalidMethodError
from hamyar_engine.index import (
    Group,
    IndexInput,
    Indicator,
    Method,
    Normalisation,
    Transform,
    Treatment,
    Weighting,
)

TWO = (Indicator("income"), Indicator("schooling", group="education"))
EDUCATION = (Group("education"),)


def test_index_input_keeps_a_read_only_copy_of_the_values():
    values = np.array([[1.0, 2.0], [3.0, np.nan]])
    data = IndexInput(("a", "b"), TWO, values, groups=EDUCATION)
    values[0, 0] = 9.0
    assert data.values[0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        data.values[0, 0] = 9.0


def test_index_input_names_the_infinite_cell():
    with pytest.raises(InvalidInputError) as refusal:
        IndexInput(("a", "b"), TWO, np.array([[1.0, 2.0], [3.0, -np.inf]]), groups=EDUCATION)
    assert (refusal.value.unit, refusal.value.indicator) == ("b", "schooling")
    assert str(refusal.value) == "unit b, indicator schooling: the value is infinite"


@pytest.mark.parametrize(
    ("units", "indicators", "values", "groups", "code"),
    [
        ((), TWO, np.empty((0, 2)), EDUCATION, "empty_input"),
        (("a",), (), np.empty((1, 0)), (), "empty_input"),
        (("a", "a"), TWO, np.ones((2, 2)), EDUCATION, "duplicate_code"),
        (("a", ""), TWO, np.ones((2, 2)), EDUCATION, "empty_code"),
        (("a",), (Indicator("x"), Indicator("x")), np.ones((1, 2)), (), "duplicate_code"),
        (("a",), (Indicator("x", group="g"),), np.ones((1, 1)), (Group("g"), Group("g")), "duplicate_code"),
        (("a",), TWO, np.ones((2, 1)), EDUCATION, "shape"),
        (("a",), TWO, np.ones((1, 2)), (), "unknown_group"),
        (("a",), TWO, np.ones((1, 2)), (*EDUCATION, Group("idle")), "empty_group"),
        (("a",), TWO, np.ones((1, 2)), (Group("education", parent="nowhere"),), "unknown_group"),
        (
            ("a",),
            TWO,
            np.ones((1, 2)),
            (Group("education", parent="people"), Group("people", parent="education")),
            "group_cycle",
        ),
        (("a",), (Indicator("x", weight=0.0),), np.ones((1, 1)), (), "zero_weights"),
    ],
)
def test_index_input_refuses_what_does_not_hold_together(units, indicators, values, groups, code):
    with pytest.raises(InvalidInputError) as refusal:
        IndexInput(units, indicators, values, groups=groups)
    assert refusal.value.code == code


def test_index_input_refuses_peers_of_another_length():
    with pytest.raises(InvalidInputError, match="1 peer groups are given for 2 units"):
        IndexInput(("a", "b"), (Indicator("x"),), np.ones((2, 1)), peers=("north",))


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_must_be_a_number_from_zero_up(weight):
    with pytest.raises(InvalidMethodError, match=r"indicators\.x\.weight"):
        Indicator("x", weight=weight)
    with pytest.raises(InvalidMethodError, match=r"groups\.x\.weight"):
        Group("x", weight=weight)


def test_goalposts_must_rise_and_be_positive_for_a_logarithm():
    with pytest.raises(InvalidMethodError) as refusal:
        Indicator("x", goalposts=(5.0, 5.0))
    assert refusal.value.code == "goalposts_order"
    with pytest.raises(InvalidMethodError) as refusal:
        Indicator("x", goalposts=(0.0, 5.0), transform=Transform.LOG)
    assert refusal.value.code == "goalposts_log"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"rounding": -1}, "rounding_range"),
        ({"rounding": 13}, "rounding_range"),
        ({"scale": (1.0, 1.0)}, "scale_order"),
        ({"scale": (0.0, 0.0), "normalisation": Normalisation.Z_SCORE}, "scale_order"),
        ({"weighting": Weighting.AHP}, "pairwise_needed"),
        ({"pairwise": ((1.0,),)}, "pairwise_needed"),
    ],
)
def test_method_refuses_a_contradiction(settings, code):
    with pytest.raises(InvalidMethodError) as refusal:
        Method(**settings)
    assert refusal.value.code == code


def test_method_allows_a_z_score_whose_mean_exceeds_its_deviation():
    assert Method(normalisation=Normalisation.Z_SCORE, scale=(10.0, 2.0)).scale == (10.0, 2.0)


@pytest.mark.parametrize("limits", [{"skewness": 0.0}, {"kurtosis": float("nan")}, {"max_winsorised": -1}])
def test_treatment_refuses_impossible_limits(limits):
    with pytest.raises(InvalidMethodError, match="treatment"):
        Treatment(**limits)
