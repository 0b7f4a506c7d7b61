"""Every text of the product is in the Persian catalogue, translated."""

import ast
import re

from tests.architecture.source import PRODUCT, ROOT, python_files, shown, tree_of
from tools import messages

MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "translate"}
SHOW_PERSIAN = {"style.html", "language.html"}
"""Samples of Persian typography, and the name of the language in itself."""
PERSIAN = re.compile("[\u0621-\u06d3]")


def test_the_catalogues_are_complete() -> None:
    assert list(messages.all_faults(ROOT)) == []


def test_no_text_is_translated_inside_an_f_string() -> None:
    """The collector cannot see it there."""
    faults = [
        shown(path, node.lineno)
        for path in python_files(PRODUCT)
        for outer in ast.walk(tree_of(path))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS
        if node.args and isinstance(node.args[0], ast.Constant)
    ]
    assert faults == []


def test_messages_are_constant_texts() -> None:
    faults = [
        shown(path, node.lineno)
        for path in python_files(PRODUCT)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in MARKERS - {"translate"} and node.args and isinstance(node.args[0], ast.JoinedStr)
    ]
    assert faults == []


def test_templates_hold_no_persian_outside_the_catalogue() -> None:
    comment = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
    faults = [
        f"{shown(path)}: {line.strip()[:60]}"
        for path in PRODUCT.rglob("templates/**/*.html")
        if path.name not in SHOW_PERSIAN
        for line in comment.sub("", path.read_text(encoding="utf-8")).splitlines()
        if PERSIAN.search(line)
    ]
    assert faults == []
