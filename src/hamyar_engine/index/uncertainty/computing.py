"""Which inner loops a job gets."""

from enum import StrEnum

from hamyar_engine.index.uncertainty.kernels import Kernels
from hamyar_engine.index.uncertainty.numpy_kernels import NumpyKernels

COMPILED_PAYS_FROM = 2_000_000_000
"""Products of weights and values from which loading and compiling is worth its seconds."""


class Computing(StrEnum):
    """How the inner loops are computed. It changes the time, never the result."""

    AUTO = "auto"
    NUMPY = "numpy"
    COMPILED = "compiled"


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
    return _loaded.setdefault(Computing.NUMPY, NumpyKernels())


def _compiled() -> Kernels:
    from hamyar_engine.index.uncertainty.compiled_kernels import CompiledKernels

    return _loaded.setdefault(Computing.COMPILED, CompiledKernels())


def _compiled_or_numpy() -> Kernels:
    try:
        return _compiled()
    except (ImportError, RuntimeError):  # no Numba, or no folder where it may keep what it compiles
        return _numpy()
