"""The engine computes: no input or output, no clock, no global random state."""

import ast

import pytest

from tests.architecture.source import ENGINE, dotted, python_files, shown, tree_of

ALLOWED_RANDOM = {"default_rng", "Generator", "SeedSequence", "PCG64", "BitGenerator"}
ALLOWED_TIME = {"monotonic", "perf_counter", "process_time"}
ALLOWED_OS = {"cpu_count", "process_cpu_count", "sched_getaffinity"}
CLOCKS = {"now", "today", "utcnow"}
INPUT_OUTPUT = {"open", "print", "input", "breakpoint", "exec", "eval"}

FILES = python_files(ENGINE)


def impure(node: ast.AST) -> str:
    """Return what is impure about one node, or an empty text."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in INPUT_OUTPUT:
        return f"{node.func.id}()"
    name = dotted(node) if isinstance(node, ast.Attribute) else ""
    owner, _, last = name.rpartition(".")
    if owner.split(".")[-1] in {"datetime", "date"} and last in CLOCKS:
        return name
    allowed = {
        "np.random": ALLOWED_RANDOM,
        "numpy.random": ALLOWED_RANDOM,
        "time": ALLOWED_TIME,
        "os": ALLOWED_OS,
    }
    return name if owner in allowed and last not in allowed[owner] else ""


def impurities(tree: ast.Module) -> list[tuple[int, str]]:
    return [(node.lineno, found) for node in ast.walk(tree) if (found := impure(node))]


def test_the_engine_is_pure() -> None:
    found = [f"{shown(path, line)} {what}" for path in FILES for line, what in impurities(tree_of(path))]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "open('x')",
        "np.random.seed(1)",
        "numpy.random.rand(3)",
        "time.time()",
        "datetime.datetime.now()",
        "date.today()",
        "os.environ['x']",
        "print(1)",
    ],
)
def test_what_is_impure_is_noticed(code: str) -> None:
    assert len(impurities(ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code", ["np.random.default_rng(1)", "time.monotonic()", "os.cpu_count()", "a.open()"]
)
def test_what_is_pure_passes(code: str) -> None:
    assert impurities(ast.parse(code)) == []
