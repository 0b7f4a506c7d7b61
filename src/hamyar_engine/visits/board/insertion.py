"""The cheapest way to make one more stop: within a trip that exists, or in a trip of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hamyar_engine.visits.board.board import Board, Placed
from hamyar_engine.visits.timetable import Call

DAY_WEIGHT = 1e-4
"""Price of a day off the ideal one: it only breaks ties."""


def any_trip(_: Placed) -> bool:
    """Accept every trip."""
    return True


@dataclass(frozen=True)
class Wish:
    """What is asked of an option: below which cost, around which day, and what the trip must be like."""

    below: float = float("inf")
    target: float | None = None
    accepts: Callable[[Placed], bool] = any_trip


ANY = Wish()


@dataclass(frozen=True)
class Option:
    """A trip that makes the stop, the trip it replaces, and the change of cost without the gain of the visit."""

    cost: float
    trip: Placed
    replaces: int | None = None


def apply(board: Board, option: Option) -> int:
    """Carry an option out; return the number of the trip."""
    if option.replaces is not None:
        board.take(option.replaces)
    return board.put(option.trip)


def cheapest(board: Board, call: Call, wish: Wish = ANY) -> Option | None:
    """Return the cheapest option that the wish allows."""
    best: Option | None = None
    for option in _alone(board, call, wish):
        if option.cost < (wish.below if best is None else best.cost):
            best = option
    limit = wish.below if best is None else best.cost
    for option in _joining(board, call, limit, wish):
        best = option
    return best


def _alone(board: Board, call: Call, wish: Wish) -> Iterator[Option]:
    """Yield the best trip for the stop alone with each team, on its best day."""
    for team in board.problem.teams:
        if not board.facts.able(call, team):
            continue
        found = [
            (board.cost_of(trip) + _offness(wish, trip), trip.start, trip)
            for trip in _starts(board, team.code, call)
            if wish.accepts(trip)
        ]
        if found:
            cost, _, trip = min(found, key=lambda item: item[:2])
            yield Option(cost, trip)


def _offness(wish: Wish, trip: Placed) -> float:
    return 0.0 if wish.target is None else DAY_WEIGHT * abs(trip.start - wish.target)


def _starts(board: Board, team_code: str, call: Call) -> Iterator[Placed]:
    team, busy = board.problem.team_of[team_code], board.busy[team_code]
    known: dict[tuple[float, ...], Placed | None] = {}
    for start in board.facts.limits[team_code]:
        if start in busy:
            continue
        limits = board.facts.run_from(team_code, start)
        if limits not in known:
            known[limits] = board.laid_out(team, start, [call])
        pattern = known[limits]
        if pattern is None:
            continue
        trip = Placed(team_code, start, pattern.layout)
        if board.fits(trip):
            yield trip


def _joining(board: Board, call: Call, limit: float, wish: Wish) -> Iterator[Option]:
    """Yield ever cheaper options that add the stop to a trip, until no cheaper one can follow."""
    best = limit
    for detour, number, position in sorted(_detours(board, call)):
        if detour + _least_date_price(board, call) >= best:
            return
        option = _joined(board, call, number, position)
        if option is not None and option.cost < best and wish.accepts(option.trip):
            best = option.cost
            yield option


def _least_date_price(board: Board, call: Call) -> float:
    """Return a lower bound on the price of the stop's date and of shifting the other stops of its trip."""
    if not board.problem.previous and not any(board.facts.preferred[code] for code in call.serves):
        return 0.0
    return -board.problem.rules.prices.change * len(call.serves)


def _detours(board: Board, call: Call) -> Iterator[tuple[float, int, int]]:
    leg, there = board.facts.leg, call.location
    onward = leg[there]
    for number, trip in board.trips.items():
        team = board.problem.team_of[trip.team]
        if not board.facts.able(call, team):
            continue
        stops = [team.base, *(other.location for other in trip.layout.calls), team.base]
        for position in range(len(stops) - 1):
            before, after = stops[position], stops[position + 1]
            yield leg[before][there] + onward[after] - leg[before][after], number, position


def _joined(board: Board, call: Call, number: int, position: int) -> Option | None:
    old = board.trips[number]
    if set(call.serves) & {code for other in old.layout.calls for code in other.serves}:
        return None
    calls = [*old.layout.calls]
    calls.insert(position, call)
    team = board.problem.team_of[old.team]
    new = board.laid_out(team, old.start, calls)
    return None if new is None else replacing(board, number, new)


def replacing(board: Board, number: int, new: Placed) -> Option | None:
    """Return the option of one trip in place of another, if it fits and keeps what is pinned."""
    mark = len(board.journal)
    old = board.take(number)
    fits = board.fits(new) and board.keeps_pins(old, new)
    change = board.cost_of(new) - board.cost_of(old)
    board.undo(mark)
    return Option(change, new, number) if fits else None
