"""Real places: the year of Khorasan Razavi, and the 1,450 cities of Iran from 31 bases.

The files are read from where they lie and never copied; a missing one leaves its rows out with a sentence.
"""

import csv
import math
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.visits.ours import METHOD, FirstAnswer
from benchmarks.visits.rows import Row
from hamyar_engine.visits import Budget, Plan, plan_visits, replan_visits, verify, warm_up
from hamyar_engine.visits.model import Demand, Place, Prices, Problem, Rules, Team, Travel, WorkDay

DATA = Path("/work/shared/data")
PROVINCE, COUNTRY = "khorasan_razavi", "iran_31_bases"
FIRST_DAY, WEEKS = date(2025, 4, 5), 50
MASHHAD = (36.30, 59.60)
DETOUR, KMH, LEG_MINUTES = 1.3, 70.0, 5.0
PROVINCE_SECONDS, BASE_SECONDS = 20.0, 6.0
"""Fixed, because the goals name them: the province's year in 20 s, all 31 bases in 2 min on two cores."""
NIGHT = 300.0
"""Price of a night in minutes of driving: costs are minutes of driving and nights."""


@dataclass(frozen=True)
class Town:
    """What the tables say of a town."""

    code: str
    province: str
    point: tuple[float, float]
    population: float


def towns_of(file: Path) -> list[Town]:
    """Read the towns that have coordinates."""
    with file.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["lat"] and row["lon"]]
    return [
        Town(row["city_key"], row["province_code"], (float(row["lat"]), float(row["lon"])), _population(row))
        for row in rows
    ]


def _population(row: dict[str, str]) -> float:
    return float(row["population_1395"] or 5000)


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    first, second = math.radians(one[0]), math.radians(other[0])
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def year_of(towns: Sequence[Town], base: tuple[float, float], *, seed: int) -> Problem:
    """Return a year of one base: three teams, Saturday to Wednesday, ten hours, 1–3 visits, four weeks apart."""
    chance = random.Random(seed)
    points = [base, *(town.point for town in towns)]
    minutes = np.array([[_km(a, b) * DETOUR / KMH * 60 + LEG_MINUTES for b in points] for a in points])
    np.fill_diagonal(minutes, 0)
    return Problem(
        places=tuple(_place(town, chance) for town in towns),
        days=tuple(
            WorkDay(FIRST_DAY + timedelta(days=7 * week + day)) for week in range(WEEKS) for day in range(5)
        ),
        teams=tuple(Team(f"team{number}", "base", nights_per_trip=2) for number in (1, 2, 3)),
        travel=Travel(("base", *(town.code for town in towns)), minutes, minutes),
        rules=Rules(longest_trip_days=3, prices=Prices(km=1, hour=0, night=NIGHT, fairness_hour=0)),
    )


def _place(town: Town, chance: random.Random) -> Place:
    visits = chance.choices([1, 2, 3], [0.45, 0.37, 0.18])[0]
    hours = chance.choice([2, 2.5, 3] if town.population < 15_000 else [3, 3.5, 4])
    return Place(town.code, visit_minutes=60 * hours, demand=Demand(visits, visits, spacing_days=28))


def province(seconds: float, *, seed: int) -> Iterable[Row]:
    """Plan the province's year, then plan it again after one lost day."""
    file = DATA / "khorasan_razavi_municipalities.csv"
    if not file.exists():
        _absent(file)
        return
    towns = [town for town in towns_of(file) if _km(town.point, MASHHAD) > 1]
    problem, first = year_of(towns, MASHHAD, seed=7), FirstAnswer()
    began = time.perf_counter()
    plan = plan_visits(problem, budget=Budget(seconds=seconds, on_progress=first), seed=seed)
    yield _row(PROVINCE, problem, plan, time.perf_counter() - began, first.seconds)
    yield _replanned(problem, plan)


