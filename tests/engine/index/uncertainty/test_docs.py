"""The examples of the pages on uncertainty run and print what they say."""

import doctest

import pytest

from tests.engine.index.test_method_docs import example


@pytest.mark.parametrize("name", ["uncertainty", "tiers", "sobol"])
def test_the_example_prints_what_its_page_says(name):
    test = example(name)
    said: list[str] = []

    doctest.DocTestRunner(verbose=False).run(test, out=said.append)

    assert len(test.examples) > 3
    assert "".join(said) == ""
