"""The rules of the house and what each thing costs."""

from dataclasses import dataclass, field

from hamyar_engine.visits.model.checks import require, require_amount


@dataclass(frozen=True)
class Prices:
    """What makes one plan better than another, in one unit (a kilometre, unless you choose another).

    The defaults keep the order: guarantees, then value, then kilometres and hours, then fairness.

    Parameters
    ----------
    km, hour, night
        One kilometre, one hour of driving, one night away.
    guarantee
        One guaranteed visit that is not made.
    value_point
        One point of value of an optional visit that is not made.
    off_preference
        One visit outside the preferred days of its place.
    change
        One visit of the previous plan that is not kept on its day with its team.
    fairness_hour
        One hour between the busiest and the least busy team.
    """

    km: float = 1.0
    hour: float = 30.0
    night: float = 150.0
    guarantee: float = 100_000.0
    value_point: float = 20.0
    off_preference: float = 20.0
    change: float = 300.0
    fairness_hour: float = 0.1

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            require_amount(f"price of {name}", value)


@dataclass(frozen=True)
class Rules:
    """Rules that hold for every trip.

    Parameters
    ----------
    longest_trip_days
        Most days of one trip; a team's nights per trip may lower it.
    stops_a_day
        Most stops in one day; ``None`` for no such rule.
    day_starts_at, break_at, break_minutes
        Clock of the timetable, in minutes after midnight: departure, start of the noon stop for prayer and
        lunch, and its length. The stop comes on top of the working minutes.
    repeat_share
        Each further optional visit of a place is worth this share of the one before.
    prices
        What each thing costs.
    """

    longest_trip_days: int = 3
    stops_a_day: int | None = None
    day_starts_at: float = 450.0
    break_at: float = 735.0
    break_minutes: float = 0.0
    repeat_share: float = 0.5
    prices: Prices = field(default_factory=Prices)

    def __post_init__(self) -> None:
        require(
            1 <= self.longest_trip_days <= 7, f"longest trip of {self.longest_trip_days} days is outside 1–7"
        )
        require(self.stops_a_day is None or self.stops_a_day >= 1, "stops a day must be one or more")
        require(0 < self.repeat_share <= 1, "repeat share must lie in (0, 1]")
        for name in ("day_starts_at", "break_at", "break_minutes"):
            require_amount(name, getattr(self, name))
