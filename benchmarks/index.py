"""Rankings under uncertainty: ours beside pymcdm, scikit-criteria, SALib and plain NumPy.

``python -m benchmarks.index [--quick] [--json FILE]``. ``make bench`` runs it where the peers are installed.
"""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from benchmarks.common import Row, arguments, compared, peak_memory_mb, peer_module, repeated, report, row
from benchmarks.index_peers import (
    PeerRun,
    pymcdm_best,
    pymcdm_documented,
    skcriteria_functions,
    skcriteria_objects,
)
from benchmarks.index_task import (
    SIZES,
    Task,
    check_equal,
    memory_of_ours,
    memory_of_plain_loop,
    plain_scores,
    prepare_memory,
    table,
)
from hamyar_engine.arrays import IntArray
from hamyar_engine.index import Aggregation, Method, compute
from hamyar_engine.index.comparison import copeland
from hamyar_engine.index.ranking import rank_scores
from hamyar_engine.index.uncertainty import Computing, sobol_indices, warm_up

PACKAGES = ("numpy", "scipy", "numba", "pymcdm", "scikit-criteria", "salib")


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    sizes: dict[str, tuple[int, int]]
    draws: int
    repeats: int
    peer_seconds: float
    sobol_samples: int
    sobol_peer_units: int


FULL = Effort(SIZES, 10_000, 5, 2.0, 1024, 20)
QUICK = Effort({"small": (87, 30), "large": (300, 20)}, 1_000, 3, 0.3, 128, 5)


def rows(effort: Effort) -> Iterator[Row]:
    """All rows, as they are measured."""
    warm_up()
    for units, indicators in effort.sizes.values():
        yield from draw_rows(Task(table(units, indicators), effort.draws), effort)
    units, indicators = effort.sizes["large"]
    yield from single_rows(units, indicators, effort)
    yield from sobol_rows(units, effort)
    yield from memory_rows(effort)
    yield from growth_rows(effort)


def draw_rows(task: Task, effort: Effort) -> Iterator[Row]:
    """Draws beside every peer, after a check that all ranks equal the plain loop's."""
    compared_draws = check_equal(Task(task.data, min(task.draws, 1_000)))
    print(f"# {task.name}: all ranks of the first {compared_draws:,} draws equal the plain loop's")
    plain: PeerRun = lambda item, draws: item.loop(plain_scores, draws=draws)  # noqa: E731  # one of a table
    peers = {
        "plain NumPy loop": plain,
        "pymcdm, best public use": pymcdm_best(),
        "pymcdm, as documented": pymcdm_documented(),
        "scikit-criteria, functions": skcriteria_functions(),
        "scikit-criteria, as documented": skcriteria_objects(),
    }
    for name, run in peers.items():
        if run is not None:
            yield from _beside(task, name, run, effort)
    best = peers["pymcdm, best public use"] or plain
    label = "pymcdm, best public use" if best is not plain else "plain NumPy loop"
    yield from _beside(task, label, best, effort, computing=Computing.NUMPY)


def _beside(
    task: Task, name: str, run: PeerRun, effort: Effort, *, computing: Computing = Computing.AUTO
) -> list[Row]:
    """A slow peer gets fewer draws, and its time is scaled up in proportion."""
    draws = _affordable(task, run, effort)
    label = name if draws == task.draws else f"{name} ({draws:,} draws, scaled)"
    title = task.name if computing is Computing.AUTO else f"{task.name}, ours without Numba"
    return compared(
        title,
        label,
        partial(task.ours, computing),
        partial(run, task, draws),
        repeats=effort.repeats,
        scale=task.draws / draws,
    )


