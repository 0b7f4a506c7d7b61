"""Taking a visit out, finding the cheapest place to put one in, and taking changes back."""

from hamyar_engine.visits.compiled import compiled
from hamyar_engine.visits.ruin.arrays import Fleet, Scratch, State, Work
from hamyar_engine.visits.ruin.chance import uniform


@compiled
def remember_route(state: State, scratch: Scratch, route: int) -> None:
    """Keep the route as it was before the first change of this round."""
    if scratch.saved[route]:
        return
    scratch.saved[route] = True
    scratch.changed[scratch.counts[0]] = route
    scratch.counts[0] += 1
    size = state.size[route]
    for position in range(size):
        scratch.old_stops[route, position] = state.stops[route, position]
    scratch.old_size[route] = size
    scratch.old_load[route] = state.load[route]
    scratch.old_minutes[route] = state.minutes[route]


@compiled
def remember_place(state: State, scratch: Scratch, place: int) -> None:
    """Keep the place's pattern as it was before the first change of this round."""
    if scratch.is_changed[place]:
        return
    scratch.is_changed[place] = True
    scratch.changed_places[scratch.counts[2]] = place
    scratch.counts[2] += 1
    scratch.old_pattern[place] = state.pattern[place]


@compiled
def forget(scratch: Scratch) -> None:
    """Accept the changes of this round."""
    for number in range(scratch.counts[0]):
        scratch.saved[scratch.changed[number]] = False
    for number in range(scratch.counts[2]):
        scratch.is_changed[scratch.changed_places[number]] = False
    scratch.counts[0] = 0
    scratch.counts[2] = 0


@compiled
def take_back(work: Work) -> None:
    """Undo the changes of this round."""
    fleet, state, scratch = work.fleet, work.state, work.scratch
    for number in range(scratch.counts[0]):
        route = scratch.changed[number]
        day = fleet.day[route]
        for position in range(state.size[route]):
            state.route_of[state.stops[route, position], day] = -1
    for number in range(scratch.counts[0]):
        route = scratch.changed[number]
        day = fleet.day[route]
        size = scratch.old_size[route]
        for position in range(size):
            place = scratch.old_stops[route, position]
            state.stops[route, position] = place
            state.route_of[place, day] = route
        state.size[route] = size
        state.load[route] = scratch.old_load[route]
        state.minutes[route] = scratch.old_minutes[route]
    for number in range(scratch.counts[2]):
        place = scratch.changed_places[number]
        state.pattern[place] = scratch.old_pattern[place]
    forget(scratch)


@compiled
def remove(work: Work, place: int, day: int) -> float:
    """Take the visit of a day out; return the change of cost."""
    fleet, state, scratch = work.fleet, work.state, work.scratch
    route = state.route_of[place, day]
    remember_route(state, scratch, route)
    size = state.size[route]
    position = 0
    while state.stops[route, position] != place:
        position += 1
    before = state.stops[route, position - 1] if position > 0 else fleet.base[route]
    after = state.stops[route, position + 1] if position < size - 1 else fleet.base[route]
    for later in range(position, size - 1):
        state.stops[route, later] = state.stops[route, later + 1]
    minutes = fleet.minutes
    saved = minutes[before, after] - minutes[before, place] - minutes[place, after]
    state.minutes[route] += saved - fleet.service[place]
    state.load[route] -= fleet.load[place]
    state.size[route] = size - 1
    state.route_of[place, day] = -1
    cost = fleet.cost_from
    return float(cost[before, after] - cost[before, place] - cost[place, after] - fleet.wish[place, day])


@compiled
def insert(work: Work, place: int, route: int, position: int) -> None:
    """Put a visit into a route."""
    fleet, state, scratch = work.fleet, work.state, work.scratch
    remember_route(state, scratch, route)
    size = state.size[route]
    before = state.stops[route, position - 1] if position > 0 else fleet.base[route]
    after = state.stops[route, position] if position < size else fleet.base[route]
    for later in range(size, position, -1):
        state.stops[route, later] = state.stops[route, later - 1]
    state.stops[route, position] = place
    minutes = fleet.minutes
    added = minutes[before, place] + minutes[place, after] - minutes[before, after]
    state.minutes[route] += added + fleet.service[place]
    state.load[route] += fleet.load[place]
    state.size[route] = size + 1
    state.route_of[place, fleet.day[route]] = route


@compiled
def is_closed(fleet: Fleet, state: State, place: int, route: int) -> bool:
    """Tell whether the route cannot take the place at any position, or need not be looked at."""
    size = state.size[route]
    if size == 0:
        twin = fleet.twin[route]
        if twin >= 0 and state.size[twin] == 0:
            return True
    if state.load[route] + fleet.load[place] > fleet.capacity[route] + 1e-9 or size >= fleet.most_stops:
        return True
    return not bool(fleet.may[place, route])


@compiled
def cheapest_on_day(work: Work, place: int, day: int) -> tuple[float, int, int]:
    """Return the cost, the route and the position of the cheapest way to visit a place on a day."""
    fleet, state, blink, chance = work.fleet, work.state, work.tuning.blink, work.scratch.chance
    best, best_route, best_position = 1e18, -1, -1
    to_place = fleet.cost_to[place]
    from_place = fleet.cost_from[place]
    for route in range(fleet.first[day], fleet.first[day + 1]):
        if is_closed(fleet, state, place, route):
            continue
        slack = fleet.limit[route] - state.minutes[route] - fleet.service[place] + 1e-7
        size = state.size[route]
        before = fleet.base[route]
        for position in range(size + 1):
            after = state.stops[route, position] if position < size else fleet.base[route]
            cost = to_place[before] + from_place[after] - fleet.cost_from[before, after]
            if cost < best and fits(fleet, place, before, after, slack) and uniform(chance) > blink:
                best, best_route, best_position = cost, route, position
            before = after
    return best + fleet.wish[place, day], best_route, best_position


@compiled
def fits(fleet: Fleet, place: int, before: int, after: int, slack: float) -> bool:
    """Tell whether the detour keeps the day's limit."""
    minutes = fleet.minutes
    return bool(minutes[before, place] + minutes[place, after] - minutes[before, after] <= slack)
