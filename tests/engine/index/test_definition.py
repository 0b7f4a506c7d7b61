import copy

import numpy as np
import pytest

from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index import (
    Aggregation,
    Direction,
    Group,
    Indicator,
    Method,
    Missing,
    Normalisation,
    Transform,
    Treatment,
    Weighting,
    compute,
)
from hamyar_engine.index.definition import MethodDefinition, read_definition

HDI = {
    "code": "hdi",
    "name": {"fa": "شاخص توسعه انسانی", "en": "Human development index"},
    "indicators": {
        "life_expectancy": {"direction": "higher", "weight": 1, "group": "health", "goalposts": [20, 85]},
        "expected_schooling": {
            "direction": "higher",
            "weight": 1,
            "group": "education",
            "goalposts": [0, 18],
        },
        "mean_schooling": {"direction": "higher", "weight": 1, "group": "education", "goalposts": [0, 15]},
        "income": {
            "direction": "higher",
            "weight": 1,
            "group": "income",
            "goalposts": [100, 75000],
            "transform": "log",
        },
    },
    "groups": {
        "health": {"weight": 1},
        "education": {"weight": 1, "aggregation": "arithmetic"},
        "income": {"weight": 1},
    },
    "normalisation": "goalposts",
    "aggregation": "geometric",
    "missing": "refuse",
    "rounding": 3,
    "uncertainty": {
        "weights": {"law": "dirichlet", "concentration": 50},
        "normalisation": [],
        "aggregation": [],
        "drop_indicators": False,
        "value_error": 0,
    },
}


def test_the_method_of_the_human_development_index_is_read_whole():
    assert read_definition(HDI) == MethodDefinition(
        code="hdi",
        names=HDI["name"],
        indicators=(
            Indicator("life_expectancy", group="health", goalposts=(20, 85)),
            Indicator("expected_schooling", group="education", goalposts=(0, 18)),
            Indicator("mean_schooling", group="education", goalposts=(0, 15)),
            Indicator("income", group="income", goalposts=(100, 75000), transform=Transform.LOG),
        ),
        groups=(Group("health"), Group("education", aggregation=Aggregation.ARITHMETIC), Group("income")),
        method=Method(normalisation=Normalisation.GOALPOSTS, aggregation=Aggregation.GEOMETRIC, rounding=3),
        uncertainty=HDI["uncertainty"],
    )


def test_the_index_read_from_a_method_is_the_published_one():
    definition = read_definition(HDI)
    values = np.array([[83.9872, 16.50029945, 13.85966015, 66933.00454]])
    data = definition.input_for(units=["CHE"], values=values)
    assert compute(data, definition.method).rounded_scores.tolist() == [0.962]


def test_every_optional_key_is_read():
    definition = read_definition(
        {
            "code": "full",
            "name": "Full",
            "indicators": {"a": {"direction": "lower"}, "b": None},
            "groups": None,
            "normalisation": "z_score",
            "scale": [10, 2],
            "weighting": "ahp",
            "pairwise": [[1, 3], [1 / 3, 1]],
            "missing": "none",
            "treatment": {"skewness": 1.5, "max_winsorised": 2},
            "seed": 7,
        }
    )
    assert definition == MethodDefinition(
        code="full",
        names={"en": "Full"},
        indicators=(Indicator("a", direction=Direction.LOWER), Indicator("b")),
        method=Method(
            normalisation=Normalisation.Z_SCORE,
            scale=(10.0, 2.0),
            weighting=Weighting.AHP,
            pairwise=((1.0, 3.0), (1 / 3, 1.0)),
            missing=Missing.REFUSE,
            treatment=Treatment(skewness=1.5, max_winsorised=2),
        ),
        seed=7,
    )


@pytest.mark.parametrize(("value", "treatment"), [(True, Treatment()), (False, None), (None, None)])
def test_treatment_can_be_switched(value, treatment):
    assert (
        read_definition({"code": "x", "indicators": {"a": {}}, "treatment": value}).method.treatment
        == treatment
    )


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("code",), None, "code"),
        (("indicators",), None, "indicators"),
        (("indicators",), ["life"], "indicators"),
        (("colour",), "red", "colour"),
        (("indicators", "income", "wieght"), 2, "indicators.income.wieght"),
        (("indicators", "income", "weight"), "2", "indicators.income.weight"),
        (("indicators", "income", "weight"), True, "indicators.income.weight"),
        (("indicators", "income", "direction"), "up", "indicators.income.direction"),
        (("indicators", "income", "goalposts"), [1, 2, 3], "indicators.income.goalposts"),
        (("indicators", "income", "goalposts"), [0, 75000], "indicators.income.goalposts"),
        (("indicators", "income", "group"), 5, "indicators.income.group"),
        (("groups", "health", "aggregation"), "mode", "groups.health.aggregation"),
        (("groups", "health", "colour"), "red", "groups.health.colour"),
        (("normalisation",), "minmax", "normalisation"),
        (("aggregation",), ["geometric"], "aggregation"),
        (("missing",), "zero", "missing"),
        (("missing",), ["mean"], "missing"),
        (("indicators",), {}, "indicators"),
        (("indicators", "income", "group"), "wealth", "indicators.income.group"),
        (("indicators", "income", "goalposts"), None, "indicators.income.goalposts"),
        (("groups", "idle"), {}, "groups.idle"),
        (("rounding",), 3.5, "rounding"),
        (("treatment",), "yes", "treatment"),
        (("pairwise",), "x", "pairwise"),
        (("name",), {"fa": 3}, "name.fa"),
        (("uncertainty",), [1], "uncertainty"),
    ],
)
def test_a_wrong_key_is_named(path, value, key):
    document = copy.deepcopy(HDI)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(InvalidMethodError) as refusal:
        read_definition(document)
    assert refusal.value.key == key
    assert str(refusal.value).startswith(key)


def test_a_method_that_is_no_mapping_is_refused():
    with pytest.raises(InvalidMethodError, match="a mapping of names is needed, not 'hdi'"):
        read_definition("hdi")
