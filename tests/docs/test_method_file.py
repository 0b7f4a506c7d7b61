"""The reference of the method file says what the reader reads."""

import re
from pathlib import Path

from hamyar.priorities.services.method_file import (
    GROUP_KEYS,
    INDICATOR_KEYS,
    TIER_KEYS,
    TOP_KEYS,
    TREATMENT_KEYS,
    UNCERTAINTY_KEYS,
    read_method,
)
from hamyar.priorities.services.package import COLUMNS

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "method-file.md").read_text("utf-8")


def test_the_example_is_a_method() -> None:
    example = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None

    method = read_method(example.group(1).encode(), file="example")

    assert method.indicators[0].code == "life_expectancy"


def test_every_key_is_explained() -> None:
    keys = {*TOP_KEYS, *INDICATOR_KEYS, *GROUP_KEYS, *TREATMENT_KEYS, *UNCERTAINTY_KEYS, *TIER_KEYS}

    assert [key for key in sorted(keys) if not re.search(rf"[`.…]{key}\b", TEXT)] == []


def test_the_columns_of_the_results_are_those_that_are_written() -> None:
    assert f"`{','.join(COLUMNS)}`" in TEXT
