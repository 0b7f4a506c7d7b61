"""The inner loops in plain NumPy; always there."""

from functools import cache

import numpy as np

from hamyar_engine.arrays import FloatArray
from hamyar_engine.index.uncertainty.kernels import RankArray, TallyArray

_BYTE = 255
_UNITS_AT_ONCE = 64


class NumpyKernels:
    """See :class:`~hamyar_engine.index.uncertainty.kernels.Kernels`."""

    def pack(self, matrix: FloatArray) -> FloatArray:
        """Nothing needs to be laid out anew."""
        return np.ascontiguousarray(matrix)

    def product(self, weights: FloatArray, packed: FloatArray, out: FloatArray) -> None:
        """Weighted sums in the order of the indicators."""
        ordered_product(weights, packed, out)

    def rank(self, scores: FloatArray, out: RankArray) -> None:
        """Sort, number, and let equal neighbours share the number of the first."""
        order = np.argsort(scores, axis=1)[:, ::-1]
        ordered = np.take_along_axis(scores, order, axis=1)
        places = np.broadcast_to(np.arange(1, scores.shape[1] + 1, dtype=np.uint16), scores.shape).copy()
        places[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = 0
        np.maximum.accumulate(places, axis=1, out=places)
        np.put_along_axis(out, order, places, axis=1)

    def count(self, ranks: RankArray, counts: TallyArray) -> None:
        """Count the pairs (unit, rank) as one number each, for few units at a time."""
        units = counts.shape[1]
        for first in range(0, units, _UNITS_AT_ONCE):
            pairs = ranks[:, first : first + _UNITS_AT_ONCE].astype(np.intp)
            some = pairs.shape[1]
            pairs += np.arange(some, dtype=np.intp) * units - 1
            found = np.bincount(pairs.ravel(), minlength=some * units).reshape(some, units)
            counts[first : first + some] += found.astype(counts.dtype)

    def count_ahead(self, ranks: RankArray, ahead: TallyArray) -> None:
        """Compare one unit with all others at a time, in so few draws that a byte holds the count."""
        for start in range(0, len(ranks), _BYTE):
            block = ranks[start : start + _BYTE]
            for unit in range(ranks.shape[1]):
                smaller = (block[:, unit, None] < block).view(np.uint8)
                ahead[unit] += np.add.reduce(smaller, axis=0, dtype=np.uint8)


def ordered_product(weights: FloatArray, matrix: FloatArray, out: FloatArray) -> None:
    """Write ``weights @ matrix``, the terms of each sum added in order and not fused.

    ``einsum`` does exactly this, fast, where NumPy is built without fused multiplication. Where it is not,
    one pass per term does.
    """
    if matrix.shape[1] > 1 and _einsum_adds_in_order():
        np.einsum("dp,pn->dn", weights, matrix, out=out)
    else:
        _product_term_by_term(weights, matrix, out)


def _product_term_by_term(weights: FloatArray, matrix: FloatArray, out: FloatArray) -> None:
    out[...] = 0.0
    term = np.empty_like(out)
    for place, row in enumerate(matrix):
        np.multiply(weights[:, place, None], row, out=term)
        out += term


@cache
def _einsum_adds_in_order() -> bool:
    generator = np.random.default_rng(1)
    for draws, indicators, units in ((5, 31, 2), (4, 17, 67), (1, 9, 33)):
        weights, matrix = generator.random((draws, indicators)), generator.random((indicators, units))
        expected = np.empty((draws, units))
        _product_term_by_term(weights, matrix, expected)
        if not np.array_equal(np.einsum("dp,pn->dn", weights, matrix), expected):
            return False
    return True
