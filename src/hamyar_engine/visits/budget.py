"""How long a search may take, and how its caller follows and stops it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from hamyar_engine.errors import InvalidInputError


@dataclass(frozen=True)
class Progress:
    """Where a search stands: the share of its budget used, the best cost so far and how it does."""

    share: float
    seconds: float
    stage: str
    best_cost: float | None = None
    lower_bound: float | None = None
    is_feasible: bool = False


def _quietly(progress: Progress) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Budget:
    """A limit on a search.

    Parameters
    ----------
    seconds
        Time on a stopwatch; the search ends soon after.
    rounds
        When given, the search makes exactly this many rounds instead, and its result depends on the seed alone.
    workers
        Searches run side by side on as many cores.
    should_stop
        Asked several times a second; once it says yes the best so far is returned.
    on_progress
        Told several times a second.
    """

    seconds: float = 30.0
    rounds: int | None = None
    workers: int = 2
    should_stop: Callable[[], bool] = _never
    on_progress: Callable[[Progress], None] = _quietly

    def __post_init__(self) -> None:
        if not self.seconds > 0 or self.workers < 1 or (self.rounds is not None and self.rounds < 1):
            raise InvalidInputError("budget: seconds, rounds and workers must be more than zero")


class Stopwatch:
    """Seconds since it was made; a stopwatch is no calendar, so the engine may read it."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def seconds(self) -> float:
        """Return the seconds elapsed."""
        return time.perf_counter() - self._began
