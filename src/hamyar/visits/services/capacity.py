"""Before solving: does what is owed fit into what the teams have?"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from hamyar.visits.models import VisitProgramme
from hamyar.visits.services.problem import brief_of
from hamyar_engine.visits.model import Problem


@dataclass(frozen=True)
class Capacity:
    """The sum of a programme: what is owed, what there is, and whether it can fit at all.

    ``least_drive_hours`` counts for each guaranteed visit the shortest road that leads there; no plan drives less.
    """

    towns: int
    guaranteed: int
    visit_hours: float
    least_drive_hours: float
    working_days: int
    team_days: int
    hours: float
    stops: int
    without_road: int
    estimated: int

    @property
    def needed_hours(self) -> float:
        """Hours that are needed at the very least."""
        return self.visit_hours + self.least_drive_hours

    @property
    def share(self) -> float:
        """Share of the teams' hours, or of their stops, that the guarantees take at the very least."""
        by_hours = self.needed_hours / self.hours if self.hours else 9.99
        by_stops = self.guaranteed / self.stops if self.stops else 9.99
        return max(by_hours, by_stops)

    @property
    def fits(self) -> bool:
        """Whether the guarantees are not out of the question."""
        return self.share <= 1


def capacity_of(*, programme: VisitProgramme, at: datetime) -> Capacity:
    """Add up what a programme owes and what its teams have."""
    brief = brief_of(programme=programme, at=at)
    problem = brief.problem
    spans = [problem.minutes_of(team, day.on) for team in problem.teams for day in problem.days]
    worked = [minutes for minutes in spans if minutes > 0]
    guaranteed = sum(place.demand.minimum for place in problem.places)
    return Capacity(
        towns=len(problem.places),
        guaranteed=guaranteed,
        visit_hours=sum(place.demand.minimum * place.visit_minutes for place in problem.places) / 60,
        least_drive_hours=_least_drive(problem) / 60,
        working_days=len(problem.days),
        team_days=len(worked),
        hours=sum(worked) / 60,
        stops=len(worked) * brief.rules.stops_a_day,
        without_road=len(brief.unreached.without_road),
        estimated=len(brief.unreached.estimated),
    )


def _least_drive(problem: Problem) -> float:
    """Return minutes no plan can save: each guaranteed visit is reached by some road."""
    minutes = problem.travel.minutes + np.diag(np.full(len(problem.travel.codes), np.inf))
    bases = {team.base for team in problem.teams}
    total = 0.0
    for place in problem.places:
        if place.code not in bases and len(problem.travel.codes) > 1:
            total += place.demand.minimum * float(minutes[:, problem.travel.row(place.code)].min())
    return total
