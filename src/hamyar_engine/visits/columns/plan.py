"""Plan with trips as columns: a first plan, trips until none helps, the choice, the calendar, the rest repaired."""

from dataclasses import dataclass, field

import numpy as np

from hamyar_engine.visits.board.balance import balance
from hamyar_engine.visits.board.board import Board
from hamyar_engine.visits.board.dating import Undated, date_pinned, date_trips
from hamyar_engine.visits.board.facts import Facts
from hamyar_engine.visits.board.improve import Improver
from hamyar_engine.visits.board.months import spread_over_months
from hamyar_engine.visits.board.rebuild import Rebuilder, new_board
from hamyar_engine.visits.budget import Budget, Progress, Stopwatch
from hamyar_engine.visits.columns.dive import dive
from hamyar_engine.visits.columns.generate import Generator
from hamyar_engine.visits.columns.groups import groups_of
from hamyar_engine.visits.columns.master import Master
from hamyar_engine.visits.columns.pool import Column, Pool
from hamyar_engine.visits.columns.pricing import warm_up
from hamyar_engine.visits.columns.select import candidates, select, selection_of
from hamyar_engine.visits.model import Problem

GENERATE_UNTIL, DIVE_UNTIL, CHOOSE_UNTIL = 0.45, 0.75, 0.9
"""Shares of the budget at which column generation, the dive and the choice must have ended."""
DATE_FOR = 2.0
"""The choice ends sooner when dating needs it: it takes up to so many times as long as the first plan took."""
WORTH_IMPROVING = 1e-6


@dataclass
class Solution:
    """A board with what was proven of it."""

    board: Board
    lower_bound: float | None
    was_stopped: bool


@dataclass
class ColumnPlanner:
    """One run."""

    problem: Problem
    budget: Budget
    seed: int
    watch: Stopwatch = field(default_factory=Stopwatch)
    stopped: bool = False

    def __post_init__(self) -> None:
        self.random = np.random.default_rng(self.seed)
        self.facts = Facts(self.problem)
        self.best = new_board(self.facts)
        self.bound: float | None = None
        self.first_took = 0.0

    def run(self) -> Solution:
        """Plan; every stage may be cut short by the budget or the caller."""
        warm_up()
        self.watch = Stopwatch()
        Rebuilder(self.best, self.random).fill()
        self.first_took = self.share()
        self.tell("first")
        chosen = self.choose()
        if chosen is not None:
            self.date(chosen)
        if self.can_improve() and self.may_go_on(1.0):
            self.improve(self.best)
        balance(self.best)
        spread_over_months(self.best, lambda: True)
        return Solution(self.best, self.bound, self.stopped)

    def share(self) -> float:
        """Return the share of the time used; with rounds given, time does not count."""
        return 0.0 if self.budget.rounds is not None else self.watch.seconds() / self.budget.seconds

    def choose_until(self) -> float:
        """Return the share of the budget at which the choice must have ended."""
        return max(DIVE_UNTIL, min(CHOOSE_UNTIL, 1.0 - DATE_FOR * self.first_took))

    def may_go_on(self, until: float) -> bool:
        """Tell whether a stage may go on, and ask the caller."""
        self.stopped = self.stopped or self.budget.should_stop()
        return not self.stopped and self.share() < until

    def offer(self, board: Board, stage: str) -> None:
        """Keep a board when it is the best so far, and tell the caller."""
        if board.cost() < self.best.cost() - 1e-9:
            self.best = board
        self.tell(stage)

    def tell(self, stage: str) -> None:
        """Report to the caller."""
        served = self.best.visited
        self.budget.on_progress(
            Progress(
                share=min(1.0, self.share()),
                seconds=self.watch.seconds(),
                stage=stage,
                best_cost=self.best.cost(),
                lower_bound=self.bound,
                is_feasible=all(len(served[p.code]) >= p.demand.minimum for p in self.problem.places),
            )
        )

    def choose(self) -> tuple[Column, ...] | None:
        """Generate trips and choose among them."""
        groups = groups_of(self.problem)
        pool = Pool(self.problem, groups)
        master = Master(self.problem, pool)

        def may_go_on() -> bool:
            self.tell("columns")
            return self.may_go_on(GENERATE_UNTIL)

        generator = Generator(master, may_go_on)
        self.bound = generator.run().bound
        self.groups = groups
        self.tell("choose")

        def may_search() -> bool:
            self.tell("choose")
            return self.may_go_on(DIVE_UNTIL)

        trips = dive(
            master,
            generator,
            may_search=may_search,
            may_go_on=lambda: self.may_go_on(self.choose_until()),
        )
        start = None if trips is None else selection_of(master, trips)
        if not self.may_go_on(self.choose_until()):
            return None if start is None else start.columns
        left = (self.choose_until() - self.share()) * self.budget.seconds
        found = select(
            master,
            candidates(master, start),
            start=start,
            seconds=left,
            should_stop=self.budget.should_stop,
        )
        return None if found is None else found.columns

    def date(self, columns: tuple[Column, ...]) -> None:
        """Put the chosen trips on the calendar and make what is still missing."""
        board = Board(self.facts)
        undated = [Undated(self.groups[c.group].teams, c.calls, c.days) for c in columns]
        undated = date_pinned(board, undated)
        date_trips(board, undated, self.random, lambda: self.may_go_on(1.0))
        Rebuilder(board, self.random).fill()
        self.offer(board, "dates")

    def can_improve(self) -> bool:
        """Tell whether a better plan is possible."""
        if self.bound is None:
            return True
        cost = self.best.cost()
        return cost - self.bound > WORTH_IMPROVING * max(1.0, cost)

    def improve(self, board: Board) -> None:
        """Ruin and recreate with the time that is left."""
        improver = Improver(board, self.random)
        began, steps = self.share(), 0

        def share() -> float:
            nonlocal steps
            steps += 1
            if steps % 20 == 0:
                self.tell("improve")
            if not self.may_go_on(1.0):
                return 1.0
            if self.budget.rounds is not None:
                return steps / self.budget.rounds
            return (self.share() - began) / max(1e-9, 1.0 - began)

        improver.run(share)


def solve_by_columns(problem: Problem, budget: Budget, seed: int) -> Solution:
    """Plan with trips as columns."""
    return ColumnPlanner(problem, budget, seed).run()
