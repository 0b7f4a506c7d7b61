"""One reader of the environment, and an example that names every variable."""

import ast
import re

from tests.architecture.source import ENGINE, PRODUCT, ROOT, dotted, python_files, shown, tree_of

READERS = {"text", "truth", "whole", "real", "words", "folder", "address"}
ENV = PRODUCT / "config" / "env.py"
SYSTEM = {"HAMYAR_ENV_FILE"}


def test_only_env_reads_the_environment() -> None:
    readers = {
        shown(path, node.lineno)
        for folder in (PRODUCT, ENGINE)
        for path in python_files(folder)
        if path != ENV
        for node in ast.walk(tree_of(path))
        if dotted(node) in {"os.environ", "os.getenv", "environ", "getenv", "os.environb"}
    }
    assert readers == set()


def names_read() -> set[str]:
    """Return the variables that any module asks the reader for."""
    calls = (
        node
        for path in python_files(PRODUCT)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS
    )
    first = (call.args[0] for call in calls if call.args)
    constants = (node.value for node in first if isinstance(node, ast.Constant))
    return {name for name in constants if isinstance(name, str) and re.fullmatch(r"[A-Z][A-Z0-9_]+", name)}


def test_the_example_names_every_variable_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE))
    assert {"DATABASE_URL", "HAMYAR_HOSTS"} <= names_read()
    assert sorted(names_read() - named) == []
    assert sorted(named - names_read() - SYSTEM) == []
