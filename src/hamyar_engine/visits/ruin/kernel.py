"""The inner loop: remove strings of visits near a seed, put them back where they are cheapest, accept or not."""

import numpy as np

from hamyar_engine.visits.compiled import compiled
from hamyar_engine.visits.ruin.arrays import Scratch, State, Work
from hamyar_engine.visits.ruin.chance import below, start, uniform
from hamyar_engine.visits.ruin.moves import (
    cheapest_on_day,
    forget,
    insert,
    remember_place,
    remove,
    take_back,
)

KEEP_DAYS, CHANGE_DAYS = 1, 0
TINY = 1e-300


@compiled
def leave_out(work: Work, place: int) -> float:
    """Remove all visits of a place; return the change of cost, the price of leaving it out included."""
    fleet, state, scratch = work.fleet, work.state, work.scratch
    remember_place(state, scratch, place)
    change = 0.0
    for day in range(fleet.first.shape[0] - 1):
        if state.route_of[place, day] >= 0:
            change += remove(work, place, day)
    pattern = state.pattern[place]
    if pattern >= 0:
        change += fleet.absent_price[place] - fleet.pattern_price[place, pattern]
    state.pattern[place] = -1
    return change


@compiled
def set_aside(work: Work, place: int, day: int, mode: int) -> float:
    """Remove one visit, or all of its place, and note what is to be put back."""
    fleet, state, scratch = work.fleet, work.state, work.scratch
    if scratch.gone[place]:
        return 0.0
    number = scratch.counts[1]
    scratch.pending_place[number] = place
    if mode == KEEP_DAYS and fleet.pattern_size[place, state.pattern[place]] > 1:
        scratch.pending_day[number] = day
        scratch.counts[1] = number + 1
        return remove(work, place, day)
    scratch.gone[place] = True
    scratch.pending_day[number] = -1
    scratch.counts[1] = number + 1
    return leave_out(work, place)


@compiled
def ruin_string(work: Work, place: int, day: int, longest: float, mode: int) -> float:
    """Remove a string of visits around a place from its route, sometimes sparing a part of it."""
    _fleet, state, scratch = work.fleet, work.state, work.scratch
    route = state.route_of[place, day]
    scratch.opened[route] = True
    size = state.size[route]
    length = min(size, int(uniform(scratch.chance) * min(size, longest)) + 1)
    position = 0
    while state.stops[route, position] != place:
        position += 1
    spared = 0
    if 1 < length < size and uniform(scratch.chance) < 0.5:
        spared = 1
        while length + spared < size and uniform(scratch.chance) < 0.5:
            spared += 1
    width = length + spared
    lowest = max(0, position - width + 1)
    start = lowest + below(scratch.chance, min(position, size - width) - lowest + 1)
    gap = start + 1 + below(scratch.chance, length) if spared > 0 else size
    change = 0.0
    for at in range(start + width - 1, start - 1, -1):
        if not gap <= at < gap + spared:
            change += set_aside(work, state.stops[route, at], day, mode)
    return change


@compiled
def day_to_ruin(work: Work, place: int, day: int) -> int:
    """Choose a day of the place: the given one when it is visited then, else seldom another."""
    state, chance = work.state, work.scratch.chance
    days = state.route_of.shape[1]
    if day >= 0:
        if state.route_of[place, day] >= 0:
            return day
        if uniform(chance) < 0.7:
            return -1
    first = below(chance, days)
    for step in range(days):
        other: int = (first + step) % days
        if state.route_of[place, other] >= 0:
            return other
    return -1


@compiled
def ruin(work: Work) -> float:
    """Remove strings from several routes near a random place; return the change of cost."""
    fleet, state, scratch = work.fleet, work.state, work.scratch
    tuning = work.tuning
    visits, routes = 0, 0
    for route in range(state.size.shape[0]):
        scratch.opened[route] = False
        visits += state.size[route]
        routes += 1 if state.size[route] > 0 else 0
    longest = min(tuning.longest_string, visits / max(1, routes))
    strings = int(uniform(scratch.chance) * (4.0 * tuning.removed / (1.0 + longest) - 1.0) + 1.0)
    scratch.gone[:] = False
    scratch.counts[1] = 0
    places, days = state.route_of.shape
    seed = below(scratch.chance, places)
    one_day = below(scratch.chance, days) if uniform(scratch.chance) < 0.5 else -1
    mode = KEEP_DAYS if uniform(scratch.chance) < tuning.keep else CHANGE_DAYS
    change = 0.0
    for step in range(places):
        place = fleet.near[seed, step]
        if strings <= 0:
            break
        if scratch.gone[place] or state.pattern[place] < 0:
            continue
        day = day_to_ruin(work, place, one_day)
        if day < 0 or scratch.opened[state.route_of[place, day]]:
            continue
        strings -= 1
        change += ruin_string(work, place, day, longest, mode)
    return change


