"""Choose whole trips among those found: a mixed-integer programme."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from hamyar_engine.visits.columns.master import Master, Slack, entries, new_solver, slacks_of
from hamyar_engine.visits.columns.pool import Column, Pool

MOST_COLUMNS = 12_000
"""Trips given to the solver, those of least reduced cost first."""


@dataclass(frozen=True)
class Selection:
    """The trips chosen, each as often as it is made, and what they and the visits left out cost."""

    columns: tuple[Column, ...]
    cost: float


def candidates(master: Master, start: Selection | None) -> list[Column]:
    """Return the trips worth giving to the solver, those of the start included."""
    columns = master.pool.columns[: master.added]
    order = np.argsort(master.reduced_costs(), kind="stable")
    found = [columns[number] for number in order if columns[number].is_elementary]
    kept = found[:MOST_COLUMNS]
    known = set(kept)
    return kept + [column for column in dict.fromkeys(start.columns if start else ()) if column not in known]


def select(
    master: Master,
    columns: Sequence[Column],
    *,
    start: Selection | None,
    seconds: float,
    should_stop: Callable[[], bool],
) -> Selection | None:
    """Choose trips so that cost and visits left out are least; never worse than ``start``.

    Nothing is returned when time ran out before any choice and there was no start.
    """
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
    if start is not None:
        _begin_with(solver, master, columns, start)
    solver.cbMipInterrupt += lambda event: event.interrupt() if should_stop() else None
    solver.run()
    if solver.getInfo().primal_solution_status != 2:
        return start
    values = np.rint(solver.getSolution().col_value[first:]).astype(int)
    chosen = [column for column, times in zip(columns, values, strict=True) for _ in range(times)]
    found = selection_of(master, chosen)
    return found if start is None or found.cost < start.cost else start


def _begin_with(solver: highspy.Highs, master: Master, columns: Sequence[Column], start: Selection) -> None:
    """Hand the solver a first solution: the trips of the start and the visits they leave out."""
    times = Counter(start.columns)
    served = Counter(code for column in start.columns for code in column.places)
    values = [0.0 if number < served[slack.place] else 1.0 for number, slack in _numbered(master)]
    values += [float(times[column]) for column in columns]
    solution = highspy.HighsSolution()
    solution.col_value = values
    solver.setSolution(solution)


def _numbered(master: Master) -> list[tuple[int, Slack]]:
    """Return each slack with the number of its visit at its place."""
    seen: Counter[str] = Counter()
    found = []
    for slack in slacks_of(master.problem):
        found.append((seen[slack.place], slack))
        seen[slack.place] += 1
    return found


def selection_of(master: Master, columns: Sequence[Column]) -> Selection:
    """Take stops out that are made too often, and price what is left with the visits left out."""
    kept = trimmed(master.pool, list(columns))
    served = Counter(code for column in kept for code in column.places)
    problem = master.problem
    missed = sum(problem.missed_price(place, served[place.code]) for place in problem.places)
    return Selection(kept, sum(column.cost for column in kept) + missed)


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
