"""The inner loops compiled by Numba: no Python lock, no fused multiplication, bounded buffers.

Compiling takes seconds once; the result is kept on disk. Threads of Python run them side by side.
"""

from typing import Any

import numba
import numpy as np

from hamyar_engine.arrays import FloatArray
from hamyar_engine.index.uncertainty.kernels import RankArray, TallyArray

_TILE = 64
_WIDEST_TILE = 128
_DRAWS_PER_TILE = 64
_TERMS = 4
_WINDOW = 64
_DRAWS_PER_COUNT = 128
_SMALLEST_SPREAD = 1e-290
_UNITS_PER_COUNT = 32

_compile = numba.njit(nogil=True, cache=True)
_compile_reordered = numba.njit(nogil=True, cache=True, fastmath={"nnan", "ninf", "nsz"})


class CompiledKernels:
    """See :class:`~hamyar_engine.index.uncertainty.kernels.Kernels`."""

    def __init__(self) -> None:
        weights, matrix = np.full((5, 5), 0.2), np.eye(5)
        scores, ranks = np.empty((5, 5)), np.empty((5, 5), dtype=np.uint16)
        self.product(weights, self.pack(matrix), scores)
        self.rank(scores, ranks)
        self.count(ranks, np.zeros((5, 5), dtype=np.uint16))
        self.count_ahead(ranks, np.zeros((5, 5), dtype=np.uint16))

    def pack(self, matrix: FloatArray) -> FloatArray:
        """Cut into tiles of units that stay in the first cache: ``(tiles, indicators, tile)``."""
        terms, units = matrix.shape
        width = units if units <= _WIDEST_TILE else _TILE
        tiles = -(-units // width)
        if tiles == 1 and terms % _TERMS == 0:
            return np.ascontiguousarray(matrix)[None]
        packed = np.zeros((tiles, -(-terms // _TERMS) * _TERMS, width))
        for tile in range(tiles):
            part = matrix[:, tile * width : (tile + 1) * width]
            packed[tile, :terms, : part.shape[1]] = part
        return packed

    def product(self, weights: FloatArray, packed: Any, out: FloatArray) -> None:
        """Weighted sums in the order of the indicators."""
        padded = np.zeros((len(weights), packed.shape[1]))
        padded[:, : weights.shape[1]] = weights
        _product(padded, packed, out)

    def rank(self, scores: FloatArray, out: RankArray) -> None:
        """Ranks by buckets."""
        _rank_rows(scores, out)

    def count(self, ranks: RankArray, counts: TallyArray) -> None:
        """Draws of each rank."""
        _count(ranks, counts)

    def count_ahead(self, ranks: RankArray, ahead: TallyArray) -> None:
        """Draws in which one unit is ahead of another."""
        _count_ahead(ranks, ahead)


@_compile
def _product(weights, packed, out):  # type: ignore[no-untyped-def]  # typed by Numba
    draws, units, width = out.shape[0], out.shape[1], packed.shape[2]
    for first in range(0, draws, _DRAWS_PER_TILE):
        last = min(draws, first + _DRAWS_PER_TILE)
        fours = first + (last - first) // 4 * 4
        for tile in range(packed.shape[0]):
            start = tile * width
            stop = min(units, start + width)
            for draw in range(first, fours, 4):
                _add_four_draws(weights, packed[tile], out, draw, (start, stop))
            for draw in range(fours, last):
                _add_one_draw(weights[draw], packed[tile], out[draw, start:stop])


@_compile
def _add_four_draws(weights, matrix, out, draw, units):  # type: ignore[no-untyped-def]  # numba finds the types
    start, stop = units
    w0, w1, w2, w3 = weights[draw], weights[draw + 1], weights[draw + 2], weights[draw + 3]
    s0, s1 = out[draw, start:stop], out[draw + 1, start:stop]
    s2, s3 = out[draw + 2, start:stop], out[draw + 3, start:stop]
    width = stop - start
    for i in range(width):
        s0[i], s1[i], s2[i], s3[i] = 0.0, 0.0, 0.0, 0.0
    for j in range(0, matrix.shape[0], 4):
        z0, z1, z2, z3 = matrix[j], matrix[j + 1], matrix[j + 2], matrix[j + 3]
        a0, a1, a2, a3 = w0[j], w0[j + 1], w0[j + 2], w0[j + 3]
        b0, b1, b2, b3 = w1[j], w1[j + 1], w1[j + 2], w1[j + 3]
        c0, c1, c2, c3 = w2[j], w2[j + 1], w2[j + 2], w2[j + 3]
        d0, d1, d2, d3 = w3[j], w3[j + 1], w3[j + 2], w3[j + 3]
        for i in range(width):
            x0, x1, x2, x3 = z0[i], z1[i], z2[i], z3[i]
            s0[i] = s0[i] + a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3
            s1[i] = s1[i] + b0 * x0 + b1 * x1 + b2 * x2 + b3 * x3
            s2[i] = s2[i] + c0 * x0 + c1 * x1 + c2 * x2 + c3 * x3
            s3[i] = s3[i] + d0 * x0 + d1 * x1 + d2 * x2 + d3 * x3


@_compile
def _add_one_draw(weights, matrix, out):  # type: ignore[no-untyped-def]  # numba finds the types
    for i in range(out.size):
        out[i] = 0.0
    for j in range(0, matrix.shape[0], 4):
        z0, z1, z2, z3 = matrix[j], matrix[j + 1], matrix[j + 2], matrix[j + 3]
        a0, a1, a2, a3 = weights[j], weights[j + 1], weights[j + 2], weights[j + 3]
        for i in range(out.size):
            out[i] = out[i] + a0 * z0[i] + a1 * z1[i] + a2 * z2[i] + a3 * z3[i]


@_compile
def _rank_rows(scores, out):  # type: ignore[no-untyped-def]  # numba finds the types
    units = scores.shape[1]
    ends = np.empty(2 * units + 1, np.uint32)
    bucket = np.empty(units, np.uint32)
    unit = np.empty(units, np.uint32)
    rank = np.empty(units, np.int64)
    # scores in the order of the buckets, with room for a window on either side
    key = np.empty(units + 2 * _WINDOW)
    key[:_WINDOW] = np.inf
    key[units + _WINDOW :] = -np.inf
    for draw in range(scores.shape[0]):
        row = scores[draw]
        fullest = _fill_buckets(row, ends, bucket, unit, key)
        if fullest > _WINDOW:
            _rank_by_sorting(row, out[draw])
        else:
            _rank_in_windows(key, fullest, rank)
            for place in range(units):
                out[draw, unit[place]] = rank[place]


@_compile_reordered
def _extremes(row):  # type: ignore[no-untyped-def]  # numba finds the types
    low = high = row[0]
    for i in range(row.size):
        value = row[i]
        low = value if value < low else low
        high = value if value > high else high
    return low, high


@_compile
def _fill_buckets(row, ends, bucket, unit, key):  # type: ignore[no-untyped-def]  # numba finds the types
    """Order by equal intervals from the highest score down; the size of the fullest interval."""
    low, high = _extremes(row)
    buckets = ends.size - 1
    spread = high - low
    per_score = (buckets - 1) / spread if _SMALLEST_SPREAD < spread < np.inf else 0.0
    one = np.uint32(1)
    for b in range(buckets + 1):
        ends[b] = 0
    for i in range(row.size):
        bucket[i] = min(np.uint32(np.int32((high - row[i]) * per_score)), np.uint32(buckets - 1))
    for i in range(row.size):
        ends[bucket[i] + one] += one
    total, fullest = np.uint32(0), np.uint32(0)
    for b in range(1, buckets + 1):
        size = ends[b]
        total += size
        ends[b] = total
        fullest = max(fullest, size)
    for i in range(row.size):
        place = ends[bucket[i]]
        ends[bucket[i]] = place + one
        key[place + np.uint32(_WINDOW)] = row[i]
        unit[place] = np.uint32(i)
    return np.int64(fullest)


@_compile
def _rank_in_windows(key, fullest, rank):  # type: ignore[no-untyped-def]  # numba finds the types
    """Units in another bucket are in order, so only neighbours nearer than the fullest bucket count."""
    middle = key[_WINDOW:]
    before = key[_WINDOW - 4 :]
    for i in range(rank.size):
        own = before[i + 4]
        rank[i] = (
            i
            - 3
            + np.int64(before[i] > own)
            + np.int64(before[i + 1] > own)
            + np.int64(before[i + 2] > own)
            + np.int64(before[i + 3] > own)
            + np.int64(before[i + 5] > own)
            + np.int64(before[i + 6] > own)
            + np.int64(before[i + 7] > own)
            + np.int64(before[i + 8] > own)
        )
    for distance in range(5, fullest):
        left, right = key[_WINDOW - distance :], key[_WINDOW + distance :]
        for i in range(rank.size):
            rank[i] += np.int64(left[i] > middle[i]) + np.int64(right[i] > middle[i]) - 1


@_compile
def _rank_by_sorting(row, out):  # type: ignore[no-untyped-def]  # numba finds the types
    order = np.argsort(row)
    last, rank = np.inf, 1
    for place in range(row.size):
        unit = order[row.size - 1 - place]
        if row[unit] < last:
            rank = place + 1
        last = row[unit]
        out[unit] = rank


@_compile
def _count(ranks, counts):  # type: ignore[no-untyped-def]  # numba finds the types
    """Few units at a time, so that their counts stay in the cache."""
    for left in range(0, ranks.shape[1], _UNITS_PER_COUNT):
        right = min(ranks.shape[1], left + _UNITS_PER_COUNT)
        for start in range(0, ranks.shape[0], _DRAWS_PER_COUNT):
            stop = min(ranks.shape[0], start + _DRAWS_PER_COUNT)
            for unit in range(left, right):
                row = counts[unit]
                for draw in range(start, stop):
                    row[ranks[draw, unit] - np.uint16(1)] += 1


@_compile
def _count_ahead(ranks, ahead):  # type: ignore[no-untyped-def]  # numba finds the types
    draws, units = ranks.shape
    smaller = np.empty(units, np.uint16)
    for first in range(0, draws, _DRAWS_PER_COUNT):
        last = min(draws, first + _DRAWS_PER_COUNT)
        for unit in range(units):
            smaller[:] = 0
            for draw in range(first, last):
                own, row = ranks[draw, unit], ranks[draw]
                for other in range(units):
                    smaller[other] += np.uint16(own < row[other])
            for other in range(units):
                ahead[unit, other] += smaller[other]
