"""The worker: takes long work from the queue, one piece at a time, and does regular work when it is due."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from hamyar.cli.setup import start_django

SECONDS_BETWEEN_TICKS = 20
PATIENCE_SECONDS = 5

logger = logging.getLogger(__name__)


def work() -> None:
    """Work until the process is asked to end."""
    start_django()
    from django.core.management import call_command

    with keeping_time(tick):
        call_command("db_worker", queue_name="*", interval=1, reload=False, verbosity=0)


@contextmanager
def keeping_time(do: Callable[[], object], *, seconds: float = SECONDS_BETWEEN_TICKS) -> Iterator[None]:
    """Do something every few seconds beside the block, in a thread of its own: long work does not delay it."""
    ended = Event()
    clock = Thread(target=_repeat_until, args=(ended, do, seconds), name="regular-work", daemon=True)
    clock.start()
    try:
        yield
    finally:
        ended.set()
        clock.join(PATIENCE_SECONDS)


def _repeat_until(ended: Event, do: Callable[[], object], seconds: float) -> None:
    while not ended.wait(seconds):
        do()


def tick() -> None:
    """Do what is due now; a database that does not answer is asked again at the next tick."""
    from django.db import DatabaseError, close_old_connections, connection
    from django.utils import timezone

    from hamyar.core.schedule import run_due

    close_old_connections()
    try:
        run_due(at=timezone.now())
    except DatabaseError:
        logger.exception("Regular work could not be looked up")
    finally:
        connection.close()
