"""Several annealing chains side by side, which learn of each other's best."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context

import numpy as np

from hamyar_engine.visits.budget import Budget, Progress, Stopwatch
from hamyar_engine.visits.compiled import HAS_NUMBA
from hamyar_engine.visits.ruin.arrays import Fleet, State, Tuning, Work
from hamyar_engine.visits.ruin.build import empty_state, mean_leg, new_scratch
from hamyar_engine.visits.ruin.kernel import anneal, keep_best

TUNINGS = (Tuning(hot=0.3, cold=0.01), Tuning(removed=10.0, hot=0.2, keep=0.3))
"""Chains differ, so that they do not fail alike."""
SHORTEST, LONGEST = 0.02, 0.15
"""A round is made to last between these, in seconds."""
MEETINGS = (0.5, 0.7, 0.85)
"""Shares of the budget at which every chain goes on from the best one."""


@dataclass
class Chain:
    """One search: where it is, the best it saw, and how many changes it tries a round."""

    work: Work
    rounds: int = 20
    random: np.random.Generator = field(default_factory=np.random.default_rng)

    def best_cost(self) -> float:
        """Return the cost of the best it saw."""
        return float(self.work.best.scalars[0])

    def temperature(self, share: float) -> float:
        """Return the temperature, in mean legs, after a share of the budget."""
        tuning = self.work.tuning
        return float(tuning.hot * (tuning.cold / tuning.hot) ** share)


@dataclass(frozen=True)
class Found:
    """The best state of all chains, and whether the caller stopped the search."""

    best: State
    was_stopped: bool


Turn = tuple[Work, int, float, int]
"""What a chain works with, how many changes it tries, its temperature and its seed."""


def annealed(turn: Turn) -> Work:
    """Anneal for one round; in another process the caller's arrays stay as they were, so they are returned."""
    work, rounds, temperature, seed = turn
    anneal(work, rounds, temperature, seed)
    return work


def warm_up(fleet: Fleet) -> None:
    """Compile the inner loop before the stopwatch starts."""
    if HAS_NUMBA:
        anneal(new_work(fleet, Tuning()), 0, 1.0, 1)


def new_work(fleet: Fleet, tuning: Tuning) -> Work:
    """Return what a chain starts with: every place left out."""
    return Work(fleet, empty_state(fleet), empty_state(fleet), new_scratch(fleet), tuning)


@contextmanager
def _side_by_side(workers: int) -> Iterator[Executor]:
    """Run compiled loops in threads, since they hold no lock, and plain Python in processes."""
    if HAS_NUMBA:
        with ThreadPoolExecutor(max_workers=workers) as threads:
            yield threads
    else:
        with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as processes:
            yield processes


def search(fleet: Fleet, budget: Budget, seed: int) -> Found:
    """Anneal in every chain until the budget is used; the result depends on the seed when rounds are given."""
    seeds = np.random.SeedSequence(seed).spawn(budget.workers)
    chains = [
        Chain(new_work(fleet, TUNINGS[number % len(TUNINGS)]), random=np.random.default_rng(own))
        for number, own in enumerate(seeds)
    ]
    return _Search(fleet, budget, chains).run()


class _Search:
    def __init__(self, fleet: Fleet, budget: Budget, chains: list[Chain]) -> None:
        self.fleet, self.budget, self.chains = fleet, budget, chains
        self.unit = mean_leg(fleet)
        self.watch = Stopwatch()
        self.met = 0
        self.done = 0

    def share(self) -> float:
        if self.budget.rounds is not None:
            return self.done / self.budget.rounds
        return self.watch.seconds() / self.budget.seconds

    def run(self) -> Found:
        was_stopped = False
        with _side_by_side(len(self.chains)) as executor:
            while (share := self.share()) < 1:
                self.meet(share)
                self.round(executor, share)
                self.report()
                if self.budget.should_stop():
                    was_stopped = True
                    break
        return Found(self.leader().work.best, was_stopped)

    def leader(self) -> Chain:
        return min(self.chains, key=Chain.best_cost)

    def round(self, executor: Executor, share: float) -> None:
        """Let every chain anneal a while, then lengthen or shorten the next round."""
        began = self.watch.seconds()
        turns = [
            (
                chain.work,
                chain.rounds,
                self.unit * chain.temperature(share),
                int(chain.random.integers(1, 2**62)),
            )
            for chain in self.chains
        ]
        for chain, work in zip(self.chains, executor.map(annealed, turns), strict=True):
            chain.work = work
        self.done += 1
        self.pace(self.watch.seconds() - began)

    def pace(self, lasted: float) -> None:
        if self.budget.rounds is not None:
            factor = 1.0 if self.chains[0].rounds >= 2000 else 1.5
        else:
            factor = 1.5 if lasted < SHORTEST else 0.7 if lasted > LONGEST else 1.0
        for chain in self.chains:
            chain.rounds = max(5, int(chain.rounds * factor) + (factor > 1))

    def meet(self, share: float) -> None:
        """At set times let the chains go on from the best one."""
        due = sum(share >= meeting for meeting in MEETINGS)
        if due > self.met:
            self.met = due
            leader = self.leader()
            for chain in self.chains:
                keep_best(leader.work.best, chain.work.state)
                if chain is not leader:
                    keep_best(leader.work.best, chain.work.best)

    def report(self) -> None:
        best = self.leader().work.best
        self.budget.on_progress(
            Progress(
                share=min(1.0, self.share()),
                seconds=self.watch.seconds(),
                stage="ruin",
                best_cost=float(best.scalars[0]),
                is_feasible=bool((best.pattern >= 0).all()),
            )
        )
