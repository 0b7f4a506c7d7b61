"""Ruin and recreate on dated trips: for programmes with nights away, spacing and every rule of the calendar."""

import math
from collections.abc import Callable

import numpy as np

from hamyar_engine.visits.board.board import Board, Placed
from hamyar_engine.visits.board.insertion import apply, replacing
from hamyar_engine.visits.board.rebuild import Rebuilder
from hamyar_engine.visits.model import Place

HOT, COLD = 0.3, 0.005
"""First and last temperature, in mean trips."""
MOST_REMOVED = 12
NOISE = 0.7


class Improver:
    """Anneals a board; the best seen is kept as a list of trips."""

    def __init__(self, board: Board, random: np.random.Generator) -> None:
        self.board, self.random = board, random
        self.rebuilder = Rebuilder(board, random, NOISE)
        self.cost = board.cost()
        self.best_cost, self.best = self.cost, list(board.trips.values())
        self.unit = self._unit()
        self.places = board.problem.places
        self.near = self._near()

    def _unit(self) -> float:
        costs = [self.board.cost_of(trip) for trip in self.board.trips.values()]
        return max(1.0, abs(sum(costs)) / max(1, len(costs)))

    def _near(self) -> list[list[Place]]:
        leg = self.board.facts.leg
        return [sorted(self.places, key=lambda other: leg[place.code][other.code]) for place in self.places]

    def run(self, share: Callable[[], float]) -> None:
        """Change the board until the share of the budget used reaches one; leave the best on it."""
        while self.places and (used := share()) < 1:
            self.step(self.unit * HOT * (COLD / HOT) ** max(0.0, used))
        self.restore()

    def step(self, temperature: float) -> None:
        """Ruin a part, rebuild it, and keep the change or take it back."""
        mark = len(self.board.journal)
        removed = self.ruin()
        self.rebuilder.fill(removed)
        cost = self.board.cost()
        if cost > self.cost - temperature * math.log(self.random.random() + 1e-300):
            self.board.undo(mark)
            return
        self.cost = cost
        if cost < self.best_cost - 1e-7:
            self.best_cost, self.best = cost, list(self.board.trips.values())
        self.board.journal.clear()

    def ruin(self) -> list[Place]:
        """Remove visits of neighbouring places; return every place that may now be visited more."""
        near = self.near[int(self.random.integers(len(self.places)))]
        count = int(self.random.integers(1, MOST_REMOVED + 1))
        by_place = self.board.by_place()
        missing = {p.code for p in self.places if len(self.board.visited[p.code]) < p.demand.maximum}
        for place in near[:count]:
            for number in by_place.get(place.code, []):
                if number in self.board.trips and self.random.random() < 0.7:
                    missing |= self.remove(number, place)
        return [place for place in self.places if place.code in missing]

    def remove(self, number: int, place: Place) -> set[str]:
        """Take a place out of a trip, or the whole trip away; return the places set free."""
        old = self.board.trips[number]
        shorter = self._without(old, place)
        option = replacing(self.board, number, shorter) if shorter is not None else None
        if option is not None and place.demand.longest_gap_days is None:
            apply(self.board, option)
            return _served(old) - _served(option.trip)
        if not self.board.keeps_pins(old, None):
            return set()
        self.board.take(number)
        return _served(old)

    def _without(self, old: Placed, place: Place) -> Placed | None:
        calls = [call for call in old.layout.calls if place.code not in call.serves]
        if not calls or self.random.random() < 0.3:
            return None
        return self.board.laid_out(self.board.problem.team_of[old.team], old.start, calls)

    def restore(self) -> None:
        """Leave the best trips on the board."""
        for number in list(self.board.trips):
            self.board.take(number)
        for trip in self.best:
            self.board.put(trip)
        self.board.journal.clear()


def _served(trip: Placed) -> set[str]:
    return {code for call in trip.layout.calls for code in call.serves}
