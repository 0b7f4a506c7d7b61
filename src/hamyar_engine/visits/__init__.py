"""A year's programme of visits with guarantees: model, two engines, an independent check."""

from hamyar_engine.visits.budget import Budget, Progress
from hamyar_engine.visits.plan import Plan, Reason, Relaxation, Status, Stop, Trip, Unserved
from hamyar_engine.visits.replan import Change, Why, changes_between, replan_visits
from hamyar_engine.visits.solve import Engine, ImpossiblePinError, plan_visits
from hamyar_engine.visits.value import ValueWeights, VisitValue, visit_value
from hamyar_engine.visits.verify import Violation, verify
from hamyar_engine.visits.warm_up import warm_up

__all__ = [
    "Budget",
    "Change",
    "Engine",
    "ImpossiblePinError",
    "Plan",
    "Progress",
    "Reason",
    "Relaxation",
    "Status",
    "Stop",
    "Trip",
    "Unserved",
    "ValueWeights",
    "Violation",
    "VisitValue",
    "Why",
    "changes_between",
    "plan_visits",
    "replan_visits",
    "verify",
    "visit_value",
    "warm_up",
]
