"""The choice of trips as a linear programme: what each place gets, what the teams' calendars hold."""

from collections import Counter
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from hamyar_engine.visits.columns.pool import Column, Pool
from hamyar_engine.visits.columns.reach import most_visits
from hamyar_engine.visits.model import Place, Problem

INF = float("inf")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One row of the programme and, for rows of a calendar, what they count."""

    kind: str
    lower: float
    upper: float
    group: int = -1
    code: str = ""
    threshold: float = 0.0


@dataclass(frozen=True)
class Slack:
    """One visit that is not made, and its price."""

    place: str
    price: float


def rows_of(problem: Problem, pool: Pool) -> list[Row]:
    """Return the rows: a demand for each place, sessions, then the calendar of each group of teams."""
    rows = [Row("place", _wanted(problem, place), INF, code=place.code) for place in problem.places]
    rows += [Row("session", -INF, session.maximum, code=session.code) for session in problem.sessions]
    for number, group in enumerate(pool.groups):
        rows += [Row("days", -INF, group.team_days(c), number, threshold=c) for c in group.classes]
        rows += [
            Row("long", -INF, group.long_trips(days), number, threshold=days)
            for days in range(2, group.days_of_trip + 1)
        ]
        nights = group.nights()
        if nights is not None:
            rows.append(Row("nights", -INF, nights, number))
    return rows


def _wanted(problem: Problem, place: Place) -> int:
    return min(place.demand.maximum, most_visits(problem, place))


def slacks_of(problem: Problem) -> list[Slack]:
    """Return one slack for each visit that may be left out, cheapest last visits included."""
    found = []
    for place in problem.places:
        for served in range(_wanted(problem, place)):
            price = problem.missed_price(place, served) - problem.missed_price(place, served + 1)
            found.append(Slack(place.code, price))
    return found


def never_made(problem: Problem) -> float:
    """Return the price of visits that no plan can make because of the places' own calendars."""
    return sum(problem.missed_price(place, _wanted(problem, place)) for place in problem.places)


def entries(rows: list[Row], column: Column) -> list[tuple[int, float]]:
    """Return row and coefficient of each row a trip counts in."""
    places, sessions = Counter(column.places), Counter(call.session for call in column.calls if call.session)
    found = []
    for number, row in enumerate(rows):
        amount = 0.0
        if row.kind == "place":
            amount = places.get(row.code, 0)
        elif row.kind == "session":
            amount = sessions.get(row.code, 0)
        elif row.group == column.group:
            amount = _calendar(row, column)
        if amount:
            found.append((number, float(amount)))
    return found


def _calendar(row: Row, column: Column) -> float:
    if row.kind == "days":
        return column.days if column.limit >= row.threshold else 0.0
    if row.kind == "long":
        return 1.0 if column.days >= row.threshold else 0.0
    return column.days - 1


class Master:
    """The linear programme over all trips found so far."""

    def __init__(self, problem: Problem, pool: Pool) -> None:
        self.problem, self.pool = problem, pool
        self.rows = rows_of(problem, pool)
        self.constant = never_made(problem)
        self.solver = new_solver()
        for row in self.rows:
            self.solver.addRow(row.lower, row.upper, 0, [], [])
        position = {row.code: number for number, row in enumerate(self.rows) if row.kind == "place"}
        for slack in slacks_of(problem):
            self.solver.addCol(slack.price, 0.0, 1.0, 1, [position[slack.place]], [1.0])
        self.added = 0

    def solve(self) -> float:
        """Add the new trips, solve, and return the cost."""
        for column in self.pool.columns[self.added :]:
            index, value = zip(*entries(self.rows, column), strict=True)
            self.solver.addCol(column.cost, 0.0, INF, len(index), list(index), list(value))
        self.added = len(self.pool.columns)
        self.solver.run()
        return float(self.solver.getObjectiveValue()) + self.constant

    def duals(self) -> Floats:
        """Return the price of each row."""
        return np.array(self.solver.getSolution().row_dual)

    def values(self) -> Floats:
        """Return how often each trip is made."""
        values = np.array(self.solver.getSolution().col_value)
        return values[len(values) - self.added :] if self.added else values[:0]

    def bound_column(self, number: int, low: float, high: float) -> None:
        """Bound how often a trip is made."""
        self.solver.changeColBounds(self.solver.getNumCol() - self.added + number, low, high)

    def reduced_costs(self) -> Floats:
        """Return the reduced cost of each trip."""
        costs = np.array(self.solver.getSolution().col_dual)
        return costs[len(costs) - self.added :] if self.added else costs[:0]


def new_solver() -> highspy.Highs:
    """Return a silent solver."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the library is typed in part
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the library's own signature
    return solver
