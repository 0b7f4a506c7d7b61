import gzip

import pytest

from hamyar.core.pagecache.body import Body


@pytest.mark.parametrize(
    ("pieces", "parts"),
    [
        ([b"<p>whole</p>" * 50], []),
        (["پیش از شمار ".encode() * 9, b" after"], ["۵۰۴".encode()]),
        ([b"", b"middle", b""], [b"1", b""]),
    ],
)
def test_a_page_is_the_same_compressed_and_plain_with_its_gaps_filled(
    pieces: list[bytes], parts: list[bytes]
) -> None:
    body = Body.of(pieces)
    expected = b"".join(piece + part for piece, part in zip(pieces, [*parts, b""], strict=True))

    assert body.filled(parts) == expected
    assert gzip.decompress(body.gzipped(parts)) == expected


def test_a_page_of_words_gets_smaller() -> None:
    words = b"municipality " * 1000
    assert len(Body.of([words]).gzipped([])) < len(words) / 20
