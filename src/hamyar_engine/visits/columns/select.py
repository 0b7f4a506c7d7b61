"""Choose whole trips among those found: a mixed-integer programme."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from hamyar_engine.visits.columns.master import Master, entries, new_solver, slacks_of
from hamyar_engine.visits.columns.pool import Column, Pool

MOST_COLUMNS = 12_000
"""Trips given to the solver, those of least reduced cost first."""


@dataclass(frozen=True)
class Selection:
    """The trips chosen, each as often as it is made, and what they and the visits left out cost."""

    columns: tuple[Column, ...]
    cost: float


def candidates(master: Master) -> list[Column]:
    """Return the trips worth giving to the solver."""
    columns = master.pool.columns[: master.added]
    order = np.argsort(master.reduced_costs(), kind="stable")
    found = [columns[number] for number in order if columns[number].is_elementary]
    return found[:MOST_COLUMNS]


def select(
    master: Master, columns: Sequence[Column], *, seconds: float, should_stop: Callable[[], bool]
) -> Selection | None:
    """Choose trips so that cost and visits left out are least; nothing when time ran out before any choice."""
    solver = new_solver()
    solver.setOptionValue("time_limit", max(0.1, seconds))
    solver.setOptionValue("mip_rel_gap", 1e-5)
    for row in master.rows:
        solver.addRow(row.lower, row.upper, 0, [], [])
    position = {row.code: number for number, row in enumerate(master.rows) if row.kind == "place"}
    for slack in slacks_of(master.problem):
        solver.addCol(slack.price, 0.0, 1.0, 1, [position[slack.place]], [1.0])
    first = solver.getNumCol()
    for column in columns:
        index, value = zip(*entries(master.rows, column), strict=True)
        most = min(master.problem.place_of[code].demand.maximum for code in column.places)
        solver.addCol(column.cost, 0.0, float(most), len(index), list(index), list(value))
    count = solver.getNumCol()
    kinds = np.ones(count, dtype=np.uint8)
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
    solver.cbMipInterrupt += lambda event: event.interrupt() if should_stop() else None
    solver.run()
    if solver.getInfo().primal_solution_status != 2:
        return None
    values = np.rint(solver.getSolution().col_value[first:]).astype(int)
    chosen = [column for column, times in zip(columns, values, strict=True) for _ in range(times)]
    return Selection(trimmed(master.pool, chosen), float(solver.getObjectiveValue()) + master.constant)


def trimmed(pool: Pool, columns: list[Column]) -> tuple[Column, ...]:
    """Take stops out where a place would be visited more often than it wants, the dearest detour first."""
    kept = list(columns)
    while True:
        counts = Counter(code for column in kept for code in column.places)
        excess = {
            code for code, times in counts.items() if times > pool.problem.place_of[code].demand.maximum
        }
        shorter = _dearest(pool, kept, excess) if excess else None
        if shorter is None:
            return tuple(kept)
        number, column = shorter
        kept[number : number + 1] = [] if column is None else [column]


def _dearest(pool: Pool, columns: list[Column], excess: set[str]) -> tuple[int, Column | None] | None:
    """Return the trip that saves most by leaving out one stop whose places all have too many visits."""
    best: tuple[float, int, Column | None] | None = None
    for number, column in enumerate(columns):
        for position, call in enumerate(column.calls):
            if not set(call.serves) <= excess:
                continue
            calls = column.calls[:position] + column.calls[position + 1 :]
            shorter = pool.column(column.group, calls, column.limit) if calls else None
            if calls and shorter is None:
                continue
            saved = column.cost - (shorter.cost if shorter else 0.0)
            if best is None or saved > best[0]:
                best = saved, number, shorter
    return None if best is None else best[1:]
