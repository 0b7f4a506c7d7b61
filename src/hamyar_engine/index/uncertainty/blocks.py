"""Working through blocks of draws on all cores."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager

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
    done = 0
    with _pool(workers) as pool:
        sizes = {pool.submit(work, block, size): size for block, size in blocks_of(draws)}
        for future in as_completed(sizes):
            future.result()
            done += sizes[future]
            if progress is not None:
                progress(done, draws)


@contextmanager
def _pool(workers: int | None) -> Iterator[ThreadPoolExecutor]:
    """Threads that drop what has not begun when something goes wrong."""
    pool = ThreadPoolExecutor(workers or len(os.sched_getaffinity(0)), thread_name_prefix="draws")
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
