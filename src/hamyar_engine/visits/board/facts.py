"""The problem laid out for quick questions: day numbers, limits, prices of legs and of dates."""

from collections import defaultdict
from datetime import date

from hamyar_engine.visits.model import Place, Problem, Team
from hamyar_engine.visits.timetable import Call, call_at, call_for


class Facts:
    """What does not change while trips are moved about; days are ordinals of their dates."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days = [day.on.toordinal() for day in problem.days]
        self.month = {day.on.toordinal(): day.month for day in problem.days}
        self.limits = {team.code: self._limits(team) for team in problem.teams}
        self.most_days = {
            team.code: min(problem.rules.longest_trip_days, team.nights_per_trip + 1)
            for team in problem.teams
        }
        self.runs = {team.code: self._runs(team.code) for team in problem.teams}
        prices = problem.rules.prices
        cost = prices.km * problem.travel.km + prices.hour / 60 * problem.travel.minutes
        codes = problem.travel.codes
        rows: list[list[float]] = cost.tolist()
        self.leg = {code: dict(zip(codes, row, strict=True)) for code, row in zip(codes, rows, strict=True)}
        self.closed = {place.code: self._closed(place) for place in problem.places}
        self.preferred = {
            place.code: frozenset(on.toordinal() for on in place.preferred_days) for place in problem.places
        }
        self.patterns = {
            place.code: [frozenset(on.toordinal() for on in pattern) for pattern in place.patterns]
            for place in problem.places
        }
        self.previous: dict[tuple[str, int], set[str]] = defaultdict(set)
        for visit in problem.previous:
            self.previous[visit.place, visit.on.toordinal()].add(visit.team)
        self.pinned: dict[tuple[str, int], str] = {
            (pin.place, pin.on.toordinal()): pin.team for pin in problem.pinned
        }
        self.calls = {place.code: call_at(place) for place in problem.places}
        self.sessions = {session.code: call_for(session) for session in problem.sessions}

    def _limits(self, team: Team) -> dict[int, float]:
        found = {day.on.toordinal(): self.problem.minutes_of(team, day.on) for day in self.problem.days}
        return {day: minutes for day, minutes in found.items() if minutes > 0}

    @staticmethod
    def _closed(place: Place) -> tuple[tuple[int, int], ...]:
        return tuple((window.first.toordinal(), window.last.toordinal()) for window in place.closed)

    def is_open(self, place: str, day: int) -> bool:
        """Tell whether a place can be visited on a day."""
        return not any(first <= day <= last for first, last in self.closed[place])

    def able(self, call: Call, team: Team) -> bool:
        """Tell whether a team has the skills for a stop."""
        return all(self.problem.place_of[code].skills <= team.skills for code in call.serves)

    def load(self, call: Call) -> float:
        """Return what a stop takes from the team's load."""
        return sum(self.problem.place_of[code].load for code in call.serves)

    def date_price(self, call: Call, team: str, day: int) -> float:
        """Price a stop's date: off the preferred days costs, keeping the previous plan saves."""
        prices = self.problem.rules.prices
        total = 0.0
        for code in call.serves:
            if self.preferred[code] and day not in self.preferred[code]:
                total += prices.off_preference
            if self.previous and self.previous.get((code, day), set()) & {team, ""}:
                total -= prices.change
        return total

    def run_from(self, team: str, day: int) -> tuple[float, ...]:
        """Return the limits of the working days in a row from a day on, as many as one trip may last."""
        return self.runs[team].get(day, ())

    def _runs(self, team: str) -> dict[int, tuple[float, ...]]:
        limits, most = self.limits[team], self.most_days[team]
        found = {}
        for day in limits:
            length = 1
            while length < most and day + length in limits:
                length += 1
            found[day] = tuple(limits[day + offset] for offset in range(length))
        return found


def on_date(day: int) -> date:
    """Return the date of a day number."""
    return date.fromordinal(day)
