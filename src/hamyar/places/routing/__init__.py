"""Routing services in one's own house that measure roads: one module per kind of service."""

from hamyar.places.routing.base import RoadTable, UnableToMeasureDistancesError
from hamyar.places.routing.measuring import measure

__all__ = ["RoadTable", "UnableToMeasureDistancesError", "measure"]
