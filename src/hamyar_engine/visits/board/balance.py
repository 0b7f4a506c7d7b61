"""Share the work among the teams of a base without changing a day or a cost."""

import itertools

from hamyar_engine.visits.board.board import Board, Placed
from hamyar_engine.visits.model import Problem, Team

MOST_STEPS = 500


def balance(board: Board) -> None:
    """Hand trips from the busiest team of a base to another while that lessens the spread of hours."""
    for base in sorted({team.base for team in board.problem.teams}):
        teams = [team for team in board.problem.teams if team.base == base]
        steps = 0
        while len(teams) > 1 and steps < MOST_STEPS and _hand_over(board, teams):
            steps += 1


def _hand_over(board: Board, teams: list[Team]) -> bool:
    """Move one trip from the busiest team to another, if the spread becomes less."""
    worked = {team.code: 0.0 for team in teams}
    for trip in board.trips.values():
        if trip.team in worked:
            worked[trip.team] += minutes_of(board.problem, trip)
    busiest = max(teams, key=lambda team: worked[team.code])
    for other in sorted(teams, key=lambda team: worked[team.code]):
        gap = worked[busiest.code] - worked[other.code]
        if gap > 1e-6 and _give(board, busiest, other, gap):
            return True
    return False


def _give(board: Board, giver: Team, taker: Team, gap: float) -> bool:
    """Give the trip whose hours come closest to half the gap."""
    own = [(number, trip) for number, trip in board.trips.items() if trip.team == giver.code]
    own.sort(key=lambda item: abs(minutes_of(board.problem, item[1]) - gap / 2))
    for number, trip in own:
        if minutes_of(board.problem, trip) >= gap - 1e-6 or not _may_take(board, taker, trip):
            continue
        mark = len(board.journal)
        board.take(number)
        handed = board.laid_out(taker, trip.start, trip.layout.calls)
        if handed is not None and _is_as_good(board, trip, handed):
            board.put(handed)
            return True
        board.undo(mark)
    return False


def _may_take(board: Board, taker: Team, trip: Placed) -> bool:
    return all(board.facts.able(call, taker) for call in trip.layout.calls)


def _is_as_good(board: Board, trip: Placed, handed: Placed) -> bool:
    if handed.layout != trip.layout or board.cost_of(handed) > board.cost_of(trip) + 1e-9:
        return False
    pins = board.facts.pinned
    named = any(pins.get((code, day)) for call, day in trip.visits() for code in call.serves)
    return not named and board.fits(handed)


def minutes_of(problem: Problem, trip: Placed) -> float:
    """Return the working minutes of a trip."""
    travel = problem.travel
    rows = [travel.row(problem.team_of[trip.team].base)]
    rows += [travel.row(call.location) for call in trip.layout.calls]
    rows.append(rows[0])
    driven = sum(float(travel.minutes[leg]) for leg in itertools.pairwise(rows))
    return driven + sum(call.minutes for call in trip.layout.calls)
