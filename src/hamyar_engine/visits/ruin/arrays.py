"""The day-trip problem as arrays, and the state of one search."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Small = NDArray[np.int16]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint64]


class Fleet(NamedTuple):
    """What does not change during a search.

    Places are ``0 … places-1``; bases follow them in the matrices. A route is one team on one day; the routes of
    day ``d`` are ``first[d] … first[d+1]-1``.
    """

    cost_from: Floats
    """``[a, b]``: cost of driving from a to b."""
    cost_to: Floats
    """The same, transposed, so that a row is read."""
    minutes: Floats
    """``[a, b]``: minutes of driving."""
    service: Floats
    load: Floats
    first: Ints
    day: Ints
    base: Ints
    limit: Floats
    capacity: Floats
    twin: Ints
    """An earlier route of the same day that is equal while both are empty; -1 when there is none."""
    may: Flags
    """``[place, route]``: the team has the skills."""
    wish: Floats
    """``[place, day]``: price of a visit on that day."""
    pattern_days: Ints
    """``[place, pattern, number]``: the days of each pattern, padded with -1."""
    pattern_size: Ints
    pattern_count: Ints
    pattern_price: Floats
    """``[place, pattern]``: price of the visits the pattern leaves out."""
    absent_price: Floats
    near: Ints
    """``[place, k]``: all places by distance, itself first."""
    most_stops: int
    width: int


class State(NamedTuple):
    """One plan under change. ``scalars`` holds the cost."""

    stops: Small
    """``[route, position]``: places in order."""
    size: Ints
    load: Floats
    minutes: Floats
    route_of: Ints
    """``[place, day]``: the route that visits it, or -1."""
    pattern: Ints
    """``[place]``: index of the pattern in use, or -1 when the place is left out."""
    scalars: Floats


class Scratch(NamedTuple):
    """Room the inner loop works in, and what it needs to take a change back."""

    saved: Flags
    changed: Ints
    old_stops: Small
    old_size: Ints
    old_load: Floats
    old_minutes: Floats
    old_pattern: Ints
    opened: Flags
    """``[route]``: already ruined in this round."""
    gone: Flags
    """``[place]``: all its visits were removed."""
    pending_place: Ints
    pending_day: Ints
    key: Floats
    day_cost: Floats
    day_route: Ints
    day_position: Ints
    counts: Ints
    """0: changed routes, 1: pending, 2: changed places."""
    changed_places: Ints
    is_changed: Flags
    chance: Words
    """State of the random numbers."""


class Tuning(NamedTuple):
    """Parameters of the search (Christiaens & Vanden Berghe 2020, adapted)."""

    removed: float = 12.0
    """Mean number of visits removed at a time."""
    longest_string: float = 10.0
    blink: float = 0.01
    keep: float = 0.4
    """Probability that removed visits come back on their day."""
    hot: float = 0.5
    cold: float = 0.006
    """First and last temperature, in mean legs."""


class Work(NamedTuple):
    """All that one chain works with; one argument, because compiled loops take many arrays."""

    fleet: Fleet
    state: State
    best: State
    scratch: Scratch
    tuning: Tuning
