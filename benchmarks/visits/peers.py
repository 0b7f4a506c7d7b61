"""OR-Tools, VROOM and PyVRP on the classical instances, each modelled as its documentation leads one to.

OR-Tools can model patterns. VROOM and PyVRP cannot tie the days of one customer together, so their patterns are
fixed beforehand by the same rule: customers by falling demand, each on the pattern that keeps the days most even.
PyVRP still chooses the day of customers that want one visit only.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.common import peer_module
from benchmarks.visits.cordeau import Instance, Route, cost_of
from benchmarks.visits.rows import Row, gap_percent

SCALE = 1000
FAR = 10**8
START_AT_ZERO = True
Solve = Callable[[Instance, float, int], list[Route] | None]


def rows(instance: Instance, *, seconds: float, seed: int) -> Iterator[Row]:
    """Yield a row for each peer that is installed."""
    for method, package, solve in PEERS:
        if peer_module(package) is None:
            continue
        began = time.perf_counter()
        routes = solve(instance, seconds, seed)
        lasted = time.perf_counter() - began
        cost = None if routes is None else cost_of(instance, routes)
        yield Row(
            instance=instance.name,
            method=method,
            status="infeasible" if cost is None else "feasible",
            gap_percent=gap_percent(cost, instance.best_known),
            cost=cost,
            reference=instance.best_known,
            seconds=lasted,
        )


def fixed_patterns(instance: Instance) -> dict[int, tuple[int, ...]]:
    """Choose a pattern for each customer so that the days carry even loads."""
    load = [0.0] * instance.days
    chosen: dict[int, tuple[int, ...]] = {}
    wanted = [number for number in instance.customers if instance.frequency[number]]
    for number in sorted(wanted, key=lambda n: -instance.demand[n] * instance.frequency[n]):
        pattern = min(instance.patterns[number], key=lambda days: (max(load[day] for day in days), days))
        chosen[number] = pattern
        for day in pattern:
            load[day] += instance.demand[number]
    return chosen


def ortools(instance: Instance, seconds: float, seed: int) -> list[Route] | None:
    """Route copies of each customer, one a day; a pattern's booleans switch them on together."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    del seed
    nodes = [(0, -1)]
    for number in instance.customers:
        nodes += [
            (number, day) for day in sorted({d for pattern in instance.patterns[number] for d in pattern})
        ]
    fleet = instance.vehicles * instance.days
    manager = pywrapcp.RoutingIndexManager(len(nodes), fleet, 0)
    routing = pywrapcp.RoutingModel(manager)
    distance = (instance.distance * SCALE).round().astype(int)

    def leg(start: int, end: int) -> int:
        one, other = nodes[manager.IndexToNode(start)][0], nodes[manager.IndexToNode(end)][0]
        return int(distance[one, other])

    def spent(start: int, end: int) -> int:
        return leg(start, end) + round(instance.service[nodes[manager.IndexToNode(start)][0]] * SCALE)

    def carried(index: int) -> int:
        return round(instance.demand[nodes[manager.IndexToNode(index)][0]] * SCALE)

    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitCallback(leg))
    day_of = [vehicle // instance.vehicles for vehicle in range(fleet)]
    limits = [int(instance.durations[day] * SCALE) for day in day_of]
    room = [round(instance.capacities[day] * SCALE) for day in day_of]
    routing.AddDimensionWithVehicleTransitAndCapacity(
        [routing.RegisterTransitCallback(spent)] * fleet, 0, limits, START_AT_ZERO, "time"
    )
    routing.AddDimensionWithVehicleCapacity(
        routing.RegisterUnaryTransitCallback(carried), 0, room, START_AT_ZERO, "load"
    )
    _patterns(instance, routing, manager, nodes)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.FIRST_UNBOUND_MIN_VALUE
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(round(seconds * 1000))
    solution = routing.SolveWithParameters(parameters)
    if solution is None:
        return None
    return [(day_of[v], _route(routing, manager, solution, nodes, vehicle=v)) for v in range(fleet)]


def _patterns(instance: Instance, routing: Any, manager: Any, nodes: list[tuple[int, int]]) -> None:
    solver = routing.solver()
    index = {node: manager.NodeToIndex(position) for position, node in enumerate(nodes)}
    for number in instance.customers:
        if not instance.frequency[number]:
            continue
        chosen = [solver.BoolVar(f"{number}/{k}") for k in range(len(instance.patterns[number]))]
        solver.Add(solver.Sum(chosen) == 1)
        for day in sorted({d for pattern in instance.patterns[number] for d in pattern}):
            at = index[number, day]
            routing.AddDisjunction([at], 0)
            with_day = [
                b for b, pattern in zip(chosen, instance.patterns[number], strict=True) if day in pattern
            ]
            solver.Add(routing.ActiveVar(at) == solver.Sum(with_day))
            first = day * instance.vehicles
            routing.VehicleVar(at).SetValues([-1, *range(first, first + instance.vehicles)])


def _route(
    routing: Any, manager: Any, solution: Any, nodes: list[tuple[int, int]], *, vehicle: int
) -> tuple[int, ...]:
    index, stops = routing.Start(vehicle), []
    while not routing.IsEnd(index):
        stops.append(nodes[manager.IndexToNode(index)][0])
        index = solution.Value(routing.NextVar(index))
    return tuple(stop for stop in stops if stop)


def vroom(instance: Instance, seconds: float, seed: int) -> list[Route] | None:
    """Route all days at once; a day's skill keeps its visits on its vehicles."""
    import numpy as np
    import vroom as library

    del seed
    problem = library.Input()
    problem.set_durations_matrix("car", (instance.distance * SCALE).round().astype(np.uint32))
    jobs: dict[int, int] = {}
    for number, pattern in fixed_patterns(instance).items():
        for day in pattern:
            jobs[len(jobs)] = number
            problem.add_job(
                library.Job(
                    id=len(jobs) - 1,
                    location=number,
                    default_service=round(instance.service[number] * SCALE),
                    delivery=[round(instance.demand[number])],
                    skills={day + 1},
                )
            )
    for day in range(instance.days):
        for vehicle in range(instance.vehicles):
            problem.add_vehicle(
                library.Vehicle(
                    id=day * instance.vehicles + vehicle,
                    start=0,
                    end=0,
                    capacity=[round(instance.capacities[day])],
                    skills={day + 1},
                    time_window=(0, int(instance.durations[day] * SCALE)),
                )
            )
    solution = problem.solve(exploration_level=5, nb_threads=2, timeout=_span(seconds))
    found: dict[int, list[int]] = {}
    for step in solution.routes.to_dict("records"):
        if step["type"] == "job":
            found.setdefault(int(step["vehicle_id"]), []).append(jobs[int(step["id"])])
    return [(vehicle // instance.vehicles, tuple(stops)) for vehicle, stops in found.items()]


def _span(seconds: float) -> object:
    from datetime import timedelta

    return timedelta(seconds=seconds)


def pyvrp(instance: Instance, seconds: float, seed: int) -> list[Route] | None:
    """Route all days at once; a profile for each day makes other days' visits unreachable."""
    from pyvrp import Model
    from pyvrp.stop import MaxRuntime

    model = Model()
    home = model.add_location(0, 0)
    depot = model.add_depot(home)
    owner = _clients(instance, model)
    sites = [
        (home, 0, None),
        *((location, *own) for location, own in zip(model.locations[1:], owner, strict=True)),
    ]
    distance = (instance.distance * SCALE).round().astype(int)
    for day in range(instance.days):
        profile = model.add_profile()
        model.add_vehicle_type(
            instance.vehicles,
            capacity=round(instance.capacities[day]),
            start_depot=depot,
            end_depot=depot,
            shift_duration=int(instance.durations[day] * SCALE),
            profile=profile,
        )
        for one, start, first in sites:
            for other, end, second in sites:
                length = int(distance[start, end]) if {first, second} <= {day, None} else FAR
                model.add_edge(
                    one, other, 0 if one is other else length, 0 if one is other else length, profile
                )
    found = model.solve(stop=MaxRuntime(seconds), seed=seed, display=False).best
    if not found.is_feasible():
        return None
    return [
        (route.vehicle_type(), tuple(owner[stop.idx][0] for stop in route if stop.is_client()))
        for route in found.routes()
    ]


def _clients(instance: Instance, model: Any) -> list[tuple[int, int]]:
    """Add a location and a client for each customer and day; return whose they are."""
    owner: list[tuple[int, int]] = []
    fixed = fixed_patterns(instance)
    for number in instance.customers:
        if not instance.frequency[number]:
            continue
        may_choose = instance.frequency[number] == 1
        group = model.add_client_group(required=True) if may_choose else None
        days = [pattern[0] for pattern in instance.patterns[number]] if may_choose else list(fixed[number])
        for day in days:
            model.add_client(
                model.add_location(number, day),
                delivery=round(instance.demand[number]),
                service_duration=round(instance.service[number] * SCALE),
                required=not may_choose,
                group=group,
            )
            owner.append((number, day))
    return owner


PEERS: tuple[tuple[str, str, Solve], ...] = (
    ("ortools", "ortools", ortools),
    ("vroom", "vroom", vroom),
    ("pyvrp", "pyvrp", pyvrp),
)
