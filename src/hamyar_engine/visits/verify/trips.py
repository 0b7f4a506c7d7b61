"""Whether each trip can be travelled as written: team, days, order, hours, nights, clock."""

from collections.abc import Iterator
from datetime import timedelta

from hamyar_engine.visits.model import Problem, Team
from hamyar_engine.visits.plan import Stop, Trip
from hamyar_engine.visits.verify.violation import Violation, differs, exceeds


def trip_violations(problem: Problem, trip: Trip) -> Iterator[Violation]:
    """Yield what is wrong with one trip taken by itself."""
    team = problem.team_of.get(trip.team)
    if team is None:
        yield Violation("team", f"team {trip.team!r} does not exist", team=trip.team)
        return
    if not trip.days or not trip.stops:
        yield Violation("empty", "a trip has no day or no stop", team=team.code)
        return
    yield from _shape(problem, team, trip)
    places = {*problem.travel.codes}
    unknown = [code for code in (*(stop.location for stop in trip.stops), *trip.nights) if code not in places]
    if unknown:
        yield Violation("location", f"{unknown} are not locations", team=trip.team)
        return
    yield from _stops(problem, team, trip)
    yield from _roads(problem, team, trip)


def _shape(problem: Problem, team: Team, trip: Trip) -> Iterator[Violation]:
    at = trip.days[0]
    if any(
        later - earlier != timedelta(days=1) for earlier, later in zip(trip.days, trip.days[1:], strict=False)
    ):
        yield Violation("days", "the days of a trip do not follow one another", team=team.code, on=at)
    if len(trip.days) > problem.rules.longest_trip_days:
        yield Violation("trip_days", f"{len(trip.days)} days", team=team.code, on=at)
    if len(trip.nights) != len(trip.days) - 1 or len(trip.nights) > team.nights_per_trip:
        yield Violation("nights_per_trip", f"{len(trip.nights)} nights", team=team.code, on=at)
    working = {day.on for day in problem.days}
    for on in trip.days:
        if on not in working or (team.available is not None and on not in team.available):
            yield Violation("day", "not a working day of the team", team=team.code, on=on)


def _stops(problem: Problem, team: Team, trip: Trip) -> Iterator[Violation]:
    dates = [stop.on for stop in trip.stops]
    if dates != sorted(dates) or not set(dates) <= set(trip.days):
        yield Violation("order", "stops are out of order or outside the trip", team=team.code)
    for stop in trip.stops:
        yield from _stop(problem, team, stop)
    load = sum(problem.place_of[p].load for s in trip.stops for p in s.serves if p in problem.place_of)
    if exceeds(load, team.load_limit):
        yield Violation("load", f"{load} above {team.load_limit}", team=team.code, on=trip.days[0])
    most = problem.rules.stops_a_day
    for on in trip.days:
        if most is not None and dates.count(on) > most:
            yield Violation("stops_a_day", f"{dates.count(on)} stops", team=team.code, on=on)


def _stop(problem: Problem, team: Team, stop: Stop) -> Iterator[Violation]:
    if stop.session:
        session = next((item for item in problem.sessions if item.code == stop.session), None)
        if session is None or stop.location != session.host or set(stop.serves) != set(session.members):
            yield Violation("session", f"stop does not match session {stop.session}", on=stop.on)
    elif stop.serves != (stop.location,):
        yield Violation("serves", f"a stop in {stop.location} serves {stop.serves}", on=stop.on)
    for code in stop.serves:
        place = problem.place_of.get(code)
        if place is None:
            yield Violation("place", "not a place", place=code, on=stop.on)
        elif place.skills - team.skills:
            yield Violation(
                "skill", f"lacks {sorted(place.skills - team.skills)}", place=code, team=team.code
            )


def _visit_minutes(problem: Problem, stop: Stop) -> float:
    for session in problem.sessions:
        if session.code == stop.session:
            return session.visit_minutes
    return problem.place_of[stop.location].visit_minutes


def _roads(problem: Problem, team: Team, trip: Trip) -> Iterator[Violation]:
    """Drive the trip again, day by day."""
    if any(stop.session == "" and stop.location not in problem.place_of for stop in trip.stops):
        return
    km = drive = work = 0.0
    here = problem.travel.row(team.base)
    ends = [*trip.nights, team.base]
    for on, end in zip(trip.days, ends, strict=False):
        day = _Day(problem, here)
        for stop in (s for s in trip.stops if s.on == on):
            yield from day.visit(stop, team.code)
        if trip.nights and end != team.base and end not in {s.location for s in trip.stops}:
            yield Violation("night", f"a night in {end}, which is no stop", team=team.code, on=on)
        day.go(problem.travel.row(end))
        limit = min(team.minutes_a_day, next((d.minutes for d in problem.days if d.on == on), 0.0))
        if exceeds(day.elapsed, limit):
            yield Violation("hours", f"{day.elapsed:.1f} minutes above {limit}", team=team.code, on=on)
        here, km, drive, work = day.here, km + day.km, drive + day.drive, work + day.elapsed
    returns_at = day.clock()
    yield from _totals(problem, trip, (km, drive, work, returns_at))


def _totals(problem: Problem, trip: Trip, found: tuple[float, float, float, float]) -> Iterator[Violation]:
    written = (trip.km, trip.drive_minutes, trip.work_minutes, trip.returns_at)
    for name, one, other in zip(("km", "drive", "work", "returns_at"), found, written, strict=True):
        if differs(one, other):
            yield Violation("totals", f"{name} is {one}, written {other}", team=trip.team, on=trip.days[0])
    if differs(trip.departs_at, problem.rules.day_starts_at):
        yield Violation("totals", "departure is not the start of the day", team=trip.team, on=trip.days[0])


class _Day:
    """One day on the road, walked leg by leg."""

    def __init__(self, problem: Problem, here: int) -> None:
        self.problem, self.here = problem, here
        self.elapsed = self.km = self.drive = 0.0

    def clock(self) -> float:
        """Return the time of day; the noon stop is taken once its hour has come."""
        rules = self.problem.rules
        time = rules.day_starts_at + self.elapsed
        return time + rules.break_minutes if time > rules.break_at else time

    def go(self, there: int) -> None:
        travel = self.problem.travel
        minutes = float(travel.minutes[self.here, there])
        self.km += float(travel.km[self.here, there])
        self.drive += minutes
        self.elapsed += minutes
        self.here = there

    def visit(self, stop: Stop, team: str) -> Iterator[Violation]:
        self.go(self.problem.travel.row(stop.location))
        arrival = self.clock()
        self.elapsed += _visit_minutes(self.problem, stop)
        if differs(arrival, stop.arrival) or differs(self.clock(), stop.departure):
            yield Violation(
                "clock", f"arrives {arrival:.1f}, leaves {self.clock():.1f}", team=team, on=stop.on
            )
