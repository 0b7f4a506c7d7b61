"""Composite indices: from a matrix of indicators to scores and ranks that can be defended.

Rank 1 is the most developed everywhere. Ties share the smaller rank.
"""

from hamyar_engine.index.enums import (
    Aggregation,
    Comparison,
    Direction,
    Missing,
    Normalisation,
    Transform,
    Weighting,
)
from hamyar_engine.index.method import Method, Treatment
from hamyar_engine.index.model import Group, IndexInput, Indicator

__all__ = [
    "Aggregation",
    "Comparison",
    "Direction",
    "Group",
    "IndexInput",
    "Indicator",
    "Method",
    "Missing",
    "Normalisation",
    "Transform",
    "Treatment",
    "Weighting",
]
