"""What every benchmark shares: interleaved timing, memory of a fresh process, printing and JSON.

A benchmark is a list of :class:`Row`. Ours and the peer run in turn, so that a busy machine hits both;
medians and quartiles are reported, and ``ratio`` is theirs divided by ours: above 1 we are better.
"""

import argparse
import gc
import importlib
import importlib.metadata
import json
import multiprocessing
import platform
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of a benchmark: medians, their ratio, and the quartiles of both sides."""

    task: str
    peer: str
    ours: float
    theirs: float
    unit: str
    ratio: float
    quartiles: dict[str, list[float]]


@dataclass(frozen=True)
class Samples:
    """Seconds of each repetition."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    def times(self, factor: float) -> "Samples":
        """The same samples for ``factor`` times the work."""
        return Samples(tuple(s * factor for s in self.cpu), tuple(s * factor for s in self.wall))


def row(task: str, peer: str, ours: Sequence[float], theirs: Sequence[float], unit: str) -> Row:
    """Medians, ratio and quartiles of two sets of samples."""
    mine, other = float(np.median(ours)), float(np.median(theirs))
    return Row(
        task, peer, mine, other, unit, other / mine, {"ours": _quartiles(ours), "theirs": _quartiles(theirs)}
    )


def interleaved(ours: Work, theirs: Work, *, repeats: int = 5) -> tuple[Samples, Samples]:
    """Run both in turn, ``repeats`` times each, after one uncounted run of ours."""
    ours()
    mine: list[tuple[float, float]] = []
    other: list[tuple[float, float]] = []
    for _ in range(repeats):
        mine.append(timed(ours))
        other.append(timed(theirs))
    return _samples(mine), _samples(other)


def repeated(work: Work, *, repeats: int = 5) -> Samples:
    """Run one work ``repeats`` times, after one uncounted run."""
    work()
    return _samples([timed(work) for _ in range(repeats)])


def compared(
    task: str, peer: str, ours: Work, theirs: Work, *, repeats: int = 5, scale: float = 1.0
) -> list[Row]:
    """Two rows, processor and wall time; the peer's times are multiplied by ``scale``.

    ``scale`` serves peers that would take minutes: they get a share of the work, which the task says.
    """
    mine, other = interleaved(ours, theirs, repeats=repeats)
    other = other.times(scale)
    return [
        row(task, peer, mine.cpu, other.cpu, "CPU s"),
        row(task, peer, mine.wall, other.wall, "wall s"),
    ]


def timed(work: Work) -> tuple[float, float]:
    """Processor seconds (all threads of this process) and wall seconds of one run."""
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def peak_memory_mb(work: Work, *, prepare: Work) -> float:
    """Megabytes that ``work`` adds at its peak to a fresh process in which ``prepare`` has run.

    Both must be functions of a module, or partial ones, because they are pickled; ``prepare`` imports,
    compiles and uses everything once.
    """
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return float(pool.apply(_measured_memory, (work, prepare)))


def _measured_memory(work: Work, prepare: Work) -> float:
    prepare()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _status_mb("VmRSS")
    work()
    return _status_mb("VmHWM") - before


def _status_mb(field: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    raise OSError(f"/proc/self/status has no {field}")


def peer_module(name: str) -> Any | None:
    """Import a peer, or say once on stderr that its rows are left out."""
    try:
        return importlib.import_module(name)
    except ImportError:
        _say_missing(name.partition(".")[0])
        return None


@cache
def _say_missing(name: str) -> None:
    print(f"{name} is not installed here: its rows are left out (make bench installs it).", file=sys.stderr)


def versions(packages: Iterable[str]) -> str:
    """Interpreter, processor and the versions of the packages that are installed."""
    found = [f"Python {platform.python_version()}"]
    for package in packages:
        try:
            found.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


def arguments(description: str, argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The options all benchmarks have: ``--quick`` and ``--json FILE``."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--quick", action="store_true", help="small sizes and few repetitions, to see that it runs"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as JSON")
    return parser.parse_args(argv)


def report(rows: Iterable[Row], *, json_file: Path | None, packages: Iterable[str]) -> list[Row]:
    """Print each row as soon as it is known, then the versions; write the JSON file."""
    print(f"{'task':<58} {'peer':<48} {'ours':>10} {'theirs':>10} {'unit':<7} {'ratio':>8}")
    done = []
    for item in rows:
        done.append(item)
        print(
            f"{item.task:<58} {item.peer:<48} {_short(item.ours):>10} {_short(item.theirs):>10} "
            f"{item.unit:<7} {_short(item.ratio):>8}",
            flush=True,
        )
    print("\nratio = theirs / ours; medians of interleaved runs.", versions(packages))
    if json_file is not None:
        text = json.dumps([asdict(item) for item in done], ensure_ascii=False, indent=1)
        json_file.write_text(text + "\n", encoding="utf-8")
    return done


def _samples(pairs: Sequence[tuple[float, float]]) -> Samples:
    return Samples(tuple(cpu for cpu, _ in pairs), tuple(wall for _, wall in pairs))


def _quartiles(samples: Sequence[float]) -> list[float]:
    return [float(q) for q in np.quantile(samples, (0.25, 0.75))]


def _short(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
