"""The days on which a team may travel, and spans in which a road is closed."""

import math
from dataclasses import dataclass
from datetime import date

from hamyar_engine.visits.model.checks import require


@dataclass(frozen=True)
class WorkDay:
    """One day on which visits are possible.

    Parameters
    ----------
    on
        The date.
    minutes
        Longest working time (driving and visits) of any team on this day; shorter in Ramadan.
    month
        Key of the month that counts nights away, e.g. the Jalali ``1405-02``; the Gregorian month when empty.
    """

    on: date
    minutes: float = math.inf
    month: str = ""

    def __post_init__(self) -> None:
        require(self.minutes > 0, f"day {self.on}: working minutes must be more than zero")
        if not self.month:
            object.__setattr__(self, "month", f"{self.on:%Y-%m}")


@dataclass(frozen=True)
class Window:
    """A span of dates, both ends included, in which a place cannot be visited."""

    first: date
    last: date

    def __post_init__(self) -> None:
        require(self.first <= self.last, f"window {self.first} – {self.last}: ends before it begins")

    def covers(self, on: date) -> bool:
        """Tell whether the date lies inside."""
        return self.first <= on <= self.last
