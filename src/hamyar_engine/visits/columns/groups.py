"""Teams that can do the same, the lengths of day they work, and how much of it there is."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from hamyar_engine.visits.columns.network import Kind, build_net
from hamyar_engine.visits.model import Problem, Team
from hamyar_engine.visits.timetable import Call, call_at, call_for


@dataclass(frozen=True)
class Group:
    """Teams that are alike in everything the choice of trips depends on.

    ``limits`` holds the working minutes of each day of the problem, zero where the teams do not work.
    """

    problem: Problem
    teams: tuple[Team, ...]
    limits: tuple[float, ...]
    calls: tuple[Call, ...]

    @property
    def days_of_trip(self) -> int:
        """Return the most days of one trip."""
        return min(self.problem.rules.longest_trip_days, self.teams[0].nights_per_trip + 1)

    @cached_property
    def classes(self) -> tuple[float, ...]:
        """Return the lengths of day that occur, longest first."""
        return tuple(sorted({limit for limit in self.limits if limit > 0}, reverse=True))

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Return one kind for each length of day."""
        team = self.teams[0]
        return tuple(
            Kind(team, limit, self.calls, build_net(self.problem, team, limit, self.calls))
            for limit in self.classes
        )

    @cached_property
    def runs(self) -> tuple[int, ...]:
        """Return the lengths of the runs of working days without a break."""
        dates = [day.on for day, limit in zip(self.problem.days, self.limits, strict=True) if limit > 0]
        runs = [1] if dates else []
        for earlier, later in pairwise(dates):
            if later - earlier == timedelta(days=1):
                runs[-1] += 1
            else:
                runs.append(1)
        return tuple(runs)

    def team_days(self, limit: float) -> int:
        """Return the team-days at least this long, with what trips across a change of length may borrow."""
        days = sum(found >= limit for found in self.limits)
        changes = sum((a >= limit) != (b >= limit) for a, b in pairwise(self.limits))
        borrowed = changes * (self.days_of_trip - 1) if limit != min(self.classes) else 0
        return len(self.teams) * (days + borrowed)

    def long_trips(self, days: int) -> int:
        """Return how many trips of at least so many days the calendar holds."""
        return len(self.teams) * sum(run // days for run in self.runs)

    def nights(self) -> int | None:
        """Return the nights away in all months together, or ``None`` without a limit."""
        if any(team.nights_per_month is None for team in self.teams):
            return None
        months = {day.month for day, limit in zip(self.problem.days, self.limits, strict=True) if limit > 0}
        return sum((team.nights_per_month or 0) for team in self.teams) * len(months)


def groups_of(problem: Problem) -> tuple[Group, ...]:
    """Sort the teams into groups of equals; teams that never work are in none."""
    found: dict[tuple[object, ...], list[Team]] = {}
    limits = {
        team.code: tuple(problem.minutes_of(team, day.on) for day in problem.days) for team in problem.teams
    }
    for team in problem.teams:
        key = (team.base, team.skills, team.nights_per_trip, team.load_limit, limits[team.code])
        if any(limits[team.code]):
            found.setdefault(key, []).append(team)
    return tuple(
        Group(problem, tuple(teams), limits[teams[0].code], calls_for(problem, teams[0]))
        for teams in found.values()
    )


def calls_for(problem: Problem, team: Team) -> tuple[Call, ...]:
    """Return the stops a team has the skills and room for."""
    able = {
        place.code
        for place in problem.places
        if place.skills <= team.skills and place.load <= team.load_limit
    }
    single = [call_at(place) for place in problem.places if place.code in able and place.demand.maximum > 0]
    joint = [call_for(session) for session in problem.sessions if able >= set(session.members)]
    return (*single, *(call for call in joint if call.serves))
