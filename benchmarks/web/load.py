"""Load by ``wrk``: how many answers a second, and the time 95 of 100 readers wait at most."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
PATIENCE_SECONDS = 30
"""How long ``wrk`` waits for one answer; its own two seconds are too few for a first answer on a busy machine."""
SCRIPT = """
done = function(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("measured %f %f %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(95) / 1000, bad))
end
"""
MEASURED = re.compile(r"measured ([\d.]+) ([\d.]+) (\d+)")


class WrongAnswersError(Exception):
    """A server answered with errors or not at all: its speed says nothing."""


@dataclass(frozen=True)
class Load:
    """What one run of ``wrk`` saw."""

    per_second: float
    p95_ms: float


def read_output(text: str, *, address: str) -> Load:
    """Read what the script below printed."""
    found = MEASURED.search(text)
    if found is None or int(found[3]) or float(found[1]) == 0:
        raise WrongAnswersError(f"{address}: {text}")
    return Load(float(found[1]), float(found[2]))


def load(address: str, *, seconds: int, folder: Path) -> Load:
    """Ask for an address over eight connections, as browsers do: compressed."""
    script = folder / "report.lua"
    script.write_text(SCRIPT, encoding="ascii")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", f"--timeout={PATIENCE_SECONDS}s"]
    command += ["-s", str(script), "-H", "Accept-Encoding: gzip", address]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return read_output(done.stdout, address=address)
