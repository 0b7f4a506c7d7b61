"""Make the visits that are missing, each in the cheapest way that keeps every rule."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from hamyar_engine.visits.board.board import Board, Placed
from hamyar_engine.visits.board.facts import Facts
from hamyar_engine.visits.board.insertion import Option, Wish, any_trip, apply, cheapest
from hamyar_engine.visits.board.targets import Targets
from hamyar_engine.visits.model import FixedVisit, Place
from hamyar_engine.visits.timetable import Call


def new_board(facts: Facts) -> Board:
    """Return a board that holds the pinned visits, as far as they can be made."""
    board = Board(facts)
    for pin in sorted(facts.problem.pinned):
        make_pinned(board, pin)
    return board


def make_pinned(board: Board, pin: FixedVisit) -> Option | None:
    """Make one pinned visit on its day with its team."""
    day = pin.on.toordinal()
    if day in board.visited[pin.place]:
        return None

    def accepts(trip: Placed) -> bool:
        makes = any(at == day and pin.place in call.serves for call, at in trip.visits())
        return makes and pin.team in {"", trip.team}

    option = cheapest(board, board.facts.calls[pin.place], Wish(accepts=accepts))
    if option is not None:
        apply(board, option)
    return option


class Rebuilder:
    """Inserts missing visits in an order that a random generator varies.

    ``noise`` is the share of visits that are sought around a random day instead of their ideal one; ``accepts`` says
    which trips may be made or changed.
    """

    def __init__(
        self,
        board: Board,
        random: np.random.Generator,
        noise: float = 0.0,
        accepts: Callable[[Placed], bool] = any_trip,
    ) -> None:
        self.board, self.random, self.noise, self.accepts = board, random, noise, accepts
        self.targets = Targets(board)
        self.sessions_of: dict[str, list[Call]] = {place.code: [] for place in board.problem.places}
        for call in board.facts.sessions.values():
            for code in call.serves:
                self.sessions_of[code].append(call)

    def fill(self, places: Iterable[Place] | None = None) -> None:
        """Make every missing visit that can be made and is worth it."""
        for place in self.ordered(self.board.problem.places if places is None else places):
            while len(self.board.visited[place.code]) < place.demand.maximum:
                option = self.best_option(place)
                if option is None:
                    break
                apply(self.board, option)

    def ordered(self, places: Iterable[Place]) -> list[Place]:
        """Order places: guarantees first, then those furthest away, shaken by the generator."""
        return sorted(places, key=lambda place: (not self._is_owed(place), self._key(place)))

    def _is_owed(self, place: Place) -> bool:
        return len(self.board.visited[place.code]) < place.demand.minimum

    def _key(self, place: Place) -> float:
        base = self.board.problem.teams[0].base
        return -self.board.facts.leg[base][place.code] * float(self.random.uniform(0.2, 1.0))

    def best_option(self, place: Place) -> Option | None:
        """Return the option that gains most over its cost, a county session included."""
        best, best_net = None, -1e-9
        for call in self.calls(place):
            gain = self.board.gain(call)
            wish = Wish(below=gain, target=self.target(call), accepts=self.accepts)
            option = cheapest(self.board, call, wish)
            if option is not None and option.cost - gain < best_net:
                best, best_net = option, option.cost - gain
        return best

    def target(self, call: Call) -> float:
        """Return the ideal day, or at times any day, so that a search does not return to the same plan."""
        if self.noise and self.random.random() < self.noise:
            return float(self.random.uniform(self.targets.first, self.targets.first + self.targets.length))
        return self.targets.of(call)

    def calls(self, place: Place) -> Iterator[Call]:
        """Yield the stops that would serve a place."""
        yield self.board.facts.calls[place.code]
        for call in self.sessions_of[place.code]:
            if all(
                len(self.board.visited[c]) < self.board.problem.place_of[c].demand.maximum
                for c in call.serves
            ):
                yield call
