"""Laying an order of stops over days, with nights away and a clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hamyar_engine.visits.model import Place, Problem, Session, Team
from hamyar_engine.visits.plan import Stop, Trip


@dataclass(frozen=True)
class Call:
    """One stop before it has a time: where, for whom, how long."""

    location: str
    serves: tuple[str, ...]
    minutes: float
    session: str = ""


@dataclass(frozen=True)
class Layout:
    """An order of stops laid over days: the day of each stop (0 is the first) and where each night is spent."""

    calls: tuple[Call, ...]
    offsets: tuple[int, ...]
    nights: tuple[str, ...]


def call_at(place: Place) -> Call:
    """Return the stop that visits one place."""
    return Call(place.code, (place.code,), place.visit_minutes)


def call_for(session: Session) -> Call:
    """Return the stop that holds a county session."""
    return Call(session.host, session.members, session.visit_minutes, session.code)


def lay_out(problem: Problem, team: Team, limits: Sequence[float], calls: Sequence[Call]) -> Layout | None:
    """Lay stops over as few days as their order allows, or return nothing when they do not fit.

    Being as early as possible is never worse: whoever is a day earlier may sleep where he is. A team sleeps at a
    stop, before or after its visit.

    Parameters
    ----------
    problem, team
        Whose distances, base and nights hold.
    limits
        Longest working minutes of each day the trip may last.
    calls
        The stops, in order.
    """
    walker = _Walker(problem, team, limits)
    if not all(walker.reach(call) for call in calls) or not walker.come_home():
        return None
    return Layout(tuple(calls), tuple(walker.offsets), tuple(walker.nights))


def lay_out_on(
    problem: Problem, team: Team, limits: Sequence[float], calls: Sequence[Call], offsets: Sequence[int]
) -> Layout | None:
    """Lay stops over given days of a trip, the first of which is 0, or return nothing when they do not fit."""
    walker = _Walker(problem, team, limits)
    made = all(walker.reach_on(call, offset) for call, offset in zip(calls, offsets, strict=True))
    if not made or not walker.come_home():
        return None
    return Layout(tuple(calls), tuple(walker.offsets), tuple(walker.nights))


class _Walker:
    """Walks the stops in order and sleeps only when it must."""

    def __init__(self, problem: Problem, team: Team, limits: Sequence[float]) -> None:
        self.problem, self.limits, self.base = problem, [*limits], team.base
        self.most_nights = min(team.nights_per_trip, len(limits) - 1)
        self.here, self.elapsed, self.stops = team.base, 0.0, 0
        self.offsets: list[int] = []
        self.nights: list[str] = []

    def limit(self) -> float:
        """Return the working minutes of the present day."""
        return self.limits[len(self.nights)] + 1e-7

    def sleep(self) -> bool:
        if len(self.nights) >= self.most_nights or self.here == self.base:
            return False
        self.nights.append(self.here)
        self.elapsed, self.stops = 0.0, 0
        return True

    def drive(self, there: str) -> bool:
        travel = self.problem.travel
        minutes = float(travel.minutes[travel.row(self.here), travel.row(there)])
        if self.elapsed + minutes > self.limit():
            return False
        self.here, self.elapsed = there, self.elapsed + minutes
        return True

    def visit(self, call: Call) -> bool:
        most = self.problem.rules.stops_a_day
        if self.elapsed + call.minutes > self.limit() or (most is not None and self.stops >= most):
            return False
        self.elapsed += call.minutes
        self.stops += 1
        self.offsets.append(len(self.nights))
        return True

    def reach(self, call: Call) -> bool:
        """Drive to a stop and visit it, on this day or a later one."""
        if not self.drive(call.location) and not (self.sleep() and self.drive(call.location)):
            return False
        return self.visit(call) or (self.sleep() and self.visit(call))

    def reach_on(self, call: Call, offset: int) -> bool:
        """Drive to a stop and visit it on a given day, sleeping there or where the team is until then."""
        is_there = self.drive(call.location)
        while len(self.nights) < offset:
            if not self.sleep():
                return False
        return (is_there or self.drive(call.location)) and len(self.nights) == offset and self.visit(call)

    def come_home(self) -> bool:
        return self.drive(self.base) or (self.sleep() and self.drive(self.base))


def timed_trip(problem: Problem, team: Team, start: date, layout: Layout) -> Trip:
    """Drive a layout from a date on and note every arrival, departure and total."""
    clock = _Clock(problem, team.base)
    stops: list[Stop] = []
    ends = (*layout.nights, team.base)
    days = tuple(start + timedelta(days=number) for number in range(len(ends)))
    for number, end in enumerate(ends):
        clock.begin_day()
        for call, offset in zip(layout.calls, layout.offsets, strict=True):
            if offset == number:
                arrival, departure = clock.visit(call)
                stops.append(Stop(call.location, days[number], arrival, departure, call.serves, call.session))
        clock.go(end)
        clock.end_day()
    return Trip(
        team=team.code,
        days=days,
        stops=tuple(stops),
        nights=layout.nights,
        departs_at=problem.rules.day_starts_at,
        returns_at=clock.time(),
        km=clock.km,
        drive_minutes=clock.driven,
        work_minutes=clock.worked,
    )


class _Clock:
    """Time and totals of one trip."""

    def __init__(self, problem: Problem, base: str) -> None:
        self.rules, self.travel, self.here = problem.rules, problem.travel, base
        self.km = self.driven = self.worked = self.elapsed = 0.0

    def begin_day(self) -> None:
        self.elapsed = 0.0

    def end_day(self) -> None:
        self.worked += self.elapsed

    def time(self) -> float:
        time = self.rules.day_starts_at + self.elapsed
        return time + self.rules.break_minutes if time > self.rules.break_at else time

    def go(self, there: str) -> None:
        leg = self.travel.row(self.here), self.travel.row(there)
        minutes = float(self.travel.minutes[leg])
        self.km += float(self.travel.km[leg])
        self.driven += minutes
        self.elapsed += minutes
        self.here = there

    def visit(self, call: Call) -> tuple[float, float]:
        self.go(call.location)
        arrival = self.time()
        self.elapsed += call.minutes
        return arrival, self.time()
