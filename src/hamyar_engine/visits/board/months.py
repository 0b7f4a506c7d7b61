"""Spread the work over the months without changing a trip, a team or a cost."""

from collections import Counter
from collections.abc import Callable

from hamyar_engine.visits.board.board import Board, Placed

MOST_STEPS = 300
LEAST_GAIN = 1e-9


def spread_over_months(board: Board, may_go_on: Callable[[], bool]) -> None:
    """Shift trips from full months to emptier ones while that evens the team-days of the months.

    A month's fair part of the team-days is its part of the days on which teams may travel. A trip keeps its team,
    its stops and its cost, and every rule of the calendar is kept.
    """
    months = _Months(board)
    steps = 0
    while steps < MOST_STEPS and may_go_on() and months.shift_one():
        steps += 1


class _Months:
    """Team-days of each month beside their fair part."""

    def __init__(self, board: Board) -> None:
        self.board, self.month = board, board.facts.month
        self.possible: Counter[str] = Counter()
        for limits in board.facts.limits.values():
            self.possible.update(self.month[day] for day in limits)
        self.used: Counter[str] = Counter()
        for trip in board.trips.values():
            self.used.update(self.months_of(trip))
        every = max(1, self.possible.total())
        self.fair = {month: self.used.total() * days / every for month, days in self.possible.items()}
        self.days_in: dict[str, list[int]] = {month: [] for month in self.possible}
        for day in board.facts.days:
            if self.month[day] in self.days_in:
                self.days_in[self.month[day]].append(day)

    def months_of(self, trip: Placed) -> Counter[str]:
        """Return how many days of a trip lie in each month."""
        return Counter(self.month[day] for day in trip.days)

    def gain(self, old: Counter[str], new: Counter[str]) -> float:
        """Return by how much the squared distances from the fair parts shrink, each by its month's own size."""
        change = Counter(new)
        change.subtract(old)
        return sum(
            (self._off(month, 0) - self._off(month, days)) / max(1, self.possible[month])
            for month, days in change.items()
        )

    def _off(self, month: str, more: int) -> float:
        return (self.used[month] + more - self.fair[month]) ** 2

    def shift_one(self) -> bool:
        """Make the shift that evens the months most; tell whether there was one."""
        wanted = []
        for number, trip in self.board.trips.items():
            if not _may_shift(self.board, trip):
                continue
            old = self.months_of(trip)
            for month in self.possible:
                gain = self.gain(old, Counter({month: len(trip.days)}))
                if gain > LEAST_GAIN:
                    wanted.append((-gain, number, month))
        return any(self.shift(number, month) for _gain, number, month in sorted(wanted))

    def shift(self, number: int, month: str) -> bool:
        """Put a trip on the day of a month that is furthest from the other trips; tell whether there is one."""
        board, old = self.board, self.board.trips[number]
        mark = len(board.journal)
        board.take(number)
        days = sorted(self.days_in[month], key=lambda day: (-self._distance(day), abs(day - old.start)))
        for day in days:
            new = board.laid_out(board.problem.team_of[old.team], day, old.layout.calls)
            if new is not None and self._is_better(old, new):
                self.used.subtract(self.months_of(old))
                self.used.update(self.months_of(new))
                board.put(new)
                return True
        board.undo(mark)
        return False

    def _is_better(self, old: Placed, new: Placed) -> bool:
        board = self.board
        return (
            new.layout == old.layout
            and self.gain(self.months_of(old), self.months_of(new)) > LEAST_GAIN
            and board.cost_of(new) <= board.cost_of(old) + 1e-9
            and board.fits(new)
        )

    def _distance(self, day: int) -> int:
        """Return how far a day is from the nearest day on which any team travels, a week at most."""
        busy = self.board.busy.values()
        for offset in range(7):
            if any(day + offset in days or day - offset in days for days in busy):
                return offset
        return 7


def _may_shift(board: Board, trip: Placed) -> bool:
    """Tell whether nothing but spacing and closed days ties a trip to its dates."""
    return not any(
        (code, day) in board.facts.pinned
        or board.facts.patterns[code]
        or board.problem.place_of[code].demand.longest_gap_days is not None
        for call, day in trip.visits()
        for code in call.serves
    )
