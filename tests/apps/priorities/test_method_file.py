import pytest

from hamyar.priorities.errors import UnableToReadMethodError
from hamyar.priorities.services.method_file import read_method
from hamyar_engine.index.enums import Aggregation, Direction, Missing, Normalisation, Transform
from hamyar_engine.index.model import Group, Indicator

HDI = b"""
code: hdi
name: {fa: \xd8\xb4\xd8\xa7\xd8\xae\xd8\xb5 \xd8\xaa\xd9\x88\xd8\xb3\xd8\xb9\xd9\x87, en: Human development index}
indicators:
  life_expectancy: {direction: higher, weight: 1, group: health, goalposts: [20, 85]}
  income: {direction: higher, weight: 2, group: income, goalposts: [100, 75000], transform: log}
groups: {health: {weight: 1}, income: {weight: 1, aggregation: arithmetic}}
normalisation: goalposts
aggregation: geometric
missing: refuse
rounding: 3
uncertainty:
  {weights: {law: dirichlet, concentration: 50}, normalisation: [], aggregation: [], drop_indicators: false, value_error: 0}
"""


def refusal(text: str) -> UnableToReadMethodError:
    with pytest.raises(UnableToReadMethodError) as caught:
        read_method(text.encode(), file="m.yaml")
    return caught.value


def test_read_method_understands_every_key_of_the_documented_example() -> None:
    method = read_method(HDI, file="hdi.yaml")

    assert (method.code, method.name.fa, method.name.en) == ("hdi", "شاخص توسعه", "Human development index")
    assert method.indicators == (
        Indicator(
            "life_expectancy", direction=Direction.HIGHER, weight=1, group="health", goalposts=(20, 85)
        ),
        Indicator(
            "income",
            direction=Direction.HIGHER,
            weight=2,
            group="income",
            goalposts=(100, 75000),
            transform=Transform.LOG,
        ),
    )
    assert method.groups == (
        Group("health", weight=1),
        Group("income", weight=1, aggregation=Aggregation.ARITHMETIC),
    )
    assert method.method.normalisation is Normalisation.GOALPOSTS
    assert method.method.aggregation is Aggregation.GEOMETRIC
    assert method.method.missing is Missing.REFUSE
    assert method.method.rounding == 3
    assert method.uncertainty.weights is not None
    assert method.uncertainty.weights.concentration == 50
    assert (method.draws, method.confidence) == (10_000, 0.9)


def test_read_method_takes_a_byte_order_mark() -> None:
    assert read_method(b"\xef\xbb\xbf" + HDI, file="m").code == "hdi"


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("code: a\nindicators: {x: {}}\nnormalization: rank", "unknown_key", "normalization"),
        ("code: a\nindicators: {x: {wieght: 1}}", "unknown_key", "indicators.x.wieght"),
        ("code: a", "missing_part", "indicators"),
        ("indicators: {x: {}}", "missing_part", "code"),
        ("code: a\nindicators: [x]", "mapping", "indicators"),
        ("code: a\nindicators: {x: {direction: up}}", "choice", "indicators.x.direction"),
        ("code: a\nindicators: {x: {weight: heavy}}", "number", "indicators.x.weight"),
        ("code: a\nindicators: {x: {weight: -1}}", "number", "indicators.x.weight"),
        ("code: a\nindicators: {x: {goalposts: [1]}}", "pair", "indicators.x.goalposts"),
        ("code: a\nindicators: {x: {goalposts: [5, 1]}}", "goalposts_order", "indicators.x.goalposts"),
        ("code: a\nindicators: {x: {group: g}}", "unknown_group", "indicators.x.group"),
        ("code: a\nindicators: {x: {}}\nrounding: 1.5", "whole", "rounding"),
        ("code: a\nindicators: {x: {}}\nnormalisation: magic", "choice", "normalisation"),
        (
            "code: a\nindicators: {x: {}}\nuncertainty: {normalisation: rank}",
            "list",
            "uncertainty.normalisation",
        ),
        (
            "code: a\nindicators: {x: {}}\nuncertainty: {drop_indicators: 1}",
            "truth",
            "uncertainty.drop_indicators",
        ),
        ("code: a\nindicators: {x: {}}\ndraws: 0", "number", "draws"),
        ("code: a\nindicators: {x: {}}\ntiers: {confidence: 0.4}", "number", "tiers.confidence"),
        ("- a", "mapping", "—"),
    ],
)
def test_read_method_refuses_and_names_the_key(text: str, code: str, key: str) -> None:
    error = refusal(text)

    assert error.code == code
    assert error.params["key"] == key
    assert "m.yaml" in error.message


def test_read_method_refuses_broken_yaml_with_its_line() -> None:
    error = refusal("code: a\nindicators: {x: {}\nmore: }")

    assert error.code == "yaml"
    assert error.params["line"] == 3


def test_read_method_refuses_bytes_that_are_not_utf8() -> None:
    with pytest.raises(UnableToReadMethodError) as caught:
        read_method("code: شاخص".encode("cp1256"), file="m.yaml")

    assert caught.value.code == "encoding"
