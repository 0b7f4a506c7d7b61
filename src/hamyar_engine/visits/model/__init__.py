"""The input of a visit programme: frozen, and refusing what cannot mean anything."""

from hamyar_engine.visits.model.calendar import Window, WorkDay
from hamyar_engine.visits.model.places import Demand, Pattern, Place, Session
from hamyar_engine.visits.model.problem import FixedVisit, Problem
from hamyar_engine.visits.model.rules import Prices, Rules
from hamyar_engine.visits.model.teams import Team
from hamyar_engine.visits.model.travel import Travel

__all__ = [
    "Demand",
    "FixedVisit",
    "Pattern",
    "Place",
    "Prices",
    "Problem",
    "Rules",
    "Session",
    "Team",
    "Travel",
    "Window",
    "WorkDay",
]
