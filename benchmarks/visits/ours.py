"""Our own engine on the classical instances."""

import time

from benchmarks.visits.cordeau import FIRST_DAY, Instance, Route, as_problem, cost_of
from benchmarks.visits.rows import Row, gap_percent
from hamyar_engine.visits.budget import Budget, Progress
from hamyar_engine.visits.plan import Plan
from hamyar_engine.visits.ruin.day_trips import plan_day_trips
from hamyar_engine.visits.verify import verify

METHOD = "hamyar"


class FirstAnswer:
    """Notes when the first answer that keeps every guarantee was there."""

    def __init__(self) -> None:
        self.seconds: float | None = None

    def __call__(self, progress: Progress) -> None:
        if self.seconds is None and progress.is_feasible:
            self.seconds = progress.seconds


def routes_in(plan: Plan) -> list[Route]:
    """Return the routes of a plan as days and customers."""
    return [
        ((trip.days[0] - FIRST_DAY).days, tuple(int(stop.location) for stop in trip.stops))
        for trip in plan.trips
    ]


def solve(instance: Instance, *, seconds: float, seed: int, workers: int = 2) -> Row:
    """Plan one instance; the answer is checked by our verifier and priced again from its routes."""
    problem, first = as_problem(instance), FirstAnswer()
    began = time.perf_counter()
    plan = plan_day_trips(
        problem, budget=Budget(seconds=seconds, workers=workers, on_progress=first), seed=seed
    )
    lasted = time.perf_counter() - began
    violations = verify(problem, plan)
    cost = cost_of(instance, routes_in(plan)) if plan.is_feasible and not violations else None
    return Row(
        instance=instance.name,
        method=METHOD,
        status="violated" if violations else str(plan.status),
        gap_percent=gap_percent(cost, instance.best_known),
        cost=cost,
        reference=instance.best_known,
        seconds=lasted,
        first_seconds=first.seconds,
        note="; ".join(violation.detail for violation in violations[:1]),
    )
