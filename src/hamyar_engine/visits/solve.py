"""Plan a programme: the engine that suits it, the reasons of what is left out, one answer."""

from enum import StrEnum

from hamyar_engine.errors import InvalidInputError
from hamyar_engine.visits.assemble import Outcome, assemble
from hamyar_engine.visits.board.board import Board
from hamyar_engine.visits.board.explain import Explainer
from hamyar_engine.visits.board.facts import Facts
from hamyar_engine.visits.board.plan import solve_by_ruin
from hamyar_engine.visits.board.rebuild import new_board
from hamyar_engine.visits.budget import Budget
from hamyar_engine.visits.compiled import HAS_NUMBA
from hamyar_engine.visits.model import FixedVisit, Problem
from hamyar_engine.visits.plan import Plan

MOST_PLACES = 400
"""Above this many places of one problem, pricing trips takes too long."""


class ImpossiblePinError(InvalidInputError):
    """A pinned visit that breaks another rule by itself."""

    def __init__(self, pin: FixedVisit) -> None:
        with_team = f" with team {pin.team}" if pin.team else ""
        super().__init__(f"pinned visit of {pin.place} on {pin.on}{with_team} cannot be made")
        self.pin = pin


class Engine(StrEnum):
    """How a programme is planned."""

    AUTO = "auto"
    """Patterns of day trips by ruin and recreate, everything else by columns."""
    RUIN = "ruin"
    """Ruin and recreate: no bound, any size."""
    COLUMNS = "columns"
    """Trips as columns: a proven bound."""


def plan_visits(
    problem: Problem, *, budget: Budget | None = None, seed: int = 1, engine: Engine = Engine.AUTO
) -> Plan:
    """Plan a programme of visits.

    Guarantees come first, then the value of optional visits, then kilometres, hours and nights, then fairness
    between teams; the prices of ``problem.rules`` say how much each weighs.

    Parameters
    ----------
    problem
        Places, days, teams, distances and rules.
    budget
        How long to search; 30 seconds when not given.
    seed
        Chooses among random moves.
    engine
        How to plan.

    Returns
    -------
    Plan
        The best plan found. When a guarantee cannot be kept its status says so and each visit left out carries
        its reason.
    """
    limit = budget or Budget()
    if seed < 0:
        raise InvalidInputError(f"seed {seed} is negative")
    require_pins(problem)
    chosen = _engine(problem) if engine is Engine.AUTO else engine
    return _by_columns(problem, limit, seed) if chosen is Engine.COLUMNS else _by_ruin(problem, limit, seed)


def _by_columns(problem: Problem, budget: Budget, seed: int) -> Plan:
    from hamyar_engine.visits.columns.plan import solve_by_columns  # compiles on import

    solution = solve_by_columns(problem, budget, seed)
    return _assembled(
        problem, solution.board, Outcome("columns", seed, solution.lower_bound, solution.was_stopped)
    )


def _by_ruin(problem: Problem, budget: Budget, seed: int) -> Plan:
    from hamyar_engine.visits.ruin.day_trips import plan_day_trips, suits_day_trips  # compiles on import

    if suits_day_trips(problem):
        return plan_day_trips(problem, budget=budget, seed=seed)
    board, was_stopped = solve_by_ruin(problem, budget, seed)
    return _assembled(problem, board, Outcome("ruin", seed, was_stopped=was_stopped))


def _engine(problem: Problem) -> Engine:
    """Columns price few stops a trip well; patterns and very many places are for ruin and recreate."""
    if not HAS_NUMBA or any(place.patterns for place in problem.places):
        return Engine.RUIN
    return Engine.COLUMNS if len(problem.places) <= MOST_PLACES else Engine.RUIN


def _assembled(problem: Problem, board: Board, outcome: Outcome) -> Plan:
    return assemble(problem, board.dated(), outcome, Explainer(board).explain)


def require_pins(problem: Problem) -> None:
    """Refuse pinned visits that break another rule by themselves.

    Raises
    ------
    ImpossiblePinError
        Naming the first pinned visit that cannot be made.
    """
    if not problem.pinned:
        return
    board = new_board(Facts(problem))
    for pin in problem.pinned:
        if pin.on.toordinal() not in board.visited[pin.place]:
            raise ImpossiblePinError(pin)
