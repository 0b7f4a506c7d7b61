"""Random numbers of the draws.

Draws come in fixed blocks of :data:`BLOCK`. Each step has its own stream in each block, spawned from the
seed, so a draw is the same whoever computes it, in whatever company, and switching one step on or off does
not change what the others draw.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from hamyar_engine.arrays import BoolArray, FloatArray, IntArray
from hamyar_engine.index.hierarchy import Node
from hamyar_engine.index.uncertainty.recipe import Recipe
from hamyar_engine.index.uncertainty.specification import Step

BLOCK = 1024
Origins = Mapping[Step, int]
_ORDER = tuple(Step)


@dataclass(frozen=True, eq=False, kw_only=True)
class Sample:
    """What a run of draws takes at every step.

    Parameters
    ----------
    first
        Number of the first draw.
    weights
        For each node of the layout, weights of its members, shape ``(draws, members)``.
    normalisation, aggregation
        Places among the choices of the recipe, shape ``(draws,)``.
    origins
        Which of several independent sets of draws each step is taken from; 0 where it does not say.
    """

    first: int
    weights: tuple[FloatArray, ...]
    normalisation: IntArray
    aggregation: IntArray
    origins: Origins = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.normalisation)


def sample_block(recipe: Recipe, block: int, *, draws: int, origins: Origins | None = None) -> Sample:
    """Take the first ``draws`` draws of a block.

    Parameters
    ----------
    recipe
        What is uncertain.
    block
        Number of the block, from 0 up.
    draws
        At most :data:`BLOCK`. The draws do not depend on how many are taken.
    origins
        See :class:`Sample`.
    """
    origins = origins or {}
    weights = _weights(recipe, _generator(recipe, Step.WEIGHTS, block, origins))
    if recipe.uncertainty.drop_indicators:
        dropped = _generator(recipe, Step.DROP_INDICATORS, block, origins).integers(
            0, len(recipe.data.indicators) + 1, BLOCK
        )
        weights = _without(recipe, weights, dropped)
    return Sample(
        first=block * BLOCK,
        weights=tuple(array[:draws] for array in weights),
        normalisation=_choices(recipe, Step.NORMALISATION, len(recipe.methods), block, origins)[:draws],
        aggregation=_choices(recipe, Step.AGGREGATION, len(recipe.layouts), block, origins)[:draws],
        origins=origins,
    )


def sample_errors(recipe: Recipe, sample: Sample, draw: int) -> FloatArray:
    """Errors of shape ``(units, indicators)`` of one draw of a sample."""
    origin = sample.origins.get(Step.VALUE_ERROR, 0)
    place = _ORDER.index(Step.VALUE_ERROR)
    sequence = np.random.SeedSequence(recipe.seed, spawn_key=(place, origin, sample.first + draw))
    doubtful = recipe.errors > 0
    errors = np.zeros(recipe.errors.shape)
    size = int(np.count_nonzero(doubtful))
    errors[doubtful] = np.random.default_rng(sequence).standard_normal(size) * recipe.errors[doubtful]
    return errors


def effective_weights(recipe: Recipe, sample: Sample) -> FloatArray:
    """Weight of each indicator in the whole, shape ``(draws, indicators)``; rows sum to 1."""
    layout = recipe.layouts[0]
    count = layout.indicators
    if len(layout.nodes) == 1 and len(layout.nodes[0].members) == count:
        return sample.weights[0]
    weights = np.zeros((len(sample), count + len(layout.nodes)))
    weights[:, -1] = 1.0
    for place in range(len(layout.nodes) - 1, -1, -1):
        weights[:, layout.nodes[place].members] = weights[:, count + place, None] * sample.weights[place]
    return weights[:, :count]


def _generator(recipe: Recipe, step: Step, block: int, origins: Origins) -> np.random.Generator:
    key = (_ORDER.index(step), origins.get(step, 0), block)
    return np.random.default_rng(np.random.SeedSequence(recipe.seed, spawn_key=key))


def _choices(recipe: Recipe, step: Step, count: int, block: int, origins: Origins) -> IntArray:
    if count == 1:
        return np.zeros(BLOCK, dtype=np.int64)
    return _generator(recipe, step, block, origins).integers(0, count, BLOCK)


def _weights(recipe: Recipe, generator: np.random.Generator) -> list[FloatArray]:
    return [_node_weights(recipe, node, generator) for node in recipe.layouts[0].nodes]


def _node_weights(recipe: Recipe, node: Node, generator: np.random.Generator) -> FloatArray:
    law, size = recipe.uncertainty.weights, (BLOCK, len(node.members))
    if law is None:
        return np.broadcast_to(node.weights, size)
    if law.concentration is None:
        drawn = generator.standard_exponential(size)
    else:
        drawn = generator.standard_gamma(law.concentration * node.weights, size)
    drawn /= drawn.sum(axis=1, keepdims=True)
    return drawn


def _without(recipe: Recipe, weights: list[FloatArray], dropped: IntArray) -> list[FloatArray]:
    """Weights after one indicator is left out; a group that loses its only member is left out with it."""
    nodes = recipe.layouts[0].nodes
    count = len(recipe.data.indicators)
    gone: list[BoolArray] = [dropped == place for place in range(count)]
    result = []
    for node, drawn in zip(nodes, weights, strict=True):
        absent = np.stack([gone[member] for member in node.members], axis=1)
        left = np.where(absent, 0.0, drawn)
        total = left.sum(axis=1)
        empty = total <= 0
        result.append(np.where(empty[:, None], drawn, left / np.where(empty, 1.0, total)[:, None]))
        gone.append(empty)
    return result
