"""The examples of docs/methods/visit-programme.md run and print what they say."""

import doctest
import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "visit-programme.md"


def test_the_page_prints_what_it_says():
    blocks = re.findall(
        r"^```pycon\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, PAGE.name, 0)
    assert len(test.examples) > 10
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert "".join(said) == ""
