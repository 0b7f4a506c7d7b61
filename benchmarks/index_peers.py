"""How the peers do the ranking task."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import stats

from benchmarks.common import peer_module
from benchmarks.index_task import AGGREGATIONS, Summary, Task, summary_of_ranks
from hamyar_engine.arrays import FloatArray
from hamyar_engine.index import Aggregation, Direction

PeerRun = Callable[[Task, int], Summary]


def pymcdm_documented() -> PeerRun | None:
    """As its documentation shows: a method object with a normalisation, called on the raw matrix, and ``rank``."""
    methods = peer_module("pymcdm.methods")
    return None if methods is None else lambda task, draws: _pymcdm_documented(methods, task, draws)


def _pymcdm_documented(methods: Any, task: Task, draws: int) -> Summary:
    _, weights, choice, aggregation = task.prepared
    types = np.array([1 if item.direction is Direction.HIGHER else -1 for item in task.data.indicators])
    rules = _rules()
    classes = _pymcdm_classes(methods)
    ranks = []
    for draw in range(draws):
        method = classes[AGGREGATIONS[aggregation[draw]]](rules[choice[draw]])
        ranks.append(method.rank(method(task.data.values, weights[draw], types)))
    return summary_of_ranks(np.array(ranks))


def pymcdm_best() -> PeerRun | None:
    """The best its public interface allows: matrices normalised once and no validation."""
    methods = peer_module("pymcdm.methods")
    return None if methods is None else lambda task, draws: _pymcdm_best(methods, task, draws)


def _pymcdm_best(methods: Any, task: Task, draws: int) -> Summary:
    normalised, weights, choice, aggregation = task.prepared
    types = np.ones(len(task.data.indicators), dtype=np.int64)
    ready = {kind: make(_unchanged) for kind, make in _pymcdm_classes(methods).items()}
    ranks = []
    for draw in range(draws):
        method = ready[AGGREGATIONS[aggregation[draw]]]
        scores = method(normalised[choice[draw]], weights[draw], types, validation=False)
        ranks.append(method.rank(scores))
    return summary_of_ranks(np.array(ranks))


def _pymcdm_classes(methods: Any) -> dict[Aggregation, Any]:
    return {
        Aggregation.ARITHMETIC: methods.WSM,
        Aggregation.GEOMETRIC: methods.WPM,
        Aggregation.TOPSIS: methods.TOPSIS,
    }


def _unchanged(column: FloatArray, cost: bool = False) -> FloatArray:  # noqa: FBT001, FBT002  # pymcdm's signature
    return column


def _rules() -> list[Callable[..., FloatArray]]:
    """The four normalisations with the signature pymcdm asks for, one column at a time."""

    def min_max(x: FloatArray, cost: bool = False) -> FloatArray:  # noqa: FBT001, FBT002  # pymcdm's signature
        x = -x if cost else x
        return np.asarray(1 + 99 * (x - x.min()) / (x.max() - x.min()))

    def z_score(x: FloatArray, cost: bool = False) -> FloatArray:  # noqa: FBT001, FBT002  # pymcdm's signature
        x = -x if cost else x
        return np.asarray(400 + 10 * (x - x.mean()) / x.std(ddof=1))

    def rank(x: FloatArray, cost: bool = False) -> FloatArray:  # noqa: FBT001, FBT002  # pymcdm's signature
        return np.asarray(stats.rankdata(-x if cost else x, method="min"), dtype=np.float64)

    def target(x: FloatArray, cost: bool = False) -> FloatArray:  # noqa: FBT001, FBT002  # pymcdm's signature
        x = -x if cost else x
        high = np.quantile(x, 0.95)
        return np.asarray(1 + 99 * np.minimum((x - x.min()) / (high - x.min()), 1.0))

    return [min_max, z_score, rank, target]


def skcriteria_objects() -> PeerRun | None:
    """As its documentation shows: a decision matrix of normalised values, its weights replaced in each draw."""
    return _skcriteria(_skcriteria_objects)


def skcriteria_functions() -> PeerRun | None:
    """The functions under its classes, which leave out validation and result objects."""
    return _skcriteria(_skcriteria_functions)


def _skcriteria(run: Callable[[Any, Any, Any, Task, int], Summary]) -> PeerRun | None:
    core, simple, topsis = (
        peer_module(name) for name in ("skcriteria", "skcriteria.agg.simple", "skcriteria.agg.topsis")
    )
    return None if core is None else lambda task, draws: run(core, simple, topsis, task, draws)


def _skcriteria_objects(core: Any, simple: Any, topsis: Any, task: Task, draws: int) -> Summary:
    normalised, weights, choice, aggregation = task.prepared
    matrices = [core.mkdm(values, [max] * values.shape[1]) for values in normalised]
    makers = [simple.WeightedSumModel(), simple.WeightedProductModel(), topsis.TOPSIS()]
    ranks = [
        makers[aggregation[draw]].evaluate(matrices[choice[draw]].replace(weights=weights[draw])).rank_
        for draw in range(draws)
    ]
    return summary_of_ranks(np.array(ranks))


def _skcriteria_functions(core: Any, simple: Any, topsis: Any, task: Task, draws: int) -> Summary:
    normalised, weights, choice, aggregation = task.prepared
    objectives = np.ones(len(task.data.indicators), dtype=np.int64)
    functions: list[Callable[[FloatArray, FloatArray], Any]] = [
        simple.wsm,
        simple.wpm,
        lambda values, weight: topsis.topsis(values, objectives, weight),
    ]
    ranks = [
        functions[aggregation[draw]](normalised[choice[draw]], weights[draw])[0] for draw in range(draws)
    ]
    return summary_of_ranks(np.array(ranks))
