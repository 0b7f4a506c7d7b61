"""The five fictional cities of the domain dossier (§5.5), every method and every digit it prints."""

import numpy as np
import pytest

from hamyar_engine.index import Aggregation, IndexInput, Method, Normalisation, Weighting, compute
from hamyar_engine.index.comparison import borda, compare, copeland, morris, taxonomy, topsis, vikor, waspas
from hamyar_engine.index.weights import entropy_weights
from tests.engine.index.cases import CITIES, CITY_VALUES, ENTROPY_WEIGHTS, cities

DATA = cities()
WEIGHTS = entropy_weights(DATA, CITY_VALUES)


def to_digits(scores, digits):
    return dict(zip(CITIES, np.round(scores, digits).tolist(), strict=True))


def order(ranks):
    return "".join(CITIES[place] for place in np.argsort(ranks, kind="stable"))


def test_entropy_weights():
    assert np.round(WEIGHTS, 6).tolist() == ENTROPY_WEIGHTS.tolist()


def test_topsis_with_entropy_weights():
    outcome = topsis(DATA, CITY_VALUES, weights=WEIGHTS)
    assert to_digits(outcome.scores, 6) == {
        "A": 0.788039,
        "C": 0.500055,
        "D": 0.425958,
        "B": 0.412028,
        "E": 0.111925,
    }
    assert order(outcome.ranks) == "ACDBE"


def test_topsis_with_equal_weights():
    outcome = topsis(DATA, CITY_VALUES, weights=np.ones(4))
    assert to_digits(outcome.scores, 6) == {
        "A": 0.789031,
        "C": 0.509950,
        "D": 0.448811,
        "B": 0.430910,
        "E": 0.111407,
    }
    assert order(outcome.ranks) == "ACDBE"


@pytest.mark.parametrize(("weighting", "score"), [(Weighting.ENTROPY, 0.788039), (Weighting.EQUAL, 0.789031)])
def test_topsis_through_the_pipeline(weighting, score):
    method = Method(normalisation=Normalisation.VECTOR, weighting=weighting, aggregation=Aggregation.TOPSIS)
    result = compute(DATA, method)
    assert round(float(result.scores[0]), 6) == score
    assert order(result.ranks) == "ACDBE"


def test_morris():
    outcome = morris(DATA, CITY_VALUES)
    assert to_digits(outcome.scores, 4) == {
        "A": 90.6250,
        "D": 56.1765,
        "B": 47.9105,
        "C": 43.5784,
        "E": 4.6875,
    }
    assert order(outcome.ranks) == "ADBCE"


def test_numerical_taxonomy():
    outcome = taxonomy(DATA, CITY_VALUES)
    assert np.round(outcome.nearest, 4).tolist() == [2.2040, 1.3815, 2.4045, 1.3815, 2.6164]
    assert np.round(outcome.bounds, 4).tolist() == [0.9583, 3.0369]
    assert not outcome.outliers.any()
    assert round(outcome.limit, 6) == 6.020367
    assert to_digits(outcome.scores, 6) == {
        "A": 0.176843,
        "B": 0.503416,
        "D": 0.519172,
        "C": 0.610946,
        "E": 0.893459,
    }
    assert order(outcome.ranks) == "ABDCE"


def test_vikor():
    outcome = vikor(DATA, CITY_VALUES, weights=WEIGHTS)
    assert to_digits(outcome.scores, 6) == {"A": 0.0, "B": 0.468871, "C": 0.591081, "D": 0.665400, "E": 1.0}
    assert order(outcome.ranks) == "ABCDE"


def test_waspas():
    outcome = waspas(DATA, CITY_VALUES, weights=WEIGHTS)
    assert to_digits(outcome.scores, 6) == {
        "A": 0.900138,
        "C": 0.661751,
        "B": 0.621214,
        "D": 0.593008,
        "E": 0.400968,
    }
    assert order(outcome.ranks) == "ACBDE"


def five_rankings():
    return np.stack(
        [
            topsis(DATA, CITY_VALUES, weights=WEIGHTS).ranks,
            morris(DATA, CITY_VALUES).ranks,
            taxonomy(DATA, CITY_VALUES).ranks,
            vikor(DATA, CITY_VALUES, weights=WEIGHTS).ranks,
            waspas(DATA, CITY_VALUES, weights=WEIGHTS).ranks,
        ]
    )


def test_borda_over_the_five_rankings():
    outcome = borda(five_rankings())
    assert to_digits(outcome.scores, 6) == {"A": 20, "B": 11, "C": 10, "D": 9, "E": 0}
    assert order(outcome.ranks) == "ABCDE"


def test_copeland_over_the_five_rankings():
    """Duels by hand: A beats all, E none; B beats C 3 to 2 and D 3 to 2; C beats D 3 to 2."""
    outcome = copeland(five_rankings())
    assert to_digits(outcome.scores, 6) == {"A": 4, "B": 2, "C": 0, "D": -2, "E": -4}


def test_compare_puts_them_side_by_side():
    table = compare(compute(DATA, Method(weighting=Weighting.ENTROPY)))
    assert table.names == ("index", "topsis", "morris", "taxonomy", "vikor", "waspas", "borda", "copeland")
    assert [order(ranks) for ranks in table.ranks[1:]] == [
        "ACDBE",
        "ADBCE",
        "ABDCE",
        "ABCDE",
        "ACBDE",
        "ABCDE",
        "ABCDE",
    ]
    assert table.refusals == ()
    assert table.correlation.spearman.shape == table.correlation.kendall.shape == (8, 8)
    assert table.correlation.spearman[1, 2] == pytest.approx(1 - 6 * (0 + 4 + 1 + 1) / (5 * 24))
    assert table.correlation.kendall[1, 2] == pytest.approx(1 - 2 * 2 / 10)


def test_compare_lists_a_method_that_refuses_the_values():
    values = CITY_VALUES.copy()
    values[3, 0] = -1.0
    table = compare(compute(IndexInput(CITIES, DATA.indicators, values), Method()))
    assert [(item.method, item.error.unit, item.error.indicator) for item in table.refusals] == [
        ("waspas", "D", "income")
    ]
    assert table.names == ("index", "topsis", "morris", "taxonomy", "vikor", "borda", "copeland")
