"""Which uncertain step moves the rank of which unit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hamyar_engine.arrays import FloatArray
from hamyar_engine.errors import InvalidMethodError
from hamyar_engine.index.method import Method
from hamyar_engine.index.model import IndexInput
from hamyar_engine.index.uncertainty.blocks import Progress
from hamyar_engine.index.uncertainty.computing import Computing
from hamyar_engine.index.uncertainty.recipe import Recipe, prepare
from hamyar_engine.index.uncertainty.scoring import set_up
from hamyar_engine.index.uncertainty.simulation import (
    checked_draws,
    checked_seed,
    kernels_for,
    ranks_of,
)
from hamyar_engine.index.uncertainty.sobol import sobol_indices
from hamyar_engine.index.uncertainty.specification import Step, Uncertainty


@dataclass(frozen=True, eq=False, kw_only=True)
class Sensitivity:
    """Sobol indices of the rank of each unit; arrays have shape ``(steps, units)``.

    An index is ``NaN`` for a unit whose rank never changes: there is nothing to explain.

    Parameters
    ----------
    units, steps
        What the columns and rows stand for.
    first
        Share of the variance of the rank that the step explains alone.
    total
        Share that it takes part in, alone or together with other steps.
    first_half_width, total_half_width
        Half the width of their confidence intervals.
    samples
        Size of each of the two independent samples.
    """

    units: tuple[str, ...]
    steps: tuple[Step, ...]
    first: FloatArray
    total: FloatArray
    first_half_width: FloatArray
    total_half_width: FloatArray
    samples: int

    def of(self, step: Step) -> int:
        """Row of a step.

        Raises
        ------
        InvalidMethodError
            When the step was not analysed.
        """
        if step not in self.steps:
            raise InvalidMethodError(f"the step {step} was not analysed", code="step_absent", key=step)
        return self.steps.index(step)


def sensitivity(
    data: IndexInput,
    method: Method,
    uncertainty: Uncertainty,
    *,
    samples: int,
    seed: int,
    steps: Sequence[Step] | None = None,
    resamples: int = 100,
    confidence: float = 0.95,
    computing: Computing = Computing.AUTO,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    r"""Split the variance of each unit's rank among the uncertain steps.

    Two independent sets of draws are made, and for every step one more in which that step alone is taken
    from the second set: ``samples × (steps + 2)`` rankings. A step counts as one factor, however many
    random numbers it needs, so ``weights`` means all weights together.

    Parameters
    ----------
    data, method, uncertainty
        As in :func:`~hamyar_engine.index.uncertainty.simulate`; the first set are its draws.
    samples
        Draws in each set; about 1,000 give intervals of a few hundredths.
    seed
        Root of all random numbers.
    steps
        The steps to analyse; ``None`` takes all that are uncertain. Uncertain steps that are left out
        keep varying together from the first set, and no variance is ascribed to them.
    resamples, confidence
        Bootstrap samples and confidence of the intervals.
    computing, workers, progress
        As in ``simulate``; progress counts rankings.

    Raises
    ------
    InvalidMethodError
        When a step is asked for that does not vary under ``uncertainty``, or none varies at all: the
        answer would be 0 and look like a finding.
    """
    checked_draws(samples)
    recipe = prepare(data, method, uncertainty, seed=checked_seed(seed))
    analysed = _checked_steps(recipe, steps)
    kitchen = set_up(recipe, kernels_for(recipe, samples * (len(analysed) + 2), computing))
    sets: list[dict[Step, int]] = [{}, dict.fromkeys(Step, 1), *({step: 1} for step in analysed)]
    total = samples * len(sets)
    outputs = []
    for place, origins in enumerate(sets):
        shifted = None if progress is None else _shifted(progress, place * samples, total)
        outputs.append(ranks_of(kitchen, draws=samples, origins=origins, workers=workers, progress=shifted))
    indices = sobol_indices(
        outputs[0],
        outputs[1],
        np.stack(outputs[2:]),
        seed=seed,
        resamples=resamples,
        confidence=confidence,
        computing=computing,
        workers=workers,
    )
    return Sensitivity(
        units=recipe.units,
        steps=analysed,
        first=indices.first,
        total=indices.total,
        first_half_width=indices.first_half_width,
        total_half_width=indices.total_half_width,
        samples=samples,
    )


def _checked_steps(recipe: Recipe, steps: Sequence[Step] | None) -> tuple[Step, ...]:
    present = recipe.steps
    if not present:
        raise InvalidMethodError(
            "no step is uncertain, so there is no variance to split",
            code="nothing_uncertain",
            key="uncertainty",
        )
    wanted = present if steps is None else tuple(dict.fromkeys(steps))
    for step in wanted:
        if step not in present:
            raise InvalidMethodError(
                f"the step {step} does not vary under this uncertainty; varying are {', '.join(present)}",
                code="step_absent",
                key=f"uncertainty.{step}",
            )
    if not wanted:
        raise InvalidMethodError("no step is named", code="no_step", key="uncertainty")
    return wanted


def _shifted(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _: progress(before + done, total)
