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
from hamyar_engine.index.pipeline import compute
from hamyar_engine.index.result import IndexResult

__all__ = [
    "Aggregation",
    "Comparison",
    "Direction",
    "Group",
    "IndexInput",
    "IndexResult",
    "Indicator",
    "Method",
    "Missing",
    "Normalisation",
    "Transform",
    "Treatment",
    "Weighting",
    "compute",
]
