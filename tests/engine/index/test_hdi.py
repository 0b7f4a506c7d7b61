"""UNDP's Human Development Index of 2021: our ranks are theirs."""

import numpy as np
import pytest

from hamyar_engine.index import (
    Aggregation,
    Group,
    IndexInput,
    Indicator,
    Method,
    Normalisation,
    Transform,
    compute,
)
from tests.engine.index.cases import fixture_rows

# Life expectancy, expected and mean years of schooling, income per head (2017 PPP $), published index.
# Facts from UNDP, Human Development Report 2021/22, table 1 (full digits of its data file).
FACTS = {
    "CHE": (83.9872, 16.50029945, 13.85966015, 66933.00454, 0.962),
    "NOR": (83.2339, 18.18519974, 13.00362968, 64660.10622, 0.961),
    "ISL": (82.6782, 19.16305923, 13.76716995, 55782.04981, 0.959),
    "IRN": (73.8749, 14.61524963, 10.63645314, 13000.7117, 0.774),
    "TUR": (76.0324, 18.3382206, 8.63313961, 31032.80106, 0.838),
    "CHN": (78.2107, 14.2361149, 7.600118446, 17504.39969, 0.768),
    "BRA": (72.7504, 15.59906006, 8.128813955, 14369.88848, 0.754),
    "IND": (67.2398, 11.87462044, 6.655109195, 6589.980037, 0.633),
    "PAK": (66.0979, 8.658349991, 4.536330223, 4623.70543, 0.544),
    "AFG": (61.9824, 10.26384398, 2.98506999, 1824.190915, 0.478),
    "TCD": (52.5254, 8.035914334, 2.57377421, 1364.169417, 0.394),
    "SSD": (54.9752, 5.54251, 5.726140022, 767.787, 0.385),
    "DEU": (80.6301, 17.01013947, 14.09096691, 54534.21682, 0.942),
    "JPN": (84.7839, 15.22162588, 13.36610034, 42274.29134, 0.925),
}
INDICATORS = (
    Indicator("life_expectancy", group="health", goalposts=(20, 85)),
    Indicator("expected_schooling", group="education", goalposts=(0, 18)),
    Indicator("mean_schooling", group="education", goalposts=(0, 15)),
    Indicator("income", group="income", goalposts=(100, 75000), transform=Transform.LOG),
)
GROUPS = (Group("health"), Group("education", aggregation=Aggregation.ARITHMETIC), Group("income"))
HDI = Method(normalisation=Normalisation.GOALPOSTS, aggregation=Aggregation.GEOMETRIC, rounding=3)
COLUMNS = ("le_2021", "eys_2021", "mys_2021", "gnipc_2021")


def index_of(units, values):
    return compute(IndexInput(tuple(units), INDICATORS, np.array(values), groups=GROUPS), HDI)


@pytest.mark.parametrize("country", FACTS)
def test_hdi_of_a_country_is_the_published_one(country):
    *values, published = FACTS[country]
    assert index_of((country,), [values]).rounded_scores.tolist() == [published]


def test_hdi_orders_the_dozen_as_published():
    result = index_of(FACTS, [values[:4] for values in FACTS.values()])
    published = np.array([values[4] for values in FACTS.values()])
    assert result.ranks.tolist() == [1 + int((published > score).sum()) for score in published]


def test_hdi_of_all_countries_is_published_to_three_decimals():
    rows = [row for row in fixture_rows("fixture_hdi_2021.csv") if row["hdi_2021"]]
    assert len(rows) == 191
    result = index_of([row["iso3"] for row in rows], [[float(row[name]) for name in COLUMNS] for row in rows])
    published = np.array([float(row["hdi_2021"]) for row in rows])
    assert result.rounded_scores.tolist() == published.tolist()
    assert result.ranks.tolist() == [1 + int((published > score).sum()) for score in published]