@compiled
def note_absent(state: State, scratch: Scratch) -> None:
    """Drop single visits of places that went altogether, and add the places left out before."""
    kept = 0
    for number in range(scratch.counts[1]):
        place, day = scratch.pending_place[number], scratch.pending_day[number]
        if day >= 0 and scratch.gone[place]:
            continue
        scratch.pending_place[kept] = place
        scratch.pending_day[kept] = day
        kept += 1
    for place in range(state.pattern.shape[0]):
        if state.pattern[place] < 0 and not scratch.gone[place]:
            scratch.pending_place[kept] = place
            scratch.pending_day[kept] = -1
            kept += 1
    scratch.counts[1] = kept


@compiled
def sort_pending(work: Work) -> None:
    """Order what is put back: at random, by load, or by distance from the base."""
    fleet, _state, scratch = work.fleet, work.state, work.scratch
    mode = below(scratch.chance, 11)
    base = fleet.base[0]
    for number in range(scratch.counts[1]):
        place = scratch.pending_place[number]
        if mode < 4:
            key = uniform(scratch.chance)
        elif mode < 8:
            key = (
                1e-3 * uniform(scratch.chance)
                - (fleet.load[place] + 1e-3 * fleet.service[place]) * (fleet.pattern_size[place, 0])
            )
        elif mode < 10:
            key = -fleet.cost_from[base, place]
        else:
            key = fleet.cost_from[base, place]
        day = scratch.pending_day[number]
        at = number
        while at > 0 and scratch.key[at - 1] > key:
            scratch.key[at] = scratch.key[at - 1]
            scratch.pending_place[at] = scratch.pending_place[at - 1]
            scratch.pending_day[at] = scratch.pending_day[at - 1]
            at -= 1
        scratch.key[at] = key
        scratch.pending_place[at] = place
        scratch.pending_day[at] = day


@compiled
def cheapest_pattern(work: Work, place: int) -> tuple[int, float]:
    """Return the pattern whose visits together are cheapest to insert, and their price."""
    fleet, _state, scratch = work.fleet, work.state, work.scratch
    scratch.day_route[:] = -2
    best, best_pattern = fleet.absent_price[place], -1
    for pattern in range(fleet.pattern_count[place]):
        total = fleet.pattern_price[place, pattern]
        for number in range(fleet.pattern_size[place, pattern]):
            day = fleet.pattern_days[place, pattern, number]
            if scratch.day_route[day] == -2:
                cost, route, position = cheapest_on_day(work, place, day)
                scratch.day_cost[day], scratch.day_route[day], scratch.day_position[day] = (
                    cost,
                    route,
                    position,
                )
            total += scratch.day_cost[day]
            if total >= best:
                break
        if total < best:
            best, best_pattern = total, pattern
    return best_pattern, best


@compiled
def put_back_place(work: Work, place: int) -> float:
    """Insert all visits of a place by its cheapest pattern, if that is worth it."""
    fleet, state, scratch = work.fleet, work.state, work.scratch
    pattern, price = cheapest_pattern(work, place)
    if pattern < 0:
        return 0.0
    remember_place(state, scratch, place)
    for number in range(fleet.pattern_size[place, pattern]):
        day = fleet.pattern_days[place, pattern, number]
        insert(work, place, scratch.day_route[day], scratch.day_position[day])
    state.pattern[place] = pattern
    return price - float(fleet.absent_price[place])


@compiled
def recreate(work: Work) -> float:
    """Put everything back where it is cheapest; return the change of cost."""
    _fleet, state, scratch = work.fleet, work.state, work.scratch
    note_absent(state, scratch)
    sort_pending(work)
    change = 0.0
    for number in range(scratch.counts[1]):
        place, day = scratch.pending_place[number], scratch.pending_day[number]
        if day >= 0:
            if scratch.gone[place]:
                continue
            cost, route, position = cheapest_on_day(work, place, day)
            if route >= 0:
                insert(work, place, route, position)
                change += cost
                continue
            change += leave_out(work, place)
            scratch.gone[place] = True
        if state.pattern[place] < 0:
            change += put_back_place(work, place)
    return change


@compiled
def keep_best(state: State, best: State) -> None:
    """Copy the state over the best so far."""
    for route in range(state.size.shape[0]):
        size = state.size[route]
        best.size[route] = size
        best.load[route] = state.load[route]
        best.minutes[route] = state.minutes[route]
        for position in range(size):
            best.stops[route, position] = state.stops[route, position]
    for place in range(state.pattern.shape[0]):
        best.pattern[place] = state.pattern[place]
        for day in range(state.route_of.shape[1]):
            best.route_of[place, day] = state.route_of[place, day]
    best.scalars[0] = state.scalars[0]


@compiled
def anneal(work: Work, rounds: int, temperature: float, seed: int) -> None:
    """Ruin and recreate ``rounds`` times at one temperature."""
    state, best, scratch = work.state, work.best, work.scratch
    start(scratch.chance, seed)
    for _ in range(rounds):
        cost = state.scalars[0]
        changed = cost + ruin(work)
        changed += recreate(work)
        if changed >= cost - temperature * np.log(uniform(scratch.chance) + TINY):
            take_back(work)
            continue
        forget(scratch)
        state.scalars[0] = changed
        if changed < best.scalars[0] - 1e-7:
            keep_best(state, best)
