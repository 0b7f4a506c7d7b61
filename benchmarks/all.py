"""Every benchmark, one after the other, in the environment where the peers are installed.

``make bench`` calls this. Each benchmark is also a command of its own (``python -m benchmarks.index --help``).
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".bench-venv" / "bin" / "python"
INSTANCES = ROOT.parent / "shared" / "data" / "bench" / "pvrp"


def commands() -> list[list[str]]:
    """Return the benchmarks that can run here, each with its arguments."""
    found = [["benchmarks.index"]]
    if INSTANCES.is_dir():
        found.append(["benchmarks.visits", "--instances", str(INSTANCES), "--seconds", "60"])
    else:
        print(f"benchmarks.visits is left out: {INSTANCES} is not here", file=sys.stderr)
    return found


def main() -> int:
    """Run all; return 1 when one of them failed."""
    python = str(PEERS if PEERS.exists() else sys.executable)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    failed = 0
    for command in commands():
        print(f"\n— {' '.join(command)}", flush=True)
        failed |= (
            subprocess.run([python, "-m", *command], cwd=ROOT, env=environment, check=False).returncode != 0
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
