"""The same draws on a Dask cluster, given its address. Nothing but the time differs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hamyar_engine.errors import EngineError
from hamyar_engine.index.uncertainty.blocks import Progress, blocks_of
from hamyar_engine.index.uncertainty.computing import Computing, choose_kernels
from hamyar_engine.index.uncertainty.distribution import Tally
from hamyar_engine.index.uncertainty.recipe import Recipe
from hamyar_engine.index.uncertainty.sampling import sample_block
from hamyar_engine.index.uncertainty.scoring import rank_by_choice, set_up

_TASKS_PER_THREAD = 4
_SECONDS_TO_CONNECT = 10


class ClusterError(EngineError):
    """The cluster cannot be reached, or has nobody who works."""


def count_on_cluster(
    recipe: Recipe,
    *,
    address: str,
    draws: int,
    dominance: bool,
    computing: Computing,
    progress: Progress | None = None,
) -> Tally:
    """Count the ranks of all draws on the workers of a cluster.

    The recipe is sent once to each worker; counts come back, never ranks. The workers need the same
    version of this package.

    Parameters
    ----------
    recipe
        What is drawn.
    address
        Address of the scheduler, such as ``tcp://10.0.0.5:8786``.
    draws, dominance, computing, progress
        As in :func:`~hamyar_engine.index.uncertainty.simulate`.

    Raises
    ------
    ClusterError
        When nobody answers at the address, or no worker has joined.
    """
    import distributed

    completed: Any = distributed.as_completed  # distributed is not typed
    tally, done = Tally(len(recipe.units), draws=draws, dominance=dominance), 0
    with _client(address) as client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ClusterError(f"the cluster at {address} has no workers")
        pieces = _pieces(draws, count=threads * _TASKS_PER_THREAD)
        sent = client.scatter(recipe, broadcast=True, hash=False)
        futures = [
            client.submit(
                _count, sent, blocks, draws=draws, dominance=dominance, computing=computing, pure=False
            )
            for blocks in pieces
        ]
        for _, (part, size) in completed(futures, with_results=True):
            tally.merge(part)
            done += size
            if progress is not None:
                progress(done, draws)
    return tally


@contextmanager
def _client(address: str) -> Iterator[Any]:
    from distributed import Client

    connect: Any = Client  # distributed is not typed
    try:
        client = connect(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"no cluster answers at {address}: {error}") from error
    with client, client.as_current():
        yield client


def _pieces(draws: int, *, count: int) -> list[list[tuple[int, int]]]:
    blocks = list(blocks_of(draws))
    size = -(-len(blocks) // count)
    return [blocks[start : start + size] for start in range(0, len(blocks), size)]


def _count(
    recipe: Recipe, blocks: list[tuple[int, int]], *, draws: int, dominance: bool, computing: Computing
) -> tuple[Tally, int]:
    """What one task does on a worker."""
    kitchen = set_up(recipe, choose_kernels(computing, products=draws * recipe.treated.size))
    tally = Tally(len(recipe.units), draws=draws, dominance=dominance)
    for block, size in blocks:
        _, ranks = rank_by_choice(kitchen, sample_block(recipe, block, draws=size))
        tally.add(ranks, kitchen.kernels)
    return tally, sum(size for _, size in blocks)
