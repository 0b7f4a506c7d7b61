"""The four inner loops of the draws, in NumPy or compiled, with identical results.

Identical means bit by bit: a weighted sum adds its terms one after the other in the order of the
indicators, without fused multiplication, so that equal units get equal scores and stay tied whatever the
processor, the number of draws in a block or the way of computing.
"""

from enum import StrEnum
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from hamyar_engine.arrays import FloatArray

RankArray = npt.NDArray[np.uint16]
CountArray = npt.NDArray[np.uint32]

COMPILED_PAYS_FROM = 2_000_000_000
"""Products of weights and values from which loading and compiling is worth its seconds."""


class Computing(StrEnum):
    """How the inner loops are computed. It changes the time, never the result."""

    AUTO = "auto"
    NUMPY = "numpy"
    COMPILED = "compiled"


class Kernels(Protocol):
    """Inner loops over draws."""

    def pack(self, matrix: FloatArray) -> Any:
        """Lay out a matrix of shape ``(indicators, units)`` for :meth:`product`."""

    def product(self, weights: FloatArray, packed: Any, out: FloatArray) -> None:
        """Write weighted sums of shape ``(draws, units)``, terms added in the order of the indicators."""

    def rank(self, scores: FloatArray, out: RankArray) -> None:
        """Rank each row: 1 plus the number of higher scores in the row, so ties share the smaller rank."""

    def count(self, ranks: RankArray, counts: CountArray, first: int, last: int) -> None:
        """Add to ``counts[unit, rank - 1]`` the draws of each rank, for the units ``first`` to ``last``."""

    def count_ahead(self, ranks: RankArray, ahead: CountArray) -> None:
        """Add to ``ahead[i, j]`` the draws in which unit i has a smaller rank than unit j."""


_loaded: dict[Computing, Kernels] = {}


def choose_kernels(computing: Computing, *, products: int) -> Kernels:
    """Kernels for a job of so many products of a weight and a value.

    ``auto`` takes the compiled ones where this process has them already or the job is large, and NumPy
    where Numba is missing or the job is done before Numba would be loaded.
    """
    if computing is Computing.NUMPY:
        return _numpy()
    if computing is Computing.COMPILED:
        return _compiled()
    if Computing.COMPILED in _loaded or products >= COMPILED_PAYS_FROM:
        return _compiled_or_numpy()
    return _numpy()


def warm_up() -> Computing:
    """Load or compile the fast kernels ahead of work, as a long-lived worker should; say what there is."""
    return Computing.NUMPY if _compiled_or_numpy() is _numpy() else Computing.COMPILED


def _numpy() -> Kernels:
    from hamyar_engine.index.uncertainty.numpy_kernels import NumpyKernels

    return _loaded.setdefault(Computing.NUMPY, NumpyKernels())


def _compiled() -> Kernels:
    from hamyar_engine.index.uncertainty.compiled_kernels import CompiledKernels

    return _loaded.setdefault(Computing.COMPILED, CompiledKernels())


def _compiled_or_numpy() -> Kernels:
    try:
        return _compiled()
    except (ImportError, RuntimeError):  # no Numba, or no folder where it may keep what it compiles
        return _numpy()
