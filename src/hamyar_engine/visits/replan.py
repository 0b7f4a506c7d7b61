"""Plan again after a change: what still holds stays, what does not is mended with the fewest moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from hamyar_engine.visits.assemble import Outcome, assemble
from hamyar_engine.visits.board.board import Board, Placed
from hamyar_engine.visits.board.dating import Undated, anywhere
from hamyar_engine.visits.board.explain import Explainer
from hamyar_engine.visits.board.facts import Facts
from hamyar_engine.visits.board.improve import Improver
from hamyar_engine.visits.board.plan import Reporter
from hamyar_engine.visits.board.rebuild import Rebuilder, make_pinned
from hamyar_engine.visits.budget import Budget
from hamyar_engine.visits.model import FixedVisit, Problem, Team
from hamyar_engine.visits.plan import Plan, Stop, Trip
from hamyar_engine.visits.timetable import Call


class Why(StrEnum):
    """Why a visit of the previous plan is not kept."""

    PLACE_LEFT = "place_left"
    """The place is no longer in the programme."""
    DAY_LOST = "day_lost"
    """The day, the team or the road is no longer available."""
    PINNED = "pinned"
    """A pinned visit of the same place stands instead."""
    MADE_ROOM = "made_room"
    """It made room for another visit."""
    NEW = "new"
    """The visit is new."""


@dataclass(frozen=True)
class Change:
    """One visit that differs between two plans; ``before`` and ``after`` are a day and a team, or nothing."""

    place: str
    before: tuple[date, str] | None
    after: tuple[date, str] | None
    why: Why


def replan_visits(problem: Problem, previous: Plan, *, budget: Budget | None = None, seed: int = 1) -> Plan:
    """Plan a changed problem so that as little as possible of the previous plan moves.

    Visits that still keep every rule stay. The others are made anew where no visit has to move for them; only when
    guarantees are missing then does the search move more, each move at ``rules.prices.change``.

    Parameters
    ----------
    problem
        The problem as it is now.
    previous
        The plan that was made for it before the change.
    budget
        How long the search may take when guarantees are missing; two seconds when not given.
    seed
        Chooses among random moves.
    """
    changed = replace(problem, previous=tuple(_still_known(problem, previous)))
    board = Board(Facts(changed))
    lost = [_keep(board, trip) for trip in previous.trips]
    for pin in sorted(changed.pinned):
        lost += _pin(board, pin)
    _make_anew(board, lost, seed)
    if _is_lacking(board):
        Rebuilder(board, np.random.default_rng(seed)).fill()
    reporter = Reporter(budget or Budget(seconds=2.0), changed)
    if _is_lacking(board):
        improver = Improver(board, np.random.default_rng(seed))
        improver.run(lambda: reporter.share(improver))
    outcome = Outcome("replan", seed, was_stopped=reporter.was_stopped)
    return assemble(changed, board.dated(), outcome, Explainer(board).explain)


def changes_between(problem: Problem, previous: Plan, new: Plan) -> tuple[Change, ...]:
    """Return each visit that moved, came or went, and why, sorted by place."""
    before, after = _by_place(previous), _by_place(new)
    found: list[Change] = []
    for place in sorted(before.keys() | after.keys()):
        gone = sorted(before.get(place, set()) - after.get(place, set()))
        come = sorted(after.get(place, set()) - before.get(place, set()))
        for number in range(max(len(gone), len(come))):
            old = gone[number] if number < len(gone) else None
            fresh = come[number] if number < len(come) else None
            found.append(Change(place, old, fresh, _why(problem, place, old)))
    return tuple(found)


def _why(problem: Problem, place: str, old: tuple[date, str] | None) -> Why:
    if old is None:
        return Why.NEW
    known = problem.place_of.get(place)
    if known is None:
        return Why.PLACE_LEFT
    team = problem.team_of.get(old[1])
    if team is None or problem.minutes_of(team, old[0]) <= 0 or not known.is_open(old[0]):
        return Why.DAY_LOST
    if any(pin.place == place for pin in problem.pinned):
        return Why.PINNED
    return Why.MADE_ROOM


def _by_place(plan: Plan) -> dict[str, set[tuple[date, str]]]:
    found: dict[str, set[tuple[date, str]]] = {}
    for place, on, team in plan.visits():
        found.setdefault(place, set()).add((on, team))
    return found


def _still_known(problem: Problem, previous: Plan) -> Iterable[FixedVisit]:
    for place, on, team in previous.visits():
        if place in problem.place_of and team in problem.team_of:
            yield FixedVisit(place, on, team)


@dataclass(frozen=True)
class _Lost:
    """Stops of one trip that lost their days together."""

    calls: tuple[Call, ...]
    start: int


def _keep(board: Board, trip: Trip) -> _Lost:
    """Put a trip back on its days, without the stops that no longer keep every rule; return these."""
    team = board.problem.team_of.get(trip.team)
    every = {call: stop.on.toordinal() for stop in trip.stops if (call := _call(board, stop)) is not None}
    days = dict(every) if team is not None else {}
    while team is not None and days:
        placed = _on_their_days(board, team, days)
        if placed is not None and board.fits(placed):
            board.put(placed)
            break
        del days[_weakest(board, days)]
    return _Lost(tuple(call for call in every if call not in days), trip.days[0].toordinal())


def _make_anew(board: Board, lost: Iterable[_Lost], seed: int) -> None:
    """Make lost visits anew, as trips of the same stops on other days where that is cheaper than one by one."""
    groups, mark = list(lost), len(board.journal)

    def fill() -> float:
        random = np.random.default_rng(seed)
        Rebuilder(board, random, accepts=lambda trip: _moves_nothing(board, trip)).fill()
        return board.cost()

    one_by_one = fill()
    if not any(len(group.calls) > 1 for group in groups):
        return
    board.undo(mark)
    for group in groups:
        _make_together(board, group)
    if fill() > one_by_one:
        board.undo(mark)
        fill()


def _make_together(board: Board, group: _Lost) -> None:
    """Put lost stops on the nearest days on which one trip can make them all and is worth it."""
    gain = sum(map(board.gain, group.calls))
    teams = tuple(
        team for team in board.problem.teams if all(board.facts.able(call, team) for call in group.calls)
    )
    trip = Undated(teams, group.calls, max(board.facts.most_days.values()))
    for placed in sorted(anywhere(board, trip), key=lambda placed: abs(placed.start - group.start)):
        if board.cost_of(placed) < gain and board.fits(placed):
            board.put(placed)
            return


def _on_their_days(board: Board, team: Team, days: Mapping[Call, int]) -> Placed | None:
    """Lay stops out so that each is made on its given day; the trip may begin a day before the first."""
    calls, first = tuple(days), min(days.values())
    for start in range(first, first - board.facts.most_days[team.code], -1):
        placed = board.laid_out(team, start, calls)
        if placed is not None and all(days[call] == day for call, day in placed.visits()):
            return placed
    return board.laid_out_on(team, first, days)


def _call(board: Board, stop: Stop) -> Call | None:
    if stop.session:
        return board.facts.sessions.get(stop.session)
    return board.facts.calls.get(stop.location)


def _weakest(board: Board, days: Mapping[Call, int]) -> Call:
    """Return the stop to drop: one that may not be made on its day, else the last."""
    for call, day in days.items():
        if not all(board.may_visit(code, day) for code in call.serves):
            return call
    return list(days)[-1]


def _moves_nothing(board: Board, trip: Placed) -> bool:
    """Tell whether the visits of the trip it would replace keep their days."""
    number = board.busy[trip.team].get(trip.start)
    if number is None:
        return True
    before = {(code, day) for call, day in board.trips[number].visits() for code in call.serves}
    return before <= {(code, day) for call, day in trip.visits() for code in call.serves}


def _pin(board: Board, pin: FixedVisit) -> list[_Lost]:
    """Make a pinned visit; drop the place's nearest other visit and, if it must be, the trips in its way.

    Returns
    -------
    list
        The stops of the trips that had to go.
    """
    day = pin.on.toordinal()
    if not board.may_visit(pin.place, day) and day not in board.visited[pin.place]:
        _drop_visit(board, pin.place, day)
    if make_pinned(board, pin) is not None or day in board.visited[pin.place]:
        return []
    for team in [pin.team] if pin.team else [team.code for team in board.problem.teams]:
        mark = len(board.journal)
        gone = [
            board.take(board.busy[team][near]) for near in (day - 1, day, day + 1) if near in board.busy[team]
        ]
        if make_pinned(board, pin) is not None:
            return [_without(trip, pin.place) for trip in gone]
        board.undo(mark)
    return []


def _without(trip: Placed, place: str) -> _Lost:
    return _Lost(tuple(call for call in trip.layout.calls if place not in call.serves), trip.start)


def _drop_visit(board: Board, place: str, day: int) -> None:
    """Take the visit of a place nearest to a day out of its trip."""
    if not board.visited[place]:
        return
    nearest = min(board.visited[place], key=lambda other: abs(other - day))
    number = board.visited[place][nearest]
    old = board.trips[number]
    board.take(number)
    days = {call: on for call, on in old.visits() if place not in call.serves}
    shorter = _on_their_days(board, board.problem.team_of[old.team], days) if days else None
    if shorter is not None and board.fits(shorter):
        board.put(shorter)


def _is_lacking(board: Board) -> bool:
    return any(len(board.visited[p.code]) < p.demand.minimum for p in board.problem.places)
