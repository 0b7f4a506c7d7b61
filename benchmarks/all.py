"""Every benchmark, one after the other: beside libraries in the environment where these are installed, else in ours.

``make bench`` calls this. Each benchmark is also a command of its own (``python -m benchmarks.index --help``).
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".bench-venv" / "bin" / "python"
OF_THE_PRODUCT = {"benchmarks.imports", "benchmarks.search", "benchmarks.web"}
"""These measure the product itself and need no peer from the other environment."""
INSTANCES = ROOT.parent / "shared" / "data" / "bench" / "pvrp"


def commands() -> list[list[str]]:
    """Return the benchmarks that can run here, each with its arguments."""
    found = [["benchmarks.index"], ["benchmarks.imports"], ["benchmarks.search"], ["benchmarks.web"]]
    if INSTANCES.is_dir():
        found.append(["benchmarks.visits", "--instances", str(INSTANCES), "--seconds", "60"])
    else:
        print(f"benchmarks.visits is left out: {INSTANCES} is not here", file=sys.stderr)
    return found


def main() -> int:
    """Run all; return 1 when one of them failed."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    failed = 0
    for command in commands():
        print(f"\n— {' '.join(command)}", flush=True)
        python = str(PEERS if PEERS.exists() and command[0] not in OF_THE_PRODUCT else sys.executable)
        failed |= (
            subprocess.run([python, "-m", *command], cwd=ROOT, env=environment, check=False).returncode != 0
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
