"""The worker keeps the time beside its long work."""

import threading

from hamyar.cli.worker import keeping_time


def test_time_is_kept_beside_the_block_and_ends_with_it() -> None:
    threads: list[str] = []
    ticked = threading.Event()

    def tick() -> None:
        threads.append(threading.current_thread().name)
        ticked.set()

    with keeping_time(tick, seconds=0.001):
        assert ticked.wait(10)

    assert set(threads) == {"regular-work"}
    assert "regular-work" not in {thread.name for thread in threading.enumerate()}
