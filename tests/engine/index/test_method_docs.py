"""The examples of docs/methods run and print what they say."""

import doctest
import re
from pathlib import Path

import numpy as np
import pytest

from hamyar_engine.index import Direction, IndexInput, Indicator, Method, compute
from tests.engine.index.cases import cities

PAGES = Path(__file__).parents[3] / "docs" / "methods"
OURS = (
    "README",
    "ahp",
    "borda",
    "contributions",
    "copeland",
    "critic",
    "drop-one",
    "entropy",
    "exact-ranks",
    "means",
    "missing-values",
    "morris",
    "normalisation",
    "rank-correlation",
    "ranking",
    "taxonomy",
    "topsis",
    "treatment",
    "vikor",
    "waspas",
    "weights",
)


def show(values):
    return {unit: round(value, 4) for unit, value in zip("ABCDE", values.tolist(), strict=True)}


def example(name):
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    names = {
        "cities": cities(),
        "compute": compute,
        "show": show,
        "np": np,
        "Direction": Direction,
        "IndexInput": IndexInput,
        "Indicator": Indicator,
        "Method": Method,
    }
    return doctest.DocTestParser().get_doctest("\n".join(blocks), names, name, f"{name}.md", 0)


@pytest.mark.parametrize("name", OURS)
def test_the_example_of_a_method_prints_what_its_page_says(name):
    test = example(name)
    assert test.examples
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert "".join(said) == ""


def test_the_reference_names_every_code_of_a_refusal():
    source = PAGES.parents[1] / "src" / "hamyar_engine" / "index"
    modules = [path for path in source.rglob("*.py") if "uncertainty" not in path.parts]
    raised = {
        code for path in modules for code in re.findall(r'code="(\w+)"', path.read_text(encoding="utf-8"))
    }
    reference = (PAGES.parent / "reference" / "engine-index.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", reference))
    assert raised - named == set()
