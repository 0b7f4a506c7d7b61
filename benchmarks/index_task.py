"""The ranking task: one table of indicators, and the same draws for every peer.

Each draw takes flat Dirichlet weights, one of four normalisations and one of three aggregations. What comes
out is, for each unit, the rank that 5, 50 and 95 % of the draws do not exceed and the share of the draws in
the last quartile. Ours draws its own weights within the time measured; peers get them for nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import stats

from hamyar_engine.arrays import FloatArray, IntArray
from hamyar_engine.index import Aggregation, Direction, IndexInput, Indicator, Method, Normalisation
from hamyar_engine.index.uncertainty import (
    Computing,
    RankDistribution,
    Scaled,
    Uncertainty,
    WeightLaw,
    draw_ranks,
    simulate,
    warm_up,
)
from hamyar_engine.index.uncertainty.recipe import prepare
from hamyar_engine.index.uncertainty.sampling import BLOCK, effective_weights, sample_block

SEED = 20260101
SIZES = {"small": (87, 30), "large": (1450, 60)}
RULES = (
    Scaled(Normalisation.MIN_MAX, (1, 100)),
    Scaled(Normalisation.Z_SCORE, (400, 10)),
    Scaled(Normalisation.RANK),
    Scaled(Normalisation.GOALPOSTS, (1, 100)),
)
AGGREGATIONS = (Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.TOPSIS)
METHOD = Method(scale=(1, 100))
UNCERTAINTY = Uncertainty(weights=WeightLaw(), normalisations=RULES, aggregations=AGGREGATIONS)
Summary = tuple[FloatArray, FloatArray]


def table(units: int, indicators: int) -> IndexInput:
    """A few hidden factors behind all indicators; every second one skewed, some where less is better."""
    generator = np.random.default_rng(SEED)
    hidden = generator.standard_normal((units, 6)) @ generator.normal(0, 0.6, (6, indicators))
    values = hidden + generator.standard_normal((units, indicators))
    values = np.where(np.arange(indicators) % 2, 50 + 10 * values, np.exp(0.8 * values))
    less = generator.random(indicators) < 0.3
    items = tuple(_indicator(place, values[:, place], less=bool(less[place])) for place in range(indicators))
    return IndexInput(tuple(f"u{row}" for row in range(units)), items, values)


def _indicator(place: int, values: FloatArray, *, less: bool) -> Indicator:
    """Its target is what the best 5 % of the units reach."""
    posts = (np.quantile(values, 0.05), values.max()) if less else (values.min(), np.quantile(values, 0.95))
    return Indicator(
        f"i{place}",
        direction=Direction.LOWER if less else Direction.HIGHER,
        goalposts=(float(posts[0]), float(posts[1])),
    )


@dataclass(frozen=True)
class Task:
    """The task at one size."""

    data: IndexInput
    draws: int

    @property
    def name(self) -> str:
        """How rows call it."""
        units, indicators = self.data.values.shape
        return f"{units:,} × {indicators} × {self.draws:,} draws"

    @cached_property
    def prepared(self) -> tuple[tuple[FloatArray, ...], FloatArray, IntArray, IntArray]:
        """Normalised matrices, weights, normalisations and aggregations of all draws, as ours draws them."""
        recipe = prepare(self.data, METHOD, UNCERTAINTY, seed=SEED)
        blocks = [
            sample_block(recipe, block, draws=min(BLOCK, self.draws - block * BLOCK))
            for block in range(-(-self.draws // BLOCK))
        ]
        return (
            recipe.normalised,
            np.concatenate([effective_weights(recipe, block) for block in blocks]),
            np.concatenate([block.normalisation for block in blocks]),
            np.concatenate([block.aggregation for block in blocks]),
        )

    def ours(self, computing: Computing = Computing.AUTO, workers: int | None = None) -> Summary:
        """Ours, from the raw table to the summary."""
        result = simulate(
            self.data,
            METHOD,
            UNCERTAINTY,
            draws=self.draws,
            seed=SEED,
            dominance=False,
            computing=computing,
            workers=workers,
        )
        return summary(result)

    def loop(
        self, scores: Callable[[FloatArray, FloatArray, Aggregation], FloatArray], *, draws: int
    ) -> Summary:
        """One draw after the other from normalised matrices, ranked and summed up with NumPy and SciPy."""
        normalised, weights, choice, aggregation = self.prepared
        ranks = np.empty((draws, len(self.data.units)), dtype=np.int16)
        for draw in range(draws):
            values = normalised[choice[draw]]
            ranks[draw] = ranked(scores(values, weights[draw], AGGREGATIONS[aggregation[draw]]))
        return summary_of_ranks(ranks)


def summary(result: RankDistribution) -> Summary:
    """Quantiles of the rank and the share of draws in the last quartile."""
    return np.stack([result.p05, result.p50, result.p95]).astype(np.float64), result.p_last_quartile


def summary_of_ranks(ranks: np.ndarray) -> Summary:
    """The same from ranks that were kept."""
    quantiles = np.quantile(ranks, (0.05, 0.5, 0.95), axis=0, method="inverted_cdf")
    return quantiles.astype(np.float64), (ranks > 0.75 * ranks.shape[1]).mean(axis=0)


def ranked(scores: FloatArray) -> IntArray:
    """Ranks from the best score, the quickest way in NumPy; no rule for ties."""
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores)] = np.arange(1, len(scores) + 1)
    return ranks


def plain_scores(values: FloatArray, weights: FloatArray, aggregation: Aggregation) -> FloatArray:
    """Scores as anybody would write them in NumPy."""
    if aggregation is Aggregation.ARITHMETIC:
        return np.asarray(values @ weights)
    if aggregation is Aggregation.GEOMETRIC:
        return np.asarray(np.exp(np.log(values) @ weights))
    weighted = values * weights
    to_best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    return np.asarray(to_worst / (to_best + to_worst))


def check_equal(task: Task) -> int:
    """Compare the ranks of every draw with the plain loop; number of draws compared.

    Raises
    ------
    SystemExit
        When one rank differs.
    """
    _, weights, choice, aggregation = task.prepared
    ours = draw_ranks(task.data, METHOD, UNCERTAINTY, draws=task.draws, seed=SEED)
    for draw in range(task.draws):
        values = task.prepared[0][choice[draw]]
        scores = plain_scores(values, weights[draw], AGGREGATIONS[aggregation[draw]])
        if not np.array_equal(ours.ranks[draw], stats.rankdata(-scores, method="min")):
            raise SystemExit(f"draw {draw} of {task.name} differs from the plain loop")
    return task.draws


def memory_of_ours(size: str, draws: int) -> None:
    """Work for the memory rows."""
    Task(table(*SIZES[size]), draws).ours()


def memory_of_plain_loop(size: str, draws: int) -> None:
    """The same with all ranks kept."""
    Task(table(*SIZES[size]), draws).loop(plain_scores, draws=draws)


def prepare_memory() -> None:
    """Import and compile everything and use it once."""
    warm_up()
    task = Task(table(40, 5), 2000)
    task.ours()
    task.loop(plain_scores, draws=10)
