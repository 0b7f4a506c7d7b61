"""What the architecture tests look at: the committed files and their syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
PRODUCT = SRC / "hamyar"
ENGINE = SRC / "hamyar_engine"
STAGES = (
    "core", "accounts", "places", "indicators", "group", "priorities", "visits", "findings", "projects",
    "resolutions", "commitments", "support", "newsroom", "web", "api", "cli", "config",
)  # fmt: skip


@cache
def committed(*suffixes: str) -> list[Path]:
    """Return the files under version control (and those about to be) with one of the endings."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    paths = [ROOT / name for name in names if not suffixes or name.endswith(suffixes)]
    return [path for path in paths if path.is_file()]


def python_files(folder: Path, *, migrations: bool = False) -> list[Path]:
    return [p for p in sorted(folder.rglob("*.py")) if migrations or "migrations" not in p.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path, line: int | None = None) -> str:
    name = str(path.relative_to(ROOT))
    return name if line is None else f"{name}:{line}"


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for such an expression, else an empty text."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def stage_modules(*names: str) -> Iterator[Path]:
    """Yield the files of these modules of every stage, whether module or package."""
    for stage in sorted(PRODUCT.iterdir()):
        for name in names:
            module = stage / f"{name}.py"
            if module.exists():
                yield module
            if (stage / name).is_dir():
                yield from python_files(stage / name)
