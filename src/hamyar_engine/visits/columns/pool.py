"""Trips found so far, each once."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hamyar_engine.visits.columns.groups import Group
from hamyar_engine.visits.columns.pricing import Labels
from hamyar_engine.visits.model import Problem
from hamyar_engine.visits.timetable import Call, Layout, lay_out


@dataclass(frozen=True)
class Column:
    """A trip without a date: who may make it, its stops in order, how many days it takes and what it costs.

    ``limit`` is the shortest length of day it can be made in.
    """

    group: int
    calls: tuple[Call, ...]
    days: int
    limit: float
    cost: float

    @property
    def places(self) -> tuple[str, ...]:
        """Return the places served, one as often as it is served."""
        return tuple(code for call in self.calls for code in call.serves)

    @property
    def is_elementary(self) -> bool:
        """Tell whether no place is served twice."""
        return len(set(self.places)) == len(self.places)


@dataclass
class Pool:
    """Columns in the order they were found."""

    problem: Problem
    groups: tuple[Group, ...]
    columns: list[Column] = field(default_factory=list)
    _seen: dict[tuple[object, ...], float] = field(default_factory=dict)

    def add(self, group: int, calls: Sequence[Call], limit: float) -> bool:
        """Add a trip unless one of equal stops, days and hours is as cheap; tell whether it was new."""
        column = self.column(group, calls, limit)
        if column is None:
            return False
        key = (group, column.days, column.limit, tuple(sorted((*column.places, *_sessions(column)))))
        if self._seen.get(key, float("inf")) <= column.cost + 1e-9:
            return False
        self._seen[key] = column.cost
        self.columns.append(column)
        return True

    def column(self, group: int, calls: Sequence[Call], limit: float) -> Column | None:
        """Return the trip of these stops, or nothing when they do not fit days of this length."""
        layout = self.layout(group, calls, limit)
        if layout is None:
            return None
        days = len(layout.nights) + 1
        shorter = [
            found
            for found in self.groups[group].classes
            if found <= limit and self._days(group, calls, found) == days
        ]
        return Column(group, tuple(calls), days, min(shorter), self._cost(group, calls, days))

    def layout(self, group: int, calls: Sequence[Call], limit: float) -> Layout | None:
        """Lay stops over days of one length."""
        own = self.groups[group]
        return lay_out(self.problem, own.teams[0], [limit] * own.days_of_trip, calls)

    def _days(self, group: int, calls: Sequence[Call], limit: float) -> int:
        layout = self.layout(group, calls, limit)
        return 0 if layout is None else len(layout.nights) + 1

    def _cost(self, group: int, calls: Sequence[Call], days: int) -> float:
        travel, prices = self.problem.travel, self.problem.rules.prices
        base = self.groups[group].teams[0].base
        rows = [travel.row(code) for code in (base, *(call.location for call in calls), base)]
        legs = list(itertools.pairwise(rows))
        km = sum(float(travel.km[leg]) for leg in legs)
        minutes = sum(float(travel.minutes[leg]) for leg in legs)
        return prices.km * km + prices.hour * minutes / 60 + prices.night * (days - 1)


def _sessions(column: Column) -> list[str]:
    return [f"session {call.session}" for call in column.calls if call.session]


def traced(labels: Labels, calls: Sequence[Call]) -> Iterator[tuple[Call, ...]]:
    """Yield the trips the last pricing kept, cheapest first."""
    ends = [
        (float(labels.last_price[node, kept]), int(labels.last[node, kept]))
        for node in range(labels.last.shape[0])
        for kept in range(labels.last.shape[1])
        if labels.last[node, kept] >= 0
    ]
    for _, end in sorted(ends):
        stops: list[Call] = []
        label = end
        while label > 0:
            stops.append(calls[int(labels.node[label]) - 1])
            label = int(labels.parent[label])
        yield tuple(reversed(stops))
