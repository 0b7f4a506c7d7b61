"""The output: a programme of trips, what it leaves out and why, and how good it is proven to be."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How a plan ended."""

    OPTIMAL = "optimal"
    """No plan can be better (within the tolerance of the bound)."""
    FEASIBLE = "feasible"
    """Every guarantee is kept; the gap says how much better a plan could be at most."""
    STOPPED = "stopped"
    """Stopped by the caller; the best so far is kept and keeps every guarantee."""
    IMPOSSIBLE = "impossible"
    """Some guarantee is not kept; each carries its reason."""


class Reason(StrEnum):
    """Why a visit is not made."""

    NO_DAY = "no_day"
    """On no working day are the place open and a team with the skills available."""
    NO_SKILL = "no_skill"
    """No team has the skills."""
    TOO_FAR = "too_far"
    """No allowed trip is long enough to get there and back."""
    SPACING = "spacing"
    """No further day keeps the spacing, the longest gap or a pattern."""
    LOAD = "load"
    """The visit alone is above the load limit."""
    CAPACITY = "capacity"
    """The teams' days, hours or nights are used up."""
    NOT_WORTH = "not_worth"
    """An optional visit whose value is below what it costs."""


@dataclass(frozen=True)
class Relaxation:
    """The smallest change of one rule that would let the visit be made.

    ``kind`` is one of ``spacing_days``, ``minutes_a_day``, ``nights_per_trip``, ``trip_days``, ``team_days``,
    ``closed_window``, ``skill``, ``load``, ``value_points``; ``amount`` is how much more (or, of spacing, less) is
    needed in that unit, for ``team`` and ``on`` the date where they matter.
    """

    kind: str
    amount: float
    team: str = ""
    on: date | None = None
    detail: str = ""


@dataclass(frozen=True)
class Stop:
    """One stop of a trip.

    ``arrival`` and ``departure`` are minutes after midnight; ``serves`` holds several places in a session.
    """

    location: str
    on: date
    arrival: float
    departure: float
    serves: tuple[str, ...]
    session: str = ""


@dataclass(frozen=True)
class Trip:
    """A journey of one team from its base and back.

    ``nights`` holds the location of each night, so ``len(days) == len(nights) + 1``.
    """

    team: str
    days: tuple[date, ...]
    stops: tuple[Stop, ...]
    nights: tuple[str, ...]
    departs_at: float
    returns_at: float
    km: float
    drive_minutes: float
    work_minutes: float


@dataclass(frozen=True)
class Unserved:
    """Visits of a place that are not made."""

    place: str
    visits: int
    is_guaranteed: bool
    reason: Reason
    relaxation: Relaxation | None = None


@dataclass(frozen=True)
class CostSplit:
    """The cost of a plan, each part in the unit of the prices."""

    km: float = 0.0
    hours: float = 0.0
    nights: float = 0.0
    missed_guarantees: float = 0.0
    missed_value: float = 0.0
    off_preference: float = 0.0
    changes: float = 0.0
    fairness: float = 0.0

    @property
    def total(self) -> float:
        """The cost of the plan."""
        return float(sum(getattr(self, part.name) for part in fields(self)))


@dataclass(frozen=True)
class Plan:
    """A visit programme.

    Parameters
    ----------
    trips
        In order of their first day, then team.
    unserved
        What is left out, guaranteed visits first.
    cost
        What it costs, split.
    lower_bound
        No plan of this problem can cost less; ``None`` when none was proven.
    """

    trips: tuple[Trip, ...]
    unserved: tuple[Unserved, ...]
    cost: CostSplit
    status: Status
    engine: str
    seed: int
    lower_bound: float | None = None

    @property
    def gap(self) -> float | None:
        """Share of the cost that a better plan could save at most; ``None`` without a bound."""
        if self.lower_bound is None:
            return None
        total = self.cost.total
        return max(0.0, (total - self.lower_bound) / total) if total > 0 else 0.0

    @property
    def is_feasible(self) -> bool:
        """Tell whether every guarantee is kept."""
        return not any(item.is_guaranteed for item in self.unserved)

    def visits(self) -> tuple[tuple[str, date, str], ...]:
        """Return every visit as (place, day, team), sorted."""
        return tuple(
            sorted(
                (place, stop.on, trip.team)
                for trip in self.trips
                for stop in trip.stops
                for place in stop.serves
            )
        )
