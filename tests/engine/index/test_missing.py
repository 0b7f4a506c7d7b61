import numpy as np
import pytest

from hamyar_engine.errors import InvalidInputError, MissingValueError
from hamyar_engine.index import IndexInput, Indicator, Method, Missing, compute
from hamyar_engine.index.missing import FilledCell, fill_missing

NAN = np.nan
VALUES = np.array([[1.0, 10.0], [NAN, 20.0], [3.0, NAN], [8.0, 60.0], [5.0, 90.0]])
UNITS = ("a", "b", "c", "d", "e")


def data(values=VALUES, peers=("north", "north", "south", "south", "south")):
    return IndexInput(UNITS, (Indicator("x"), Indicator("y")), values, peers=peers)


@pytest.mark.parametrize(
    ("rule", "x_of_b", "y_of_c"),
    [
        (Missing.MEAN, 17 / 4, 45.0),
        (Missing.MEDIAN, 4.0, 40.0),
        (Missing.GROUP_MEAN, 1.0, 75.0),
        (Missing.GROUP_MEDIAN, 1.0, 75.0),
    ],
)
def test_every_filled_cell_is_reported(rule, x_of_b, y_of_c):
    filled = fill_missing(data(), rule=rule)
    assert filled.cells == (FilledCell("b", "x", x_of_b, rule), FilledCell("c", "y", y_of_c, rule))
    assert (filled.values[1, 0], filled.values[2, 1]) == (x_of_b, y_of_c)
    present = ~np.isnan(VALUES)
    assert filled.values[present].tolist() == VALUES[present].tolist()


def test_a_gap_is_refused_unless_the_method_fills_it():
    with pytest.raises(MissingValueError) as refusal:
        compute(data(), Method())
    assert (refusal.value.unit, refusal.value.indicator, refusal.value.code) == ("b", "x", "missing")
    assert str(refusal.value) == "unit b, indicator x: the value is missing and the method refuses gaps"


def test_values_without_gaps_pass_every_rule_untouched():
    complete = data(np.ones((5, 2)), peers=None)
    for rule in Missing:
        filled = fill_missing(complete, rule=rule)
        assert filled.values is complete.values
        assert filled.cells == ()


def test_a_gap_that_nothing_can_fill_is_refused():
    lonely = data(peers=("north", "alone", "south", "south", "south"))
    with pytest.raises(
        MissingValueError, match="unit b, indicator x: there is no value to fill the gap from"
    ):
        fill_missing(lonely, rule=Missing.GROUP_MEDIAN)
    empty = VALUES.copy()
    empty[:, 1] = NAN
    with pytest.raises(MissingValueError, match="unit a, indicator y"):
        fill_missing(data(empty), rule=Missing.MEAN)


def test_group_rules_need_peer_groups():
    with pytest.raises(InvalidInputError, match="needs the peer group of each unit"):
        fill_missing(data(peers=None), rule=Missing.GROUP_MEDIAN)