def _affordable(task: Task, run: PeerRun, effort: Effort) -> int:
    probe = 20
    seconds = float(np.median(repeated(partial(run, task, probe), repeats=3).wall))
    draws = int(effort.peer_seconds / seconds * probe)
    return task.draws if draws >= task.draws else max(probe, draws // 10 * 10)


def single_rows(units: int, indicators: int, effort: Effort) -> Iterator[Row]:
    """One ranking, and Copeland's duels."""
    data = table(units, indicators)
    methods = peer_module("pymcdm.methods")
    if methods is not None:
        min_max = importlib.import_module("pymcdm.normalizations").minmax_normalization
        types = data.signs.astype(np.int64)
        weights = np.full(indicators, 1 / indicators)
        for name, aggregation, peer in (
            ("weighted sum", Aggregation.ARITHMETIC, partial(methods.WSM, min_max)),
            ("TOPSIS", Aggregation.TOPSIS, partial(methods.TOPSIS, min_max)),
        ):
            ours = Method(aggregation=aggregation)
            yield from compared(
                f"one ranking {units:,} × {indicators}, {name}",
                "pymcdm, as documented",
                partial(compute, data, ours),
                partial(_pymcdm_once, peer(), data.values, weights, types),
                repeats=4 * effort.repeats,
            )
    ranks = np.stack([rank_scores(column) for column in (data.values * data.signs).T])
    for name, plain in (
        ("plain NumPy, signs of differences", _copeland_by_signs),
        ("plain NumPy, vote by vote", _copeland_by_vote),
    ):
        yield from compared(
            f"Copeland of {units:,} units, {indicators} votes",
            name,
            partial(copeland, ranks),
            partial(plain, ranks),
            repeats=effort.repeats,
        )


def _pymcdm_once(method: Any, values: object, weights: object, types: object) -> object:
    return method.rank(method(values, weights, types))


def _copeland_by_signs(ranks: IntArray) -> IntArray:
    margins = np.zeros((ranks.shape[1],) * 2)
    for vote in ranks.astype(np.float64):
        margins += np.sign(vote[None, :] - vote[:, None])
    return rank_scores(np.sign(margins).sum(axis=1))


def _copeland_by_vote(ranks: IntArray) -> IntArray:
    wins = np.zeros((ranks.shape[1],) * 2, dtype=np.int64)
    for vote in ranks:
        wins += vote[:, None] < vote[None, :]
    return rank_scores(np.sign(wins - wins.T).sum(axis=1).astype(np.float64))


def sobol_rows(units: int, effort: Effort) -> Iterator[Row]:
    """Sobol indices of all units with 100 bootstrap samples, four factors, from the same outputs."""
    sobol = peer_module("SALib.analyze.sobol")
    if sobol is None:
        return
    generator = np.random.default_rng(1)
    samples, factors = effort.sobol_samples, 4
    outputs = generator.integers(1, units + 1, (factors + 2, samples, units)).astype(np.uint16)
    some = effort.sobol_peer_units
    yield from compared(
        f"Sobol of {units:,} units, d = {factors}, N = {samples:,}, bootstrap",
        f"SALib, a loop over units ({some} units, scaled)",
        lambda: sobol_indices(outputs[0], outputs[1], outputs[2:], seed=1),
        lambda: _salib(sobol, outputs[:, :, :some]),
        repeats=effort.repeats,
        scale=units / some,
    )


def _salib(sobol: Any, outputs: np.ndarray) -> list[object]:
    factors = len(outputs) - 2
    problem = {
        "num_vars": factors,
        "names": [str(place) for place in range(factors)],
        "bounds": [[0, 1]] * factors,
    }
    order = [0, *range(2, factors + 2), 1]
    return [
        sobol.analyze(
            problem, outputs[order, :, unit].T.astype(np.float64).ravel(), calc_second_order=False, seed=1
        )
        for unit in range(outputs.shape[2])
    ]


def memory_rows(effort: Effort) -> Iterator[Row]:
    """What the draws add to a process, few draws and many."""
    for draws in (effort.draws, 5 * effort.draws):
        ours = peak_memory_mb(partial(memory_of_ours, "large", draws), prepare=prepare_memory)
        plain = peak_memory_mb(partial(memory_of_plain_loop, "large", draws), prepare=prepare_memory)
        yield row(f"memory beyond imports, large, {draws:,} draws", "plain NumPy loop", [ours], [plain], "MB")


def growth_rows(effort: Effort) -> Iterator[Row]:
    """Twice the units, indicators or draws beside once: a ratio of 0.5 is growth in proportion."""
    units, indicators = effort.sizes["large"]
    once = Task(table(units // 2, indicators // 2), effort.draws // 2)
    for name, twice in (
        ("units", Task(table(units, indicators // 2), effort.draws // 2)),
        ("indicators", Task(table(units // 2, indicators), effort.draws // 2)),
        ("draws", Task(once.data, effort.draws)),
    ):
        yield compared(
            f"growth: twice the {name} ({twice.name})",
            f"ours ({once.name})",
            twice.ours,
            once.ours,
            repeats=effort.repeats,
        )[0]


if __name__ == "__main__":
    options = arguments(__doc__ or "")
    report(rows(QUICK if options.quick else FULL), json_file=options.json, packages=PACKAGES)
