"""Drawing rankings: in blocks, on all cores or on a cluster, into counts or ranks."""

import threading

import numpy as np

from hamyar_engine.errors import InvalidInputError
from hamyar_engine.index.method import Method
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.uncertainty.blocks import Progress, for_each_block
from hamyar_engine.index.uncertainty.cluster import count_on_cluster
from hamyar_engine.index.uncertainty.computing import Computing, choose_kernels
from hamyar_engine.index.uncertainty.distribution import RankDistribution, RankDraws, Tally
from hamyar_engine.index.uncertainty.kernels import Kernels, RankArray
from hamyar_engine.index.uncertainty.recipe import Recipe, prepare
from hamyar_engine.index.uncertainty.sampling import BLOCK, Origins, sample_block
from hamyar_engine.index.uncertainty.scoring import Kitchen, rank_by_choice, rank_sample, set_up
from hamyar_engine.index.uncertainty.specification import Uncertainty


def simulate(
    data: IndexInput,
    method: Method,
    uncertainty: Uncertainty,
    *,
    draws: int,
    seed: int,
    dominance: bool = True,
    computing: Computing = Computing.AUTO,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> RankDistribution:
    """Rank the units under every uncertain choice at once, many times over.

    Each draw takes weights, a normalisation, an aggregation, a left-out indicator and errors of the
    values, as far as ``uncertainty`` names them, and ranks the units by the resulting scores after the
    rounding of the method. Ranks are streamed into counts, so the memory does not grow with the draws.

    Parameters
    ----------
    data
        Values of shape ``(units, indicators)``. Empty cells go the way of ``method.missing``.
    method
        The steps that are not uncertain.
    uncertainty
        The steps that are.
    draws
        Number of draws, from 1 up. The first draws are the same however many follow.
    seed
        Root of all random numbers.
    dominance
        Whether to compare all pairs of units; tiers need it.
    computing
        How the inner loops are computed. It never changes the result.
    workers
        Threads; ``None`` takes all cores this process may use. It never changes the result.
    cluster
        Address of a Dask scheduler that shall compute instead. It never changes the result.
    progress
        Is told how far the draws are.

    Returns
    -------
    RankDistribution
        How often each unit had each rank.

    Raises
    ------
    InvalidInputError
        Or one of its kinds, naming the cell or the setting.
    """
    recipe = prepare(data, method, uncertainty, seed=checked_seed(seed))
    checked_draws(draws)
    if cluster is None:
        tally = _count_here(
            recipe, draws=draws, dominance=dominance, computing=computing, workers=workers, progress=progress
        )
    else:
        tally = count_on_cluster(
            recipe, address=cluster, draws=draws, dominance=dominance, computing=computing, progress=progress
        )
    return tally.distribution(recipe.units)


def _count_here(
    recipe: Recipe,
    *,
    draws: int,
    dominance: bool,
    computing: Computing,
    workers: int | None,
    progress: Progress | None,
) -> Tally:
    kitchen = set_up(recipe, kernels_for(recipe, draws, computing))
    tally = Tally(len(recipe.units), draws=draws, dominance=dominance)
    lock = threading.Lock()

    def count(block: int, size: int) -> None:
        _, ranks = rank_by_choice(kitchen, sample_block(recipe, block, draws=size))
        with lock:
            tally.add(ranks, kitchen.kernels)

    for_each_block(count, draws, workers=workers, progress=progress)
    return tally


def draw_ranks(
    data: IndexInput,
    method: Method,
    uncertainty: Uncertainty,
    *,
    draws: int,
    seed: int,
    computing: Computing = Computing.AUTO,
    workers: int | None = None,
    progress: Progress | None = None,
) -> RankDraws:
    """Draw as :func:`simulate` does and keep every rank: two bytes per draw and unit."""
    recipe = prepare(data, method, uncertainty, seed=checked_seed(seed))
    kitchen = set_up(recipe, kernels_for(recipe, checked_draws(draws), computing))
    ranks = ranks_of(kitchen, draws=draws, workers=workers, progress=progress)
    return RankDraws(units=recipe.units, ranks=ranks)


def ranks_of(
    kitchen: Kitchen,
    *,
    draws: int,
    origins: Origins | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> RankArray:
    """Ranks of shape ``(draws, units)``, each step drawn from the set that ``origins`` names."""
    ranks = np.empty((draws, len(kitchen.recipe.units)), dtype=np.uint16)

    def keep(block: int, size: int) -> None:
        sample = sample_block(kitchen.recipe, block, draws=size, origins=origins)
        ranks[block * BLOCK : block * BLOCK + size] = rank_sample(kitchen, sample)

    for_each_block(keep, draws, workers=workers, progress=progress)
    return ranks


def kernels_for(recipe: Recipe, draws: int, computing: Computing) -> Kernels:
    """Kernels that suit a job of so many draws."""
    return choose_kernels(computing, products=draws * recipe.treated.size)


def checked_draws(draws: int) -> int:
    """Refuse a number of draws that is not one."""
    if not 1 <= draws < 2**32:
        raise InvalidInputError(f"the number of draws must be from 1 up, not {draws}", code="draws_range")
    return draws


def checked_seed(seed: int) -> int:
    """Refuse a seed that NumPy would not take."""
    if seed < 0:
        raise InvalidInputError(f"the seed must be a whole number from 0 up, not {seed}", code="seed_range")
    return seed
