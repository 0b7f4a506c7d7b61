#!/usr/bin/env python3
"""Set up everything the commands of the Makefile need; standard library only, each step done once.

``python3 bootstrap.py product`` prepares what runs, ``… dev`` adds the tools of tests and checks,
``… bench`` the environment of the peers. A step is repeated when its inputs have changed.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BENCH_ENVIRONMENT = ROOT / ".bench-venv"
FRONTEND = ROOT / "frontend"
LEAST_NODE = 20


class CannotGoOnError(Exception):
    """A sentence for the person at the keyboard: what is missing and what to do."""


def main() -> int:
    """Prepare what the words on the command line name."""
    wanted = sys.argv[1:] or ["product"]
    started = time.monotonic()
    try:
        check_python()
        prepare(wanted)
    except CannotGoOnError as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    seconds = time.monotonic() - started
    if seconds > 2:
        print(f"  ready after {seconds:.0f} s")
    return 0


def prepare(wanted: list[str]) -> None:
    """Run the steps for ``product``, ``dev`` and ``bench``."""
    install_requirements(ENVIRONMENT, ["base"])
    if "dev" in wanted:
        install_requirements(ENVIRONMENT, ["base", "dev"])
    install_project()
    build_frontend()
    compile_catalogues()
    if "bench" in wanted:
        install_requirements(BENCH_ENVIRONMENT, ["bench"])


def check_python() -> None:
    """Refuse an interpreter the locked requirements were not made for."""
    if sys.version_info[:2] != (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        raise CannotGoOnError(
            f"Hamyar needs Python 3.11; this is {found}. Call: make PYTHON=/path/to/python3.11 …"
        )


def digest_of(files: Iterable[Path]) -> str:
    """Return one digest of the names and contents of ``files``."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(str(file.relative_to(ROOT)).encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def is_done(stamp: Path, digest: str) -> bool:
    """Tell whether the step that left ``stamp`` was done with these inputs."""
    return stamp.is_file() and stamp.read_text() == digest


def run(command: list[str | Path], *, doing: str, hint: str, folder: Path = ROOT, **variables: str) -> None:
    """Run a command quietly; show its last lines and ``hint`` only when it fails."""
    print(f"  {doing} …", flush=True)
    environment = {**os.environ, **variables}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        tail = "\n".join((result.stdout + result.stderr).strip().splitlines()[-15:])
        raise CannotGoOnError(f"{tail}\n\n{doing}: failed. {hint}")


def install_requirements(environment: Path, names: list[str]) -> None:
    """Install the locked requirements ``names`` into ``environment``."""
    locks = [ROOT / "requirements" / f"{name}.txt" for name in names]
    stamp, digest = environment / f".{names[-1]}.stamp", digest_of(locks)
    if is_done(stamp, digest):
        return
    python = make_environment(environment)
    hint = "Is there a way to a Python package registry? See docs/how-to/install.md."
    arguments: list[str | Path] = ["--require-hashes", *(part for lock in locks for part in ("-r", lock))]
    installer = environment / "bin" / "uv"
    if not installer.exists():
        lock = ROOT / "requirements" / "installer.txt"
        run(
            [python, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock],
            doing="Fetching the installer",
            hint=hint,
        )
    doing = f"Installing the locked requirements ({' and '.join(names)})"
    try:
        run([installer, "pip", "install", "-q", "--python", python, *arguments], doing=doing, hint=hint)
    except CannotGoOnError:
        run([python, "-m", "pip", "install", "-q", *arguments], doing=f"{doing} with pip", hint=hint)
    stamp.write_text(digest)


def make_environment(environment: Path) -> Path:
    """Make the virtual environment unless it is there, and return its interpreter."""
    python = environment / "bin" / "python"
    if not python.exists():
        hint = "On Debian: apt install python3-venv."
        run([sys.executable, "-m", "venv", environment], doing=f"Making {environment.name}", hint=hint)
    return python


def install_project() -> None:
    """Make ``hamyar`` a command of the environment, from this folder."""
    stamp, digest = ENVIRONMENT / ".project.stamp", digest_of([ROOT / "pyproject.toml"])
    if is_done(stamp, digest):
        return
    python = ENVIRONMENT / "bin" / "python"
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-e",
        ".",
    ]
    run(command, doing="Installing hamyar", hint="See docs/how-to/install.md.")
    stamp.write_text(digest)


def node_folder() -> Path:
    """Return the folder of a Node that is new enough, from the machine or from a Python package."""
    found = shutil.which("node")
    if found and shutil.which("npm") and node_version(found) >= LEAST_NODE:
        return Path(found).parent
    lock = ROOT / "requirements" / "node.txt"
    stamp, digest = ENVIRONMENT / ".node.stamp", digest_of([lock])
    if not is_done(stamp, digest):
        python = ENVIRONMENT / "bin" / "python"
        command: list[str | Path] = [python, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock]
        run(command, doing="Fetching Node", hint="See docs/how-to/install.md.")
        stamp.write_text(digest)
    return ENVIRONMENT / "bin"


def node_version(node: str) -> int:
    """Return the major version of a Node program, 0 when it does not answer."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.match(r"v(\d+)", answer)
    return int(match.group(1)) if match else 0


def build_frontend() -> None:
    """Build fonts, styles, charts and map into ``frontend/dist``."""
    sources = [path for path in FRONTEND.rglob("*") if path.is_file() and not is_built(path)]
    stamp, digest = FRONTEND / "dist" / ".stamp", digest_of(sources)
    if is_done(stamp, digest):
        return
    node = node_folder()
    path = f"{node}{os.pathsep}{os.environ['PATH']}"
    lock = [FRONTEND / "package.json", FRONTEND / "package-lock.json"]
    modules, modules_digest = FRONTEND / "node_modules" / ".stamp", digest_of(lock)
    if not is_done(modules, modules_digest):
        hint = "Is there a way to an npm registry? See docs/how-to/install.md."
        command: list[str | Path] = ["npm", "ci", "--no-audit", "--no-fund"]
        run(command, doing="Fetching the front end's packages", hint=hint, folder=FRONTEND, PATH=path)
        modules.write_text(modules_digest)
    hint = "Remove frontend/node_modules and try again."
    run(["npm", "run", "build"], doing="Building the front end", hint=hint, folder=FRONTEND, PATH=path)
    stamp.write_text(digest)


def is_built(path: Path) -> bool:
    """Tell whether a file of the front end is made, not written."""
    return bool({"node_modules", "dist", ".generated"} & set(path.relative_to(FRONTEND).parts))


def compile_catalogues() -> None:
    """Compile the translations; no gettext program is needed."""
    catalogues = list((ROOT / "locale").rglob("*.po"))
    stamp, digest = ENVIRONMENT / ".catalogues.stamp", digest_of(catalogues)
    compiled = all(catalogue.with_suffix(".mo").exists() for catalogue in catalogues)
    if compiled and is_done(stamp, digest):
        return
    python = ENVIRONMENT / "bin" / "python"
    run([python, ROOT / "tools" / "messages.py", "--compile"], doing="Compiling the translations", hint="")
    stamp.write_text(digest)


if __name__ == "__main__":
    sys.exit(main())
