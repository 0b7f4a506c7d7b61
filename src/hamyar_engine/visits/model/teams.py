"""Teams and what limits them."""

import math
from dataclasses import dataclass
from datetime import date

from hamyar_engine.visits.model.checks import require, require_amount


@dataclass(frozen=True)
class Team:
    """A team that travels together.

    Parameters
    ----------
    code
        Its code.
    base
        Code of the location where each trip begins and ends, a row of the travel matrix.
    skills
        What its members can do together.
    available
        Dates on which it may travel; ``None`` for all working days.
    minutes_a_day
        Longest working time (driving and visits) of a day.
    nights_per_trip
        Nights away within one trip.
    nights_per_month
        Nights away within one month; ``None`` for no limit.
    load_limit
        What it can carry in one trip, against the load of its visits.
    """

    code: str
    base: str
    name: str = ""
    skills: frozenset[str] = frozenset()
    available: frozenset[date] | None = None
    minutes_a_day: float = 600.0
    nights_per_trip: int = 0
    nights_per_month: int | None = None
    load_limit: float = math.inf

    def __post_init__(self) -> None:
        require(self.minutes_a_day > 0, f"team {self.code}: minutes a day must be more than zero")
        require_amount(f"team {self.code}: nights per trip", self.nights_per_trip)
        require_amount(f"team {self.code}: load limit", self.load_limit)
        if self.nights_per_month is not None:
            require_amount(f"team {self.code}: nights per month", self.nights_per_month)

    @property
    def label(self) -> str:
        """Its name, or its code when it has none."""
        return self.name or self.code

    def is_available(self, on: date) -> bool:
        """Tell whether it may travel on the date, holidays apart."""
        return self.available is None or on in self.available