def _replanned(problem: Problem, plan: Plan) -> Row:
    """Take one day of travel away: only that trip's visits may move."""
    lost = plan.trips[len(plan.trips) // 2]
    days = tuple(day for day in problem.days if day.on != lost.days[0])
    changed = Problem(problem.places, days, problem.teams, problem.travel, problem.rules)
    began = time.perf_counter()
    again = replan_visits(changed, plan)
    lasted = time.perf_counter() - began
    touched = [trip for trip in plan.trips if lost.days[0] in trip.days]
    due = {(place, stop.on) for trip in touched for stop in trip.stops for place in stop.serves}
    kept = {(place, on) for place, on, _ in again.visits()}
    moved = {(place, on) for place, on, _ in plan.visits()} - kept
    status = str(again.status) if not _violations(changed, again, plan) else "violated"
    note = f"re-plan after one lost day: {len(moved)} visits moved, {len(moved - due)} of them needlessly"
    return Row(f"{PROVINCE}_replan", METHOD, status, None, again.cost.total, None, lasted, note=note)


def _violations(problem: Problem, plan: Plan, before: Plan) -> bool:
    from dataclasses import replace

    from hamyar_engine.visits.model import FixedVisit

    previous = tuple(FixedVisit(*visit) for visit in before.visits())
    return bool(verify(replace(problem, previous=previous), plan))


def country(seconds_a_base: float, *, seed: int, workers: int) -> Iterable[Row]:
    """Plan all provinces, each from its most populous city, as many at a time as there are cores."""
    file = DATA / "iran_cities.csv"
    if not file.exists():
        _absent(file)
        return
    provinces: dict[str, list[Town]] = defaultdict(list)
    for town in towns_of(file):
        provinces[town.province].append(town)
    jobs = [(code, towns, seconds_a_base, seed) for code, towns in sorted(provinces.items())]
    began = time.perf_counter()
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as executor:
        rows = list(executor.map(plan_base, jobs))
    lasted = time.perf_counter() - began
    cost = sum(row.cost or 0.0 for row in rows)
    bounds = [row.reference for row in rows]
    bound = None if None in bounds else sum(value or 0.0 for value in bounds)
    bad = [row.instance for row in rows if row.status not in {"feasible", "optimal"}]
    cities = sum(len(towns) for towns in provinces.values())
    yield Row(
        instance=COUNTRY,
        method=METHOD,
        status="feasible" if not bad else f"{len(bad)} bases impossible",
        gap_percent=None if bound is None else 100 * (cost / bound - 1),
        cost=cost,
        reference=bound,
        seconds=lasted,
        note=f"{cities} cities, {len(jobs)} bases, {workers} processes, {seconds_a_base:g} s a base at most",
    )


def plan_base(job: tuple[str, list[Town], float, int]) -> Row:
    """Plan one province; a function of the module, so that another process (or a Dask worker) can run it."""
    code, towns, seconds, seed = job
    warm_up()
    centre = max(towns, key=lambda town: town.population)
    problem = year_of([town for town in towns if town is not centre], centre.point, seed=7)
    began = time.perf_counter()
    plan = plan_visits(problem, budget=Budget(seconds=seconds, workers=1), seed=seed)
    return _row(f"province_{code}", problem, plan, time.perf_counter() - began, None)


def _row(name: str, problem: Problem, plan: Plan, seconds: float, first: float | None) -> Row:
    violations = verify(problem, plan)
    is_good = plan.is_feasible and not violations
    cost, bound = plan.cost.total, plan.lower_bound
    return Row(
        instance=name,
        method=METHOD,
        status="violated" if violations else str(plan.status),
        gap_percent=100 * (cost / bound - 1) if is_good and bound else None,
        cost=cost,
        reference=bound,
        seconds=seconds,
        first_seconds=first,
        note=f"{len(problem.places)} towns, {len(plan.visits())} visits, {len(plan.trips)} trips; gap to our proven bound",
    )


def _absent(file: Path) -> None:
    print(f"{file} is not there: its rows are left out.", file=sys.stderr)
