"""Working through blocks of draws on all cores."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

from hamyar_engine.index.uncertainty.sampling import BLOCK

Progress = Callable[[int, int], None]
"""Called with the draws done and the draws in all, from the thread that asked for them."""


def blocks_of(draws: int) -> Iterator[tuple[int, int]]:
    """Number and size of each block."""
    for block in range(-(-draws // BLOCK)):
        yield block, min(BLOCK, draws - block * BLOCK)


def for_each_block(
    work: Callable[[int, int], object],
    draws: int,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Call ``work(block, size)`` for every block, on threads.

    Parameters
    ----------
    work
        Must not care about the order of the blocks.
    draws
        Number of draws in all.
    workers
        Threads; ``None`` takes all cores this process may use.
    progress
        Is told how far the draws are. What it raises stops the work.
    """
    sizes = dict(blocks_of(draws))
    done = 0
    for block in in_threads(lambda block: work(block, sizes[block]), sizes, workers=workers):
        done += sizes[block]
        if progress is not None:
            progress(done, draws)


def in_threads(
    work: Callable[[int], object], items: Iterable[int], *, workers: int | None = None
) -> Iterator[int]:
    """Call ``work(item)`` for every item on threads; give back the items as they are done.

    What has not begun is dropped when something raises, here or in the caller.
    """
    pool = ThreadPoolExecutor(workers or _cores(), thread_name_prefix="draws")
    try:
        futures = {pool.submit(work, item): item for item in items}
        for future in as_completed(futures):
            future.result()
            yield futures[future]
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """Cores this process may use; a container may leave it fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
