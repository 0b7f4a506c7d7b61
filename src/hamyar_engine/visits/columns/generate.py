"""Column generation: add trips that lower the cost until none is left, which proves a bound."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hamyar_engine.visits.columns.master import Master
from hamyar_engine.visits.columns.network import Floats, Kind
from hamyar_engine.visits.columns.pool import traced
from hamyar_engine.visits.columns.pricing import Duals, Labels, new_labels, price_trips

ROOM = 1_500_000
"""Labels of one pricing, about 110 bytes each."""
KEPT = 10
"""Trips taken from a pricing for each last stop."""

Priced = tuple[int, Kind, Duals]
"""The number of a group, one of its kinds, and the prices it works under."""


@dataclass(frozen=True)
class Generated:
    """Where column generation ended: the cost of the programme, and a bound that is proven."""

    cost: float
    bound: float | None


class Generator:
    """Prices trips of every group of teams in turn."""

    def __init__(self, master: Master, may_go_on: Callable[[], bool]) -> None:
        self.master, self.pool, self.may_go_on = master, master.pool, may_go_on
        self.labels: dict[tuple[int, float], Labels] = {}
        self.bound: float | None = None
        self.best_price = 0.0

    def run(self) -> Generated:
        """Add trips until none lowers the cost or time is up."""
        self.add_single_stops()
        cost = self.master.solve()
        exact = 0
        while self.may_go_on():
            found, is_complete = self.price(exact)
            if exact and is_complete:
                self.note_bound(cost)
            if found:
                cost = self.master.solve()
                exact = 0
            elif exact:
                break
            else:
                exact = 1
        return Generated(cost, self.bound)

    def note_bound(self, cost: float) -> None:
        """Note what is proven: so many trips at most can each lower the cost by the best reduced cost."""
        proven = cost + self.most_trips() * min(0.0, self.best_price)
        self.bound = proven if self.bound is None else max(self.bound, proven)

    def most_trips(self) -> float:
        """Return a number of trips that no plan exceeds."""
        visits = sum(row.lower for row in self.master.rows if row.kind == "place")
        days = sum(group.team_days(min(group.classes)) for group in self.pool.groups)
        return min(visits, days)

    def add_single_stops(self) -> None:
        """Begin with a trip to each place alone."""
        for number, group in enumerate(self.pool.groups):
            for limit in group.classes:
                for call in group.calls:
                    self.pool.add(number, [call], limit)

    def price(self, exact: int) -> tuple[int, bool]:
        """Look for trips in every group and length of day; return how many are new and whether none was missed."""
        duals = self.master.duals()
        found, is_complete, self.best_price = 0, True, 0.0
        for number, kind, prices in self.worth_pricing(duals, exact):
            key = (number, kind.limit)
            if key not in self.labels:
                self.labels[key] = new_labels(kind.net, ROOM, KEPT)
            labels = self.labels[key]
            is_complete &= price_trips(kind.net, labels, prices, self.may_go_on)
            if (labels.last >= 0).any():
                self.best_price = min(self.best_price, float(labels.last_price[labels.last >= 0].min()))
            found += sum(self.pool.add(number, trip, kind.limit) for trip in traced(labels, kind.calls))
        return found, is_complete

    def worth_pricing(self, duals: Floats, exact: int) -> list[Priced]:
        """Return the kinds of teams that no other kind can stand in for at the prices of now."""
        every: list[Priced] = [
            (number, kind, self.prices(duals, number, kind.limit, exact))
            for number, group in enumerate(self.pool.groups)
            for kind in group.kinds
        ]
        return [
            one for at, one in enumerate(every) if not any(_stands_in(other, one) for other in every[:at])
        ]

    def prices(self, duals: Floats, group: int, limit: float, exact: int) -> Duals:
        """Turn the prices of rows into rewards of stops and prices of days."""
        own = self.pool.groups[group]
        reward = np.zeros(len(own.calls) + 1)
        by_code = {(row.kind, row.code): duals[n] for n, row in enumerate(self.master.rows) if row.code}
        for node, call in enumerate(own.calls, start=1):
            reward[node] = sum(by_code["place", code] for code in call.serves)
            if call.session:
                reward[node] += by_code["session", call.session]
        day = np.zeros(own.days_of_trip)
        for number, row in enumerate(self.master.rows):
            if row.group != group:
                continue
            if row.kind == "days" and limit >= row.threshold:
                day -= duals[number]
            elif row.kind == "long":
                day[int(row.threshold) - 1] -= duals[number]
            elif row.kind == "nights":
                day[1:] -= duals[number]
        day[1:] += self.master.problem.rules.prices.night
        return Duals(reward, day, exact)


def _stands_in(one: Priced, other: Priced) -> bool:
    """Tell whether every trip of the other kind is one of this kind at no more cost."""
    (_, able, cheap), (_, weak, dear) = one, other
    days = weak.net.days
    return (
        able.team.base == weak.team.base
        and set(weak.calls) <= set(able.calls)
        and able.limit >= weak.limit
        and able.net.load_limit >= weak.net.load_limit
        and able.net.days >= days
        and bool(np.all(cheap.day[:days] <= dear.day[:days] + 1e-12))
    )
