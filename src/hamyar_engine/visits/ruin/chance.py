"""Random numbers of one search: Marsaglia's xorshift on a state of its own, equal compiled or not."""

import numpy as np

from hamyar_engine.visits.compiled import compiled
from hamyar_engine.visits.ruin.arrays import Words

A, B, C, DROPPED = np.uint64(13), np.uint64(7), np.uint64(17), np.uint64(11)
UNIT = 1.0 / 9007199254740992.0
WARMING = 8


@compiled
def uniform(chance: Words) -> float:
    """Return a number in [0, 1) and move the state on."""
    state = chance[0]
    state ^= state << A
    state ^= state >> B
    state ^= state << C
    chance[0] = state
    return float(state >> DROPPED) * UNIT


@compiled
def below(chance: Words, limit: int) -> int:
    """Return a whole number in [0, limit)."""
    return int(uniform(chance) * limit)


@compiled
def start(chance: Words, seed: int) -> None:
    """Begin from a positive seed; near seeds soon differ."""
    chance[0] = np.uint64(seed)
    for _ in range(WARMING):
        uniform(chance)
