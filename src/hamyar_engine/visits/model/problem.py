"""The whole input of a visit programme."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from hamyar_engine.visits.model.calendar import WorkDay
from hamyar_engine.visits.model.checks import require, require_unique
from hamyar_engine.visits.model.places import Place, Session
from hamyar_engine.visits.model.rules import Rules
from hamyar_engine.visits.model.teams import Team
from hamyar_engine.visits.model.travel import Travel


@dataclass(frozen=True, order=True)
class FixedVisit:
    """A visit on a given day: pinned by the planner, or part of the previous plan.

    ``team`` empty means any team (for a pinned visit).
    """

    place: str
    on: date
    team: str = ""


@dataclass(frozen=True)
class Problem:
    """Places, days, teams, distances and rules of one programme.

    Parameters
    ----------
    places, days, teams, travel, rules
        The programme's parts.
    sessions
        County sessions that may be held.
    pinned
        Visits that must happen as given.
    previous
        Visits of the plan this one follows; each that is not kept costs ``rules.prices.change``.
    """

    places: tuple[Place, ...]
    days: tuple[WorkDay, ...]
    teams: tuple[Team, ...]
    travel: Travel
    rules: Rules = field(default_factory=Rules)
    sessions: tuple[Session, ...] = ()
    pinned: tuple[FixedVisit, ...] = ()
    previous: tuple[FixedVisit, ...] = ()

    def __post_init__(self) -> None:
        require(self.days, "no working day")
        require(self.teams, "no team")
        dates = [day.on for day in self.days]
        require(dates == sorted(set(dates)), "working days must be in order and stand once")
        require_unique("places", (place.code for place in self.places))
        require_unique("teams", (team.code for team in self.teams))
        require_unique("sessions", (session.code for session in self.sessions))
        self._check_locations()
        self._check_sessions()
        self._check_fixed()

    def _check_locations(self) -> None:
        for place in self.places:
            require(place.code in self.travel, f"place {place.code}: not in the travel matrix")
        for team in self.teams:
            require(
                team.base in self.travel, f"team {team.code}: base {team.base} is not in the travel matrix"
            )

    def _check_sessions(self) -> None:
        known = {place.code for place in self.places}
        for session in self.sessions:
            require(
                session.host in self.travel,
                f"session {session.code}: host {session.host} is not in the matrix",
            )
            for member in session.members:
                require(member in known, f"session {session.code}: member {member} is not a place")

    def _check_fixed(self) -> None:
        places = {place.code for place in self.places}
        teams = {team.code for team in self.teams} | {""}
        for visit in (*self.pinned, *self.previous):
            require(visit.place in places, f"fixed visit: {visit.place} is not a place")
            require(visit.team in teams, f"fixed visit of {visit.place}: {visit.team} is not a team")
        require(
            len({(v.place, v.on) for v in self.pinned}) == len(self.pinned), "a pinned visit stands twice"
        )

    @cached_property
    def place_of(self) -> dict[str, Place]:
        """Places by code."""
        return {place.code: place for place in self.places}

    @cached_property
    def team_of(self) -> dict[str, Team]:
        """Teams by code."""
        return {team.code: team for team in self.teams}

    @cached_property
    def day_of(self) -> dict[date, WorkDay]:
        """Working days by date."""
        return {day.on: day for day in self.days}

    def minutes_of(self, team: Team, on: date) -> float:
        """Longest working time of a team on a date; zero when it does not work."""
        day = self.day_of.get(on)
        if day is None or not team.is_available(on):
            return 0.0
        return float(min(day.minutes, team.minutes_a_day))

    def missed_price(self, place: Place, served: int) -> float:
        """Price of making only ``served`` visits of a place, guarantees and value together."""
        prices = self.rules.prices
        guaranteed = max(0, place.demand.minimum - served) * prices.guarantee
        points = place.value.points * place.priority
        optional = sum(
            points * self.rules.repeat_share**number for number in range(served, place.demand.maximum)
        )
        return guaranteed + optional * prices.value_point

    def digest(self) -> str:
        """SHA-256 over everything the problem holds, in lower-case hexadecimal."""
        parts = (self.places, self.days, self.teams, self.rules, self.sessions, self.pinned, self.previous)
        digest = hashlib.sha256(_stable(parts).encode())
        digest.update(_stable(self.travel.codes).encode())
        digest.update(self.travel.km.tobytes())
        digest.update(self.travel.minutes.tobytes())
        return digest.hexdigest()


def _stable(value: object) -> str:
    """Write a value so that equal values are equal texts, sets included."""
    if isinstance(value, (set, frozenset)):
        return "{" + ",".join(sorted(_stable(item) for item in value)) + "}"
    if isinstance(value, (tuple, list)):
        return "(" + ",".join(_stable(item) for item in value) + ")"
    if hasattr(value, "__dataclass_fields__"):
        fields = sorted(value.__dataclass_fields__)
        inner = ",".join(f"{name}={_stable(getattr(value, name))}" for name in fields)
        return f"{type(value).__name__}({inner})"
    return repr(value)
