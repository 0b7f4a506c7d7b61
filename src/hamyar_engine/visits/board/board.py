"""Dated trips, and whether one more fits among them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hamyar_engine.visits.assemble import DatedTrip
from hamyar_engine.visits.board.facts import Facts, on_date
from hamyar_engine.visits.model import Team
from hamyar_engine.visits.timetable import Call, Layout, lay_out, lay_out_on


@dataclass(frozen=True)
class Placed:
    """A trip of a team from a day on."""

    team: str
    start: int
    layout: Layout

    @property
    def days(self) -> range:
        """Return the days it lasts."""
        return range(self.start, self.start + len(self.layout.nights) + 1)

    def visits(self) -> Iterator[tuple[Call, int]]:
        """Yield each stop with its day."""
        for call, offset in zip(self.layout.calls, self.layout.offsets, strict=True):
            yield call, self.start + offset


class Board:
    """A plan under change: trips with numbers, who is busy when, who is visited when and by which trip."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.problem = facts, facts.problem
        self.trips: dict[int, Placed] = {}
        self.busy: dict[str, dict[int, int]] = {team.code: {} for team in self.problem.teams}
        self.visited: dict[str, dict[int, int]] = {place.code: {} for place in self.problem.places}
        self.held: Counter[str] = Counter()
        self.nights: Counter[tuple[str, str]] = Counter()
        self.journal: list[tuple[int, Placed, bool]] = []
        self._next = 1

    def put(self, trip: Placed) -> int:
        """Add a trip that was found to fit; return its number."""
        number, self._next = self._next, self._next + 1
        self.journal.append((number, trip, True))
        self._enter(number, trip)
        return number

    def take(self, number: int) -> Placed:
        """Remove a trip."""
        trip = self.trips[number]
        self.journal.append((number, trip, False))
        self._leave(number)
        return trip

    def undo(self, mark: int) -> None:
        """Take back every change since the journal had ``mark`` entries."""
        while len(self.journal) > mark:
            number, trip, was_put = self.journal.pop()
            if was_put:
                self._leave(number)
            else:
                self._enter(number, trip)

    def _enter(self, number: int, trip: Placed) -> None:
        self.trips[number] = trip
        for day in trip.days:
            self.busy[trip.team][day] = number
        for day in trip.days[:-1]:
            self.nights[trip.team, self.facts.month[day]] += 1
        for call, day in trip.visits():
            self.held[call.session] += 1
            for code in call.serves:
                self.visited[code][day] = number

    def _leave(self, number: int) -> None:
        trip = self.trips.pop(number)
        for day in trip.days:
            del self.busy[trip.team][day]
        for day in trip.days[:-1]:
            self.nights[trip.team, self.facts.month[day]] -= 1
        for call, day in trip.visits():
            self.held[call.session] -= 1
            for code in call.serves:
                del self.visited[code][day]

    def copy(self) -> "Board":
        """Return an independent board of the same trips."""
        other = Board(self.facts)
        for trip in self.trips.values():
            other.put(trip)
        return other

    def laid_out(self, team: Team, start: int, calls: Sequence[Call]) -> Placed | None:
        """Lay stops over the working days from ``start`` on, heeding the load but no other trip."""
        limits = self.facts.run_from(team.code, start)
        if not limits or sum(map(self.facts.load, calls)) > team.load_limit + 1e-9:
            return None
        layout = lay_out(self.problem, team, limits, calls)
        return None if layout is None else Placed(team.code, start, layout)

    def laid_out_on(self, team: Team, start: int, days: Mapping[Call, int]) -> Placed | None:
        """Lay stops out from ``start`` on, each on its given day, heeding the load but no other trip."""
        limits = self.facts.run_from(team.code, start)
        if not limits or sum(map(self.facts.load, days)) > team.load_limit + 1e-9:
            return None
        offsets = [day - start for day in days.values()]
        layout = lay_out_on(self.problem, team, limits, tuple(days), offsets)
        return None if layout is None else Placed(team.code, start, layout)

    def fits(self, trip: Placed) -> bool:
        """Tell whether a trip fits among the others: free days, nights of the month, every place's own rules."""
        busy = self.busy[trip.team]
        if any(day in busy for day in trip.days) or not self._has_nights(trip):
            return False
        if self.facts.sessions and not self._has_sessions(trip):
            return False
        seen: set[str] = set()
        for call, day in trip.visits():
            for code in call.serves:
                if code in seen or not self.may_visit(code, day):
                    return False
                seen.add(code)
        return True

    def _has_sessions(self, trip: Placed) -> bool:
        sessions = Counter(call.session for call in trip.layout.calls if call.session)
        limits = {session.code: session.maximum for session in self.problem.sessions}
        return all(self.held[code] + times <= limits[code] for code, times in sessions.items())

    def _has_nights(self, trip: Placed) -> bool:
        most = self.problem.team_of[trip.team].nights_per_month
        if most is None or len(trip.days) == 1:
            return True
        more = Counter(self.facts.month[day] for day in trip.days[:-1])
        return all(self.nights[trip.team, month] + nights <= most for month, nights in more.items())

    def may_visit(self, code: str, day: int) -> bool:
        """Tell whether a place may be visited on a day besides the days it is visited already."""
        place, others = self.problem.place_of[code], self.visited[code]
        if day in others or len(others) >= place.demand.maximum or not self.facts.is_open(code, day):
            return False
        patterns = self.facts.patterns[code]
        if patterns:
            return any(day in pattern and others.keys() <= pattern for pattern in patterns)
        return self._is_spaced(code, day)

    def _is_spaced(self, code: str, day: int) -> bool:
        place = self.problem.place_of[code]
        spacing = place.demand.spacing_days
        if place.last_visited_on is not None and day - place.last_visited_on.toordinal() < spacing:
            return False
        others = self.visited[code]
        if any(abs(day - other) < spacing for other in others):
            return False
        longest = place.demand.longest_gap_days
        return longest is None or not others or min(abs(day - other) for other in others) <= longest

    def cost_of(self, trip: Placed) -> float:
        """Price a trip: legs, nights, and the dates of its stops."""
        leg, base = self.facts.leg, self.problem.team_of[trip.team].base
        total, here = self.problem.rules.prices.night * len(trip.layout.nights), base
        for call, day in trip.visits():
            total += leg[here][call.location] + self.facts.date_price(call, trip.team, day)
            here = call.location
        return total + leg[here][base]

    def gain(self, call: Call) -> float:
        """Return the price saved by one more visit of every place a stop serves."""
        return sum(
            self.problem.missed_price(self.problem.place_of[code], len(self.visited[code]))
            - self.problem.missed_price(self.problem.place_of[code], len(self.visited[code]) + 1)
            for code in call.serves
        )

    def cost(self) -> float:
        """Price the whole, fairness apart."""
        missed = sum(
            self.problem.missed_price(place, len(self.visited[place.code])) for place in self.problem.places
        )
        changed = self.problem.rules.prices.change * len(self.problem.previous)
        return missed + changed + sum(map(self.cost_of, self.trips.values()))

    def dated(self) -> list[DatedTrip]:
        """Return the trips as they go into a plan."""
        return [DatedTrip(trip.team, on_date(trip.start), trip.layout) for trip in self.trips.values()]

    def by_place(self) -> dict[str, list[int]]:
        """Return the numbers of the trips that serve each place."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, trip in self.trips.items():
            for call in trip.layout.calls:
                for code in call.serves:
                    found[code].append(number)
        return found

    def keeps_pins(self, old: Placed, new: Placed | None) -> bool:
        """Tell whether every pinned visit of a trip stays as it is when another replaces it."""
        pinned = self.facts.pinned
        held = {(code, day) for call, day in old.visits() for code in call.serves if (code, day) in pinned}
        if not held or new is None:
            return not held
        return held <= {(code, day) for call, day in new.visits() for code in call.serves}
