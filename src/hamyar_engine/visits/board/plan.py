"""Plan by ruin and recreate on dated trips alone: any rule, any size, no bound."""

import numpy as np

from hamyar_engine.visits.board.balance import balance
from hamyar_engine.visits.board.board import Board
from hamyar_engine.visits.board.facts import Facts
from hamyar_engine.visits.board.improve import Improver
from hamyar_engine.visits.board.months import spread_over_months
from hamyar_engine.visits.board.rebuild import Rebuilder, new_board
from hamyar_engine.visits.budget import Budget, Progress, Stopwatch
from hamyar_engine.visits.model import Problem


class Reporter:
    """Counts steps, asks the caller whether to go on, and tells how far the search is."""

    def __init__(self, budget: Budget, problem: Problem) -> None:
        self.budget, self.problem = budget, problem
        self.watch = Stopwatch()
        self.steps = 0
        self.was_stopped = False

    def share(self, improver: Improver) -> float:
        """Return the share of the budget used; one once the caller says stop."""
        self.steps += 1
        rounds = self.budget.rounds
        used = self.steps / rounds if rounds is not None else self.watch.seconds() / self.budget.seconds
        if self.steps % 20 == 1:
            self.was_stopped = self.was_stopped or self.budget.should_stop()
            self.budget.on_progress(
                Progress(
                    share=min(1.0, used),
                    seconds=self.watch.seconds(),
                    stage="improve",
                    best_cost=improver.best_cost,
                    is_feasible=keeps_guarantees(improver.board),
                )
            )
        return 1.0 if self.was_stopped else used


def keeps_guarantees(board: Board) -> bool:
    """Tell whether every place has its guaranteed visits."""
    return all(len(board.visited[p.code]) >= p.demand.minimum for p in board.problem.places)


def solve_by_ruin(problem: Problem, budget: Budget, seed: int) -> tuple[Board, bool]:
    """Return the best board, and whether the caller stopped the search."""
    random = np.random.default_rng(seed)
    board = new_board(Facts(problem))
    Rebuilder(board, random).fill()
    improver, reporter = Improver(board, random), Reporter(budget, problem)
    improver.run(lambda: reporter.share(improver))
    balance(board)
    spread_over_months(board, lambda: True)
    return board, reporter.was_stopped
