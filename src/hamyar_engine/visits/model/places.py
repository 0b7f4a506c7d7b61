"""Places that are visited, what each is owed, and county sessions."""

import math
from dataclasses import dataclass, field
from datetime import date

from hamyar_engine.visits.model.calendar import Window
from hamyar_engine.visits.model.checks import require, require_amount
from hamyar_engine.visits.value import VisitValue

Pattern = tuple[date, ...]
"""A set of dates, in order, on which a place may be visited together."""


@dataclass(frozen=True)
class Demand:
    """What a place is owed within the horizon.

    Parameters
    ----------
    minimum
        Guaranteed visits.
    maximum
        Visits beyond which no more is planned; those above ``minimum`` are made when they are worth it.
    spacing_days
        Least number of days from one visit to the next (28: at least four weeks apart).
    longest_gap_days
        Greatest number of days from one planned visit to the next; ``None`` for no such rule.
    """

    minimum: int = 1
    maximum: int = 1
    spacing_days: int = 1
    longest_gap_days: int | None = None

    def __post_init__(self) -> None:
        require(
            0 <= self.minimum <= self.maximum, f"demand: minimum {self.minimum} to maximum {self.maximum}"
        )
        require(self.spacing_days >= 1, f"demand: spacing of {self.spacing_days} days is below one day")
        if self.longest_gap_days is not None:
            require(
                self.longest_gap_days >= self.spacing_days,
                f"demand: longest gap {self.longest_gap_days} is below the spacing {self.spacing_days}",
            )


@dataclass(frozen=True)
class Place:
    """A town that is visited.

    Parameters
    ----------
    code
        Its code, also its row in the travel matrix.
    visit_minutes
        Length of one visit.
    demand
        Visits it is owed.
    value
        What one more visit is worth, term by term.
    priority
        Multiplies the value.
    closed
        Spans in which it cannot be reached or received in (road closed by snow, local events).
    preferred_days
        Dates on which a visit is welcome (days of the council's meeting); empty when all are alike.
    skills
        What the visiting team must be able to do.
    patterns
        When given, visits happen on the dates of exactly one of these sets, in place of spacing.
    load
        What one visit takes from the team's load limit (seats, samples, parcels).
    last_visited_on
        Latest visit before the horizon; spacing counts from it.
    """

    code: str
    name: str = ""
    county: str = ""
    visit_minutes: float = 0.0
    demand: Demand = field(default_factory=Demand)
    value: VisitValue = field(default_factory=VisitValue)
    priority: float = 1.0
    closed: tuple[Window, ...] = ()
    preferred_days: frozenset[date] = frozenset()
    skills: frozenset[str] = frozenset()
    patterns: tuple[Pattern, ...] = ()
    load: float = 0.0
    last_visited_on: date | None = None

    def __post_init__(self) -> None:
        require_amount(f"place {self.code}: visit minutes", self.visit_minutes)
        require(math.isfinite(self.visit_minutes), f"place {self.code}: visit minutes must be finite")
        require(self.priority > 0, f"place {self.code}: priority must be more than zero")
        require_amount(f"place {self.code}: load", self.load)
        for pattern in self.patterns:
            require(pattern == tuple(sorted(set(pattern))), f"place {self.code}: a pattern is not in order")
            require(
                self.demand.minimum <= len(pattern) <= self.demand.maximum,
                f"place {self.code}: a pattern of {len(pattern)} visits is outside the demand",
            )

    @property
    def label(self) -> str:
        """Its name, or its code when it has none."""
        return self.name or self.code

    def is_open(self, on: date) -> bool:
        """Tell whether no closed span covers the date."""
        return not any(window.covers(on) for window in self.closed)


@dataclass(frozen=True)
class Session:
    """A county session: several towns met together in one of them, as one stop.

    Parameters
    ----------
    host
        Code of the place where it is held.
    members
        Codes of the places it counts as a visit for; the host is one of them when it should count.
    maximum
        How often it may be held within the horizon.
    """

    code: str
    host: str
    members: tuple[str, ...]
    visit_minutes: float
    maximum: int = 1

    def __post_init__(self) -> None:
        require(
            len(set(self.members)) == len(self.members) > 0,
            f"session {self.code}: members stand twice or lack",
        )
        require(self.maximum >= 0, f"session {self.code}: maximum below zero")
        require_amount(f"session {self.code}: visit minutes", self.visit_minutes)
