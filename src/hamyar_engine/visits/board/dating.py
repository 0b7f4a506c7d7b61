"""Give trips a team and a first day, so that every rule of the calendar is kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from hamyar_engine.visits.board.board import Board, Placed
from hamyar_engine.visits.board.insertion import DAY_WEIGHT
from hamyar_engine.visits.board.rebuild import make_pinned
from hamyar_engine.visits.board.targets import Targets
from hamyar_engine.visits.model import FixedVisit, Team
from hamyar_engine.visits.timetable import Call

STEPS_A_TRIP = 25
"""How often, on average, a trip may be dated again before the search gives up."""


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Undated:
    """A trip without a date: the teams that may make it, its stops, how many days it takes."""

    teams: tuple[Team, ...]
    calls: tuple[Call, ...]
    days: int


def date_trips(
    board: Board,
    trips: Iterable[Undated],
    random: np.random.Generator,
    may_go_on: Callable[[], bool] = _always,
) -> list[Undated]:
    """Put each trip on its cheapest day near the ideal one; return those that found none.

    A trip without a free day takes the day where it disturbs least, and what it disturbs is dated again, until
    nothing waits, the steps are used up or ``may_go_on`` says no.
    """
    return _Dating(board, list(trips), random).run(may_go_on)


def date_pinned(board: Board, trips: list[Undated]) -> list[Undated]:
    """Put one trip on the day of each pinned visit; return the trips left, without the visits made alone."""
    left = list(trips)
    for pin in sorted(board.problem.pinned):
        if pin.on.toordinal() in board.visited[pin.place]:
            continue
        able = [trip for trip in left if pin.place in _places(trip)]
        made = next((trip for trip in able if _date_on(board, trip, pin)), None)
        if made is not None:
            left.remove(made)
        elif make_pinned(board, pin) is not None and able:
            left[left.index(able[0])] = _without(able[0], pin.place)
    return [trip for trip in left if trip.calls]


def _places(trip: Undated) -> set[str]:
    return {code for call in trip.calls for code in call.serves}


def _without(trip: Undated, place: str) -> Undated:
    return replace(trip, calls=tuple(call for call in trip.calls if place not in call.serves))


def _date_on(board: Board, trip: Undated, pin: FixedVisit) -> bool:
    """Put a trip where it makes a pinned visit on its day with its team."""
    day = pin.on.toordinal()
    for placed in anywhere(board, trip):
        makes = any(at == day and pin.place in call.serves for call, at in placed.visits())
        if makes and pin.team in {"", placed.team} and board.fits(placed):
            board.put(placed)
            return True
    return False


class _Dating:
    def __init__(self, board: Board, trips: list[Undated], random: np.random.Generator) -> None:
        self.board, self.random = board, random
        self.waiting = _hardest_first(board, trips)
        self.steps = STEPS_A_TRIP * len(trips)
        self.made: dict[int, Undated] = {}
        self.grudge: Counter[Undated] = Counter()
        self.fewest: tuple[int, list[Placed], list[Undated]] | None = None

    def run(self, may_go_on: Callable[[], bool]) -> list[Undated]:
        """Date and disturb until nothing waits or the steps are used up; keep the best state."""
        fixed = dict(self.board.trips)
        while self.waiting and self.steps > 0 and may_go_on():
            self.steps -= 1
            trip = self.waiting.pop(0)
            number = _date(self.board, trip) or self.disturb(trip, fixed)
            if number:
                self.made[number] = trip
            self.note()
        return self.finish()

    def note(self) -> None:
        """Keep the state with the fewest trips waiting."""
        if self.fewest is None or len(self.waiting) < self.fewest[0]:
            self.fewest = len(self.waiting), list(self.board.trips.values()), list(self.waiting)

    def finish(self) -> list[Undated]:
        """Return to the best state."""
        if self.fewest is None or self.fewest[0] == len(self.waiting):
            return self.waiting
        for number in list(self.board.trips):
            self.board.take(number)
        for trip in self.fewest[1]:
            self.board.put(trip)
        return self.fewest[2]

    def disturb(self, trip: Undated, fixed: Mapping[int, Placed]) -> int:
        """Date a trip where what stands in its way is least and most forgiving; return its number, or zero."""
        best: tuple[float, Placed, set[int]] | None = None
        for placed in anywhere(self.board, trip):
            others = in_the_way(self.board, placed)
            if others is None or others & fixed.keys():
                continue
            price = sum(1 + self.grudge[self.made[number]] for number in others) + 0.5 * float(
                self.random.random()
            )
            if best is None or price < best[0]:
                best = price, placed, others
        if best is None:
            return 0
        for number in best[2]:
            moved = self.made.pop(number)
            self.grudge[moved] += 1
            self.board.take(number)
            self.waiting.append(moved)
        if not self.board.fits(best[1]):
            self.waiting.append(trip)
            return 0
        return self.board.put(best[1])


def in_the_way(board: Board, trip: Placed) -> set[int] | None:
    """Return the trips that would have to go for this one; nothing when a place's own calendar forbids it."""
    found = {board.busy[trip.team][day] for day in trip.days if day in board.busy[trip.team]}
    for call, day in trip.visits():
        for code in call.serves:
            if not board.facts.is_open(code, day):
                return None
            spacing = 1 if board.facts.patterns[code] else board.problem.place_of[code].demand.spacing_days
            found |= {number for other, number in board.visited[code].items() if abs(other - day) < spacing}
    return found


def _hardest_first(board: Board, trips: list[Undated]) -> list[Undated]:
    """Order trips: the longest first, then those whose places are visited most often."""
    times = Counter(code for trip in trips for call in trip.calls for code in call.serves)
    targets = Targets(board)

    def hardness(trip: Undated) -> tuple[float, ...]:
        visits = [times[code] for call in trip.calls for code in call.serves]
        return (-trip.days, -max(visits), -sum(visits), targets.of_all(trip.calls))

    return sorted(trips, key=hardness)


def _date(board: Board, trip: Undated) -> int:
    """Put a trip on its best free day; return its number, or zero when there is none."""
    target = Targets(board).of_all(trip.calls)
    best: tuple[float, Placed] | None = None
    for placed in anywhere(board, trip):
        if placed.start in board.busy[placed.team] or not board.fits(placed):
            continue
        price = board.cost_of(placed) + DAY_WEIGHT * abs(placed.start - target)
        if best is None or price < best[0]:
            best = price, placed
    return 0 if best is None else board.put(best[1])


def anywhere(board: Board, trip: Undated) -> Iterator[Placed]:
    """Yield the trip with each team on every day on which it takes no more days than it should."""
    for team in trip.teams:
        known: dict[tuple[float, ...], Placed | None] = {}
        for start in board.facts.limits[team.code]:
            limits = board.facts.run_from(team.code, start)
            if limits not in known:
                known[limits] = board.laid_out(team, start, trip.calls)
            pattern = known[limits]
            if pattern is not None and len(pattern.layout.nights) < trip.days:
                yield Placed(team.code, start, pattern.layout)
