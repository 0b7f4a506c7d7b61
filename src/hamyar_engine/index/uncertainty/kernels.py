"""What the inner loops of the draws must do, in NumPy or compiled, with identical results.

Identical means bit by bit: a weighted sum adds its terms one after the other in the order of the
indicators, without fused multiplication, so that equal units get equal scores and stay tied whatever the
processor, the number of draws in a block or the way of computing.
"""

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from hamyar_engine.arrays import FloatArray

RankArray = npt.NDArray[np.uint16]
CountArray = npt.NDArray[np.uint32]
TallyArray = npt.NDArray[np.unsignedinteger[Any]]


class Kernels(Protocol):
    """Inner loops over draws."""

    def pack(self, matrix: FloatArray) -> Any:
        """Lay out a matrix of shape ``(indicators, units)`` for :meth:`product`."""

    def product(self, weights: FloatArray, packed: Any, out: FloatArray) -> None:
        """Write weighted sums of shape ``(draws, units)``, terms added in the order of the indicators."""

    def rank(self, scores: FloatArray, out: RankArray) -> None:
        """Rank each row: 1 plus the number of higher scores in the row, so ties share the smaller rank."""

    def count(self, ranks: RankArray, counts: TallyArray) -> None:
        """Add to ``counts[unit, rank - 1]`` the draws of each rank."""

    def count_ahead(self, ranks: RankArray, ahead: TallyArray) -> None:
        """Add to ``ahead[i, j]`` the draws in which unit i has a smaller rank than unit j."""
