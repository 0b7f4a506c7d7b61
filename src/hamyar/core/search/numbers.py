"""Sets of document numbers as bitmaps, and how a row of the index holds a part of one."""

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

SEGMENT = 8_192
"""So many neighbouring numbers share one bitmap."""
_BYTES = SEGMENT // 8
_MOST_LISTED = _BYTES // 4
"""A bitmap of so few numbers is stored as a list of their places, two bytes each."""


@dataclass(frozen=True)
class Numbers:
    """A set of document numbers: a bitmap of each segment, never an empty one."""

    segments: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, numbers: Iterable[int]) -> "Numbers":
        """Return the set of some numbers."""
        segments: dict[int, int] = {}
        for number in numbers:
            segment, place = divmod(number, SEGMENT)
            segments[segment] = segments.get(segment, 0) | 1 << place
        return cls(segments)

    def __and__(self, other: "Numbers") -> "Numbers":
        theirs = other.segments
        shared = ((segment, bitmap & theirs.get(segment, 0)) for segment, bitmap in self.segments.items())
        return Numbers({segment: bitmap for segment, bitmap in shared if bitmap})

    def __or__(self, other: "Numbers") -> "Numbers":
        segments = dict(self.segments)
        for segment, bitmap in other.segments.items():
            segments[segment] = segments.get(segment, 0) | bitmap
        return Numbers(segments)

    def __sub__(self, other: "Numbers") -> "Numbers":
        theirs = other.segments
        left = ((segment, bitmap & ~theirs.get(segment, 0)) for segment, bitmap in self.segments.items())
        return Numbers({segment: bitmap for segment, bitmap in left if bitmap})

    def __bool__(self) -> bool:
        return bool(self.segments)

    def __len__(self) -> int:
        return sum(bitmap.bit_count() for bitmap in self.segments.values())

    def __iter__(self) -> Iterator[int]:
        """Go through the numbers from the greatest down."""
        for segment in sorted(self.segments, reverse=True):
            digits = f"{self.segments[segment]:b}"
            last = segment * SEGMENT + len(digits) - 1
            place = digits.find("1")
            while place >= 0:
                yield last - place
                place = digits.find("1", place + 1)

    def newest(self, limit: int) -> "Numbers":
        """Return the greatest numbers, so many at most."""
        kept: dict[int, int] = {}
        for segment in sorted(self.segments, reverse=True):
            bitmap = self.segments[segment]
            if (count := bitmap.bit_count()) > limit:
                kept[segment] = _highest(bitmap, limit)
                break
            kept[segment] = bitmap
            limit -= count
        return Numbers({segment: bitmap for segment, bitmap in kept.items() if bitmap})


NONE = Numbers()


def union(sets: Iterable[Numbers]) -> Numbers:
    """Return the numbers that are in any of the sets."""
    segments: dict[int, int] = {}
    for each in sets:
        for segment, bitmap in each.segments.items():
            segments[segment] = segments.get(segment, 0) | bitmap
    return Numbers(segments)


def packed(bitmap: int) -> bytes:
    """Return the bitmap of a segment as it is stored; nothing when it is empty."""
    count = bitmap.bit_count()
    if count > _MOST_LISTED:
        return bitmap.to_bytes(_BYTES, "little")
    return struct.pack(f"<{count}H", *Numbers({0: bitmap} if bitmap else {}))


def unpacked(stored: bytes) -> int:
    """Return the bitmap that a row holds."""
    if len(stored) == _BYTES:
        return int.from_bytes(stored, "little")
    bits = bytearray(_BYTES)
    for place in struct.unpack(f"<{len(stored) // 2}H", stored):
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def packed_places(places: Iterable[int]) -> bytes:
    """Return places of one segment as they are stored."""
    bits = bytearray(_BYTES)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return packed(int.from_bytes(bits, "little"))


def _highest(bitmap: int, limit: int) -> int:
    """Keep so many of the highest bits."""
    digits = f"{bitmap:b}"
    place = -1
    for _bit in range(limit):
        place = digits.find("1", place + 1)
    below = len(digits) - 1 - place
    return bitmap >> below << below if limit else 0
