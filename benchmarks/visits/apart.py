"""Measuring in a process of its own: OR-Tools brings another HiGHS, and ours is not found beside it."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from benchmarks.visits.rows import Row
from hamyar_engine.visits import warm_up


def apart(measure: Callable[..., Iterable[Row]], *given: float, **options: int) -> list[Row]:
    """Return the rows that ``measure`` yields in a new process, whose loops are ready before it begins."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_measured, measure, given, options).result()


def _measured(
    measure: Callable[..., Iterable[Row]], given: tuple[float, ...], options: dict[str, Any]
) -> list[Row]:
    warm_up()
    return list(measure(*given, **options))
