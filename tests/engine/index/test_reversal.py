from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hamyar_engine.index import Aggregation, Group, Method, Normalisation, Weighting, compute
from hamyar_engine.index.reversal import drop_one, reversed_pairs
from tests.engine.index.cases import CITY_VALUES, cities, plain


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=1, max_size=20))
def test_reversed_pairs_are_those_in_strictly_opposite_order(pairs):
    before, after = np.array(pairs).T
    by_hand = sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in combinations(pairs, 2))
    assert reversed_pairs(before, after) == by_hand


def test_drop_one_is_the_index_of_the_other_indicators():
    result = compute(cities(), Method())
    reports = drop_one(result)
    assert [report.indicator for report in reports] == ["income", "paved", "green", "unemployment"]
    for place, report in enumerate(reports):
        others = [at for at in range(4) if at != place]
        lower = (others.index(3),) if 3 in others else ()
        again = compute(plain(CITY_VALUES[:, others], lower=lower), Method())
        assert report.ranks.tolist() == again.ranks.tolist()
        moves = np.abs(again.ranks - result.ranks)
        assert report.largest_move == moves.max()
        assert moves[result.units.index(report.moved_most)] == moves.max()


def test_the_order_of_the_cities_does_not_rest_on_green_space():
    green = drop_one(compute(cities(), Method()))[2]
    assert dict(zip("ABCDE", green.ranks.tolist(), strict=True)) == {"A": 1, "B": 3, "C": 4, "D": 2, "E": 5}
    assert green.reversed_pairs == 0


def test_a_group_goes_with_its_last_weighty_indicator():
    groups = (Group("a"), Group("b", parent="a"), Group("c"))
    data = plain(
        np.arange(12.0).reshape(3, 4) ** 1.5,
        groups=groups,
        group_of=("b", "a", "c", "c"),
        weights=(1.0, 0.0, 1.0, 1.0),
    )
    reports = drop_one(compute(data, Method(aggregation=Aggregation.GEOMETRIC)))
    assert [report.indicator for report in reports] == ["x0", "x1", "x2", "x3"]


def test_an_index_of_one_indicator_cannot_lose_it():
    assert drop_one(compute(plain([[1.0], [2.0]]), Method())) == ()


def test_pairwise_judgements_lose_the_row_and_the_column():
    pairwise = ((1.0, 2.0, 4.0), (0.5, 1.0, 2.0), (0.25, 0.5, 1.0))
    data = plain([[1, 5, 2], [2, 3, 3], [3, 1, 1], [0, 2, 9]])
    method = Method(weighting=Weighting.AHP, pairwise=pairwise)
    second = drop_one(compute(data, method))[1]
    weighted = plain(data.values[:, [0, 2]], weights=(4.0, 1.0))
    assert second.ranks.tolist() == compute(weighted, Method()).ranks.tolist()


def test_drop_one_keeps_the_other_steps():
    data = plain([[1, 5, 2], [2, 3, 3], [3, 1, 1], [0, 2, 9]])
    method = Method(normalisation=Normalisation.RANK, weighting=Weighting.CRITIC, rounding=1)
    first = drop_one(compute(data, method))[0]
    assert first.ranks.tolist() == compute(plain(data.values[:, 1:]), method).ranks.tolist()
