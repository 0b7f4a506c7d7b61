"""House rules that no linter knows."""

import ast
import re
from pathlib import Path

from tests.architecture.source import (
    ENGINE,
    PRODUCT,
    ROOT,
    committed,
    python_files,
    shown,
    stage_modules,
    tree_of,
)

LONGEST_FILE = 500
NOQA = re.compile(r"#\s*noqa(?P<codes>:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*)?(?P<reason>.*)")
IGNORE = re.compile(r"#\s*type:\s*ignore(?P<codes>\[[\w, -]+\])?(?P<reason>.*)")
REGISTRIES = re.compile(
    r"https?://(?:[\w.-]*pypi\.(?:org|python\.org)|files\.pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com"
    r"|[\w.-]*/simple/)|--(?:extra-)?index-url|\"resolved\":"
)
MARKS = re.compile(r"#\s*(?:noqa:\s*[A-Z0-9, ]+|type:\s*ignore(?:\[[\w, -]+\])?)")
SENTENCE = re.compile(r"\w{3,}")


def without_reason(text: str) -> list[str]:
    """Return the exceptions of one line that lack their rule or their reason; neighbours share a reason."""
    found = [match for pattern in (NOQA, IGNORE) for match in pattern.finditer(text)]
    return [m[0] for m in found if not m["codes"] or not SENTENCE.search(MARKS.sub("", m["reason"]))]


def test_every_exception_from_a_rule_says_why() -> None:
    faults = [
        f"{shown(path, number)}: {fault}"
        for path in committed(".py")
        if path.parent != Path(__file__).parent and "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for fault in without_reason(line)
    ]
    assert faults == []


def test_an_exception_without_reason_is_noticed() -> None:
    assert without_reason("x = 1  # noqa") == ["# noqa"]
    assert without_reason("x = 1  # noqa: S105") == ["# noqa: S105"]
    assert without_reason("x = 1  # type: ignore[arg-type]") == ["# type: ignore[arg-type]"]
    assert without_reason("x = 1  # noqa: S105 - the name of a file") == []
    assert without_reason("x = 1  # type: ignore[arg-type]  # the stub is wrong") == []


def test_nothing_is_caught_without_naming_it() -> None:
    faults = [
        shown(path, node.lineno)
        for path in committed(".py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert faults == []


def test_no_file_outgrows_a_screenful_of_ideas() -> None:
    long = [
        f"{shown(path)}: {lines}"
        for path in [*python_files(PRODUCT), *python_files(ENGINE), *committed(".html", ".css", ".ts")]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert long == []


def test_there_is_no_drawer_for_everything() -> None:
    drawers = {"utils.py", "helpers.py", "misc.py", "common.py", "utils", "helpers"}
    assert [shown(path) for path in (*PRODUCT.rglob("*"), *ENGINE.rglob("*")) if path.name in drawers] == []


def test_no_committed_file_names_a_package_registry() -> None:
    skipped = {Path(__file__)}
    faults = []
    for path in committed():
        if path in skipped or path.suffix in {".png", ".woff2", ".ico", ".mo", ".xlsx", ".webp", ".jpg"}:
            continue
        found = REGISTRIES.search(path.read_text(encoding="utf-8", errors="replace"))
        if found and not (path.name == "lock.py" and path.parent == ROOT / "tools"):
            faults.append(f"{shown(path)}: {found[0]}")
    assert faults == []


def public_functions(*modules: str) -> list[tuple[Path, ast.FunctionDef]]:
    return [
        (path, node)
        for path in stage_modules(*modules)
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def positional_booleans(function: ast.FunctionDef) -> list[str]:
    positional = function.args.posonlyargs + function.args.args
    defaults = [None] * (len(positional) - len(function.args.defaults)) + function.args.defaults
    return [
        argument.arg
        for argument, default in zip(positional, defaults, strict=True)
        if (isinstance(argument.annotation, ast.Name) and argument.annotation.id == "bool")
        or (isinstance(default, ast.Constant) and isinstance(default.value, bool))
    ]


ACTORS = {"by", "user"}


def needs_keywords(function: ast.FunctionDef) -> bool:
    """Tell whether a function acts or reads for somebody, or takes so much that order would confuse."""
    positional = function.args.posonlyargs + function.args.args
    named = {argument.arg for argument in positional + function.args.kwonlyargs}
    return bool(positional) and (bool(named & ACTORS) or len(positional) > 2)


def test_public_services_and_selectors_take_keywords_only() -> None:
    faults = [
        f"{shown(path, function.lineno)} {function.name}"
        for path, function in public_functions("services", "selectors")
        if needs_keywords(function)
        if not any("receiver" in ast.dump(decorator) for decorator in function.decorator_list)
    ]
    assert faults == []


def test_no_truth_value_is_passed_by_position() -> None:
    modules = ("services", "selectors", "permissions", "forms", "views", "enums", "models")
    functions = [
        (path, function)
        for folder in (ENGINE, PRODUCT / "core")
        for path in python_files(folder)
        for function in tree_of(path).body
        if isinstance(function, ast.FunctionDef)
    ]
    faults = [
        f"{shown(path, function.lineno)} {function.name}({', '.join(names)})"
        for path, function in [*public_functions(*modules), *functions]
        if not function.name.startswith("_") and (names := positional_booleans(function))
        if "FBT" not in path.read_text(encoding="utf-8").splitlines()[function.lineno - 1]
    ]
    assert faults == []


def test_services_and_the_edge_keep_the_clock_apart() -> None:
    clocks = {"now", "today", "utcnow", "localdate", "localtime"}
    faults = [
        shown(path, node.lineno)
        for path in stage_modules("services", "selectors", "models")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    ]
    assert faults == []
