"""Sets of numbers as bitmaps, beside Python's own sets."""

import random

import pytest

from hamyar.core.search.numbers import NONE, SEGMENT, Numbers, packed, packed_places, union, unpacked

SIZES = (0, 1, 255, 256, 257, 5_000, SEGMENT)


def some(size: int, *, seed: int) -> set[int]:
    return set(random.Random(seed).sample(range(5 * SEGMENT), size))


@pytest.mark.parametrize("size", SIZES)
def test_a_segment_is_the_same_after_it_was_stored(size: int) -> None:
    places = random.Random(1).sample(range(SEGMENT), size)
    bitmap = Numbers.of(places).segments.get(0, 0)
    assert bitmap.bit_count() == size
    assert unpacked(packed(bitmap)) == bitmap
    assert packed_places(places) == packed(bitmap)
    assert len(packed(bitmap)) == (2 * size if size <= 256 else SEGMENT // 8)


def test_the_edges_of_segments_are_kept_apart() -> None:
    edges = [0, SEGMENT - 1, SEGMENT, 2 * SEGMENT - 1, 9 * SEGMENT]
    assert list(Numbers.of(edges)) == sorted(edges, reverse=True)
    assert sorted(Numbers.of(edges).segments) == [0, 1, 9]


@pytest.mark.parametrize("seed", range(5))
def test_sets_are_joined_and_parted_as_sets_are(seed: int) -> None:
    one, other = some(3_000, seed=seed), some(9_000, seed=seed + 100)
    first, second = Numbers.of(one), Numbers.of(other)
    assert list(first & second) == sorted(one & other, reverse=True)
    assert list(first | second) == sorted(one | other, reverse=True)
    assert list(first - second) == sorted(one - other, reverse=True)
    assert union([first, second, NONE]) == first | second
    assert (len(first), len(NONE), bool(NONE), bool(first)) == (3_000, 0, False, True)
    assert not first - first


@pytest.mark.parametrize("limit", [0, 1, 2, 299, 300, 2_999, 3_000, 10_000])
def test_the_newest_are_the_greatest(limit: int) -> None:
    numbers = some(3_000, seed=7)
    assert list(Numbers.of(numbers).newest(limit)) == sorted(numbers, reverse=True)[:limit]
    assert list(NONE.newest(limit)) == []
