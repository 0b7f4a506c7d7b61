"""When a visit would ideally be: the most valuable places early, further visits evenly after the first."""

from hamyar_engine.visits.board.board import Board
from hamyar_engine.visits.timetable import Call


class Targets:
    """Ideal days, used only to choose among days of equal price."""

    def __init__(self, board: Board) -> None:
        days = board.facts.days
        self.first, self.length = days[0], days[-1] - days[0] + 1
        places = board.problem.places
        order = sorted(places, key=lambda place: (-place.value.points * place.priority, place.code))
        self.rank = {place.code: (number + 0.5) / len(order) for number, place in enumerate(order)}
        self.visits = {place.code: max(1, place.demand.maximum) for place in places}
        self.board = board

    def of(self, call: Call) -> float:
        """Return the ideal day of the next visit of a stop's places."""
        return sum(map(self._of_place, call.serves)) / len(call.serves)

    def of_all(self, calls: tuple[Call, ...]) -> float:
        """Return the ideal day of a trip."""
        return sum(map(self.of, calls)) / len(calls)

    def _of_place(self, code: str) -> float:
        visits = self.visits[code]
        number = min(len(self.board.visited[code]), visits - 1)
        return self.first + self.length * (number + self.rank[code]) / visits
