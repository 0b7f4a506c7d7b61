"""Names for the array types of the engine, and the one way to freeze an array."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def frozen(values: npt.ArrayLike) -> FloatArray:
    """Copy ``values`` into a new float array that refuses to be written to.

    Columns lie together in memory: nearly every step works on one indicator at a time.
    """
    array = np.array(values, dtype=np.float64, order="F")
    return sealed(array)


def sealed(array: FloatArray) -> FloatArray:
    """Make an array of our own read-only, without a copy."""
    array.setflags(write=False)
    return array
