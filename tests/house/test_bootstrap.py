"""What the set-up decides, without installing anything."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bootstrap"] = module
    spec.loader.exec_module(module)
    return module


def test_a_step_is_done_again_only_when_its_inputs_change(bootstrap: ModuleType, tmp_path: Path) -> None:
    bootstrap.ROOT = tmp_path
    source, stamp = tmp_path / "a.txt", tmp_path / ".stamp"
    source.write_text("one")
    digest = bootstrap.digest_of([source])
    stamp.write_text(digest)

    assert bootstrap.is_done(stamp, bootstrap.digest_of([source]))
    source.write_text("two")
    assert not bootstrap.is_done(stamp, bootstrap.digest_of([source]))


def test_a_failing_command_says_what_to_do(bootstrap: ModuleType, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "import sys; print('no way to the registry', file=sys.stderr); sys.exit(3)",
    ]

    with pytest.raises(bootstrap.CannotGoOnError) as caught:
        bootstrap.run(command, doing="Fetching", hint="Look here.", folder=tmp_path)

    assert "no way to the registry" in str(caught.value)
    assert str(caught.value).endswith("Fetching: failed. Look here.")


def test_another_python_is_refused_with_a_sentence(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 12, 1, "final", 0))

    with pytest.raises(bootstrap.CannotGoOnError, match=r"Python 3\.11; this is 3\.12\.1"):
        bootstrap.check_python()


@pytest.mark.parametrize(("answer", "version"), [("v20.20.2", 20), ("v8.1.0", 8), ("nonsense", 0)])
def test_node_version_reads_what_node_says(
    bootstrap: ModuleType, tmp_path: Path, answer: str, version: int
) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {answer}\n")
    node.chmod(0o755)

    assert bootstrap.node_version(str(node)) == version


def test_built_files_of_the_front_end_are_not_sources(bootstrap: ModuleType) -> None:
    bootstrap.FRONTEND = ROOT / "frontend"

    built = ["node_modules/x/index.js", "dist/app.js", ".generated/fonts.css"]
    assert all(bootstrap.is_built(ROOT / "frontend" / path) for path in built)
    assert not bootstrap.is_built(ROOT / "frontend" / "src" / "app.ts")


def test_no_lock_file_names_a_registry() -> None:
    locks = [
        *(ROOT / "requirements").glob("*.txt"),
        ROOT / "frontend" / "package-lock.json",
        ROOT / "frontend" / ".npmrc",
    ]

    assert [lock.name for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []


def test_every_locked_requirement_has_a_hash() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
        pinned = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
        assert pinned
        assert all("--hash=sha256:" in line for line in pinned), lock.name
