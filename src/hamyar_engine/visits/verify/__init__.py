"""The independent check of a plan.

It reads the problem and the plan alone, drives every trip again and prices everything again. It shares no
code with the engines, so an error of theirs cannot hide here.
"""

from hamyar_engine.visits.model import Problem
from hamyar_engine.visits.plan import Plan
from hamyar_engine.visits.verify.places import place_violations
from hamyar_engine.visits.verify.trips import trip_violations
from hamyar_engine.visits.verify.violation import Violation
from hamyar_engine.visits.verify.whole import recomputed_cost, whole_violations

__all__ = ["Violation", "recomputed_cost", "verify"]


def verify(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Return every rule the plan breaks; empty for a plan that holds."""
    trips = [violation for trip in plan.trips for violation in trip_violations(problem, trip)]
    if any(found.rule in {"team", "place", "location", "empty"} for found in trips):
        return tuple(trips)
    return (*trips, *place_violations(problem, plan), *whole_violations(problem, plan))
