"""The body of a kept page, compressed once; gaps are filled without compressing it again."""

import struct
import zlib
from dataclasses import dataclass
from itertools import zip_longest

GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
LAST_BLOCK = b"\x03\x00"
LEVEL = 9


@dataclass(frozen=True)
class Body:
    """Pieces of a page, each with its compressed form; gaps lie between them."""

    plain: tuple[bytes, ...]
    compressed: tuple[bytes, ...]

    @classmethod
    def of(cls, pieces: list[bytes]) -> "Body":
        """Compress the pieces."""
        return cls(tuple(pieces), tuple(_deflated(piece) for piece in pieces))

    def filled(self, parts: list[bytes]) -> bytes:
        """Return the whole page with its gaps filled."""
        return b"".join(_woven(self.plain, parts))

    def gzipped(self, parts: list[bytes]) -> bytes:
        """Return the whole page as one gzip member: the parts stand in it as stored blocks."""
        checksum, length = 0, 0
        for piece in _woven(self.plain, parts):
            checksum, length = zlib.crc32(piece, checksum), length + len(piece)
        blocks = _woven(self.compressed, [_stored(part) for part in parts])
        return b"".join([GZIP_HEAD, *blocks, LAST_BLOCK, struct.pack("<II", checksum, length)])


def _woven(pieces: tuple[bytes, ...], parts: list[bytes]) -> list[bytes]:
    return [each for pair in zip_longest(pieces, parts, fillvalue=b"") for each in pair]


def _deflated(piece: bytes) -> bytes:
    """Compress a piece so that it ends on a whole byte and nothing after it needs it."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _stored(part: bytes) -> bytes:
    """Write a part as a block that is not compressed."""
    return struct.pack("<BHH", 0, len(part), len(part) ^ 0xFFFF) + part
