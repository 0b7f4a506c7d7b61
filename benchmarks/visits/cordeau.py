"""Cordeau's periodic routing instances: reading them, and pricing a plan from its routes alone."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hamyar_engine.visits.model import Demand, Place, Prices, Problem, Rules, Team, Travel, WorkDay

FIRST_DAY = date(2025, 3, 21)
NO_LIMIT = 1e6

# Best published costs, recalled from Vidal et al. (2012, Operations Research 60(3)) and not checked against the
# paper. The smaller of this and the first number of NAME.res is what we measure against.
BEST_KNOWN = {
    "p01": 524.61, "p02": 1322.87, "p03": 524.61, "p04": 835.26, "p05": 2024.96, "p06": 835.26, "p07": 826.14,
    "p08": 2022.47, "p09": 826.14, "p10": 1593.43, "p11": 770.89, "p12": 1186.47, "p13": 3462.73, "p14": 954.81,
    "p15": 1862.63, "p16": 2875.24, "p17": 1597.75, "p18": 3131.09, "p19": 4834.34, "p20": 8367.40,
    "p21": 2170.61, "p22": 4193.95, "p23": 6420.71, "p24": 3687.46, "p25": 3777.15, "p26": 3795.32,
    "p27": 21833.87, "p28": 22242.51, "p29": 22543.76, "p30": 73875.19, "p31": 76001.57, "p32": 77598.00,
    "pr01": 2209.02, "pr02": 3767.50, "pr03": 5153.54, "pr04": 5877.37, "pr05": 6581.86, "pr06": 8207.21,
    "pr07": 4996.14, "pr08": 6970.68, "pr09": 10038.43, "pr10": 12897.01,
}  # fmt: skip

Route = tuple[int, tuple[int, ...]]
"""A day from 0, and customers from 1 in order."""


@dataclass(frozen=True)
class Instance:
    """One periodic routing problem; customer 0 is the depot."""

    name: str
    vehicles: int
    durations: tuple[float, ...]
    capacities: tuple[float, ...]
    distance: NDArray[np.float64]
    service: tuple[float, ...]
    demand: tuple[float, ...]
    frequency: tuple[int, ...]
    patterns: tuple[tuple[tuple[int, ...], ...], ...]
    best_known: float | None

    @property
    def days(self) -> int:
        """Length of the horizon."""
        return len(self.durations)

    @property
    def customers(self) -> range:
        """Customers that want a visit."""
        return range(1, len(self.service))


def names_in(folder: Path, only: str | None = None) -> list[str]:
    """Return the instances of a folder, of those asked for, in their natural order."""
    found = [path.name for path in folder.iterdir() if re.fullmatch(r"pr?\d+", path.name)]
    wanted = None if only is None else {name.strip() for name in only.split(",")}
    chosen = [name for name in found if wanted is None or name in wanted]
    return sorted(chosen, key=lambda name: (name.startswith("pr"), int(re.sub(r"\D", "", name))))


def read_instance(folder: Path, name: str) -> Instance:
    """Read one instance and what is known of it."""
    lines = [
        line.split() for line in (folder / name).read_text(encoding="ascii").splitlines() if line.strip()
    ]
    vehicles, days = int(lines[0][1]), int(lines[0][3])
    limits, rows = lines[1 : 1 + days], lines[1 + days :]
    points = np.array([[float(row[1]), float(row[2])] for row in rows])
    return Instance(
        name=name,
        vehicles=vehicles,
        durations=tuple(float(limit[0]) or NO_LIMIT for limit in limits),
        capacities=tuple(float(limit[1]) or NO_LIMIT for limit in limits),
        distance=np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1)),
        service=tuple(float(row[3]) for row in rows),
        demand=tuple(float(row[4]) for row in rows),
        frequency=tuple(int(row[5]) for row in rows),
        patterns=tuple(_patterns(row, days) for row in rows),
        best_known=_best_known(folder, name),
    )


def _patterns(row: list[str], days: int) -> tuple[tuple[int, ...], ...]:
    """Decode the combinations: bits from left to right are the days."""
    codes = [int(code) for code in row[7 : 7 + int(row[6])]]
    return tuple(tuple(d for d in range(days) if code >> (days - 1 - d) & 1) for code in codes)


def _best_known(folder: Path, name: str) -> float | None:
    known = [BEST_KNOWN[name]] if name in BEST_KNOWN else []
    result = folder / f"{name}.res"
    if result.exists():
        known.append(float(result.read_text(encoding="ascii").split()[0]))
    return min(known, default=None)


def as_problem(instance: Instance) -> Problem:
    """Write an instance in the product's own model."""
    dates = tuple(FIRST_DAY + timedelta(days=number) for number in range(instance.days))
    if len(set(instance.capacities)) > 1:
        raise ValueError(f"{instance.name}: capacities that differ by day are not supported")
    codes = tuple(str(number) for number in range(len(instance.service)))
    return Problem(
        places=tuple(
            _place(instance, dates, number) for number in instance.customers if instance.frequency[number]
        ),
        days=tuple(WorkDay(on, minutes=limit) for on, limit in zip(dates, instance.durations, strict=True)),
        teams=tuple(
            Team(f"v{number + 1}", "0", minutes_a_day=NO_LIMIT, load_limit=instance.capacities[0])
            for number in range(instance.vehicles)
        ),
        travel=Travel(codes, instance.distance, instance.distance),
        rules=Rules(longest_trip_days=1, prices=Prices(km=1, hour=0)),
    )


def _place(instance: Instance, dates: tuple[date, ...], number: int) -> Place:
    visits = instance.frequency[number]
    return Place(
        str(number),
        visit_minutes=instance.service[number],
        demand=Demand(visits, visits),
        patterns=tuple(tuple(dates[day] for day in pattern) for pattern in instance.patterns[number]),
        load=instance.demand[number],
    )


def cost_of(instance: Instance, routes: Iterable[Route]) -> float | None:
    """Price routes, or return nothing when they break a rule of the instance."""
    kept = [(day, route) for day, route in routes if route]
    if any(_errors(instance, kept)):
        return None
    return sum(_length(instance, route) for _, route in kept)


def _length(instance: Instance, route: tuple[int, ...]) -> float:
    stops = (0, *route, 0)
    return float(sum(instance.distance[a, b] for a, b in itertools.pairwise(stops)))


def _errors(instance: Instance, routes: list[Route]) -> Iterator[str]:
    days: dict[int, list[int]] = {}
    for day, route in routes:
        if sum(instance.demand[stop] for stop in route) > instance.capacities[day] + 1e-3:
            yield "capacity"
        if (
            _length(instance, route) + sum(instance.service[s] for s in route)
            > instance.durations[day] + 0.05
        ):
            yield "duration"
        for stop in route:
            days.setdefault(stop, []).append(day)
    if any(used > instance.vehicles for used in Counter(day for day, _ in routes).values()):
        yield "fleet"
    for number in instance.customers:
        if (
            instance.frequency[number]
            and tuple(sorted(days.get(number, ()))) not in instance.patterns[number]
        ):
            yield "pattern"
