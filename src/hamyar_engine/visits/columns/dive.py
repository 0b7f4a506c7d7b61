"""A good choice of trips soon: fix the likeliest trip, look for trips that suit what is left, and so on."""

from collections.abc import Callable

import numpy as np

from hamyar_engine.visits.columns.generate import Generator
from hamyar_engine.visits.columns.master import Master
from hamyar_engine.visits.columns.network import Floats
from hamyar_engine.visits.columns.pool import Column

SURE = 0.85
"""A trip used so nearly a whole number of times is rounded up at once."""
LIKELY = 0.6
"""The same when time is short."""
PRICINGS = 3
"""Searches for new trips after each fixing."""
WHOLE = 1e-6


def dive(
    master: Master, generator: Generator, may_search: Callable[[], bool], may_go_on: Callable[[], bool]
) -> tuple[Column, ...] | None:
    """Fix trips one after another until every trip is made a whole number of times; leave the master as it was.

    While ``may_search`` says yes, trips are looked for that suit what is left; later those at hand must do.

    Returns
    -------
    tuple of Column or None
        The trips, each as often as it is made; nothing when ``may_go_on`` said no.
    """
    generator.may_go_on = may_search
    _forbid_rounds(master, 0)
    chosen = None
    while may_go_on():
        values = master.values()
        part = values - np.floor(values + WHOLE)
        if not (part > WHOLE).any():
            chosen = _read(master, values)
            break
        may_wait = may_search()
        for number in _likeliest(part, SURE if may_wait else LIKELY):
            master.bound_column(number, float(np.ceil(values[number] - WHOLE)), float("inf"))
        _complete(master, generator, PRICINGS if may_wait else 0)
    for number in range(master.added):
        master.bound_column(number, 0.0, float("inf"))
    master.solve()
    return chosen


def _likeliest(part: Floats, least: float) -> list[int]:
    """Return the trips that are nearly whole, else the one that is nearest to it."""
    sure = np.flatnonzero(part >= least)
    return [int(number) for number in sure] if len(sure) else [int(np.argmax(part))]


def _complete(master: Master, generator: Generator, pricings: int) -> None:
    """Solve, and add trips that suit what is left."""
    master.solve()
    for _ in range(pricings):
        before = master.added
        found, _ = generator.price(0)
        if not found:
            return
        master.solve()
        _forbid_rounds(master, before)


def _forbid_rounds(master: Master, since: int) -> None:
    """Forbid trips that serve a place twice."""
    for number in range(since, master.added):
        if not master.pool.columns[number].is_elementary:
            master.bound_column(number, 0.0, 0.0)
    master.solve()


def _read(master: Master, values: Floats) -> tuple[Column, ...]:
    columns = master.pool.columns[: master.added]
    times = np.rint(values).astype(int)
    return tuple(column for column, count in zip(columns, times, strict=True) for _ in range(count))
