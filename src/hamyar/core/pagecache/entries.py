"""A page in the cache: when it may be kept, until when it is true, how it is answered."""

import gzip
import time
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

from hamyar.core.pagecache.body import Body
from hamyar.core.pagecache.changes import Version
from hamyar.core.pagecache.keys import takes_gzip
from hamyar.core.pagecache.live import LivePart, split

KEPT_TYPES = ("text/html", "text/plain", "application/xml", "application/atom+xml", "application/feed+json")
PRIVATE = ("private", "no-store", "no-cache")
SECRET_OF_FORM = b"csrfmiddlewaretoken"
"""A form that carries somebody's token: it comes without a new cookie where the browser has one already."""
SETTLED_SECONDS = 2
"""A date with whole seconds tells two pages apart only when they are further from each other than this."""


@dataclass(frozen=True)
class Entry:
    """One page as every reader who has not signed in gets it: compressed, or in pieces where it has gaps."""

    whole: bytes
    body: Body | None
    parts: tuple[LivePart, ...]
    headers: tuple[tuple[str, str], ...]
    tables: frozenset[str]
    version: tuple[Any, ...]
    made_at: float
    etag: str

    def is_true(self, version: Version) -> bool:
        """Tell whether nothing the page was made from has changed."""
        return self.version == version.of(self.tables)

    def content(self, written: list[bytes], *, is_compressed: bool) -> bytes:
        """Return the page with its gaps filled."""
        if self.body is not None:
            return self.body.gzipped(written) if is_compressed else self.body.filled(written)
        return self.whole if is_compressed else gzip.decompress(self.whole)


@dataclass(frozen=True)
class Answered:
    """Of an answer from the cache: when it was made, what stood in its gaps, which changes had been noted when it was true."""

    parts: tuple[LivePart, ...]
    written: tuple[bytes, ...]
    extent: tuple[int, int, int]
    made_at: float


def without_gaps(response: HttpResponse) -> HttpResponse:
    """Fill the gaps of an answer that is not kept."""
    if not response.streaming:
        pieces, parts = split(response.content)
        if parts:
            response.content = Body.of(pieces).filled([part.write() for part in parts])
    return response


def is_keepable(response: HttpResponse, tables: set[str]) -> bool:
    """Tell whether an answer is the same for everybody and made from watched tables only."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.get("Content-Type", "").startswith(KEPT_TYPES)
        and not response.has_header("Content-Disposition")
        and not any(word in response.get("Cache-Control", "") for word in PRIVATE)
        and SECRET_OF_FORM not in response.content
        and not tables & settings.PAGE_CACHE_UNWATCHED
    )


def entry_of(response: HttpResponse, *, tables: set[str], version: Version) -> Entry:
    """Return what is kept of an answer; ``version`` is of before it was made."""
    pieces, parts = split(response.content)
    named = frozenset(tables)
    headers = {
        name: value for name, value in response.items() if name not in {"Vary", "Content-Length", "ETag"}
    }
    headers.setdefault("Cache-Control", cache_control())
    return Entry(
        whole=b"" if parts else Body.of(pieces).gzipped([]),
        body=Body.of(pieces) if parts else None,
        parts=tuple(parts),
        headers=tuple(headers.items()),
        tables=named,
        version=version.of(named),
        made_at=time.time(),
        etag=blake2b(b"\0".join(pieces), digest_size=12).hexdigest(),
    )


def cache_control() -> str:
    """Browsers ask each time whether the page has changed; proxies as often as the settings say."""
    seconds = settings.PAGE_CACHE_PROXY_SECONDS
    return f"public, max-age=0, s-maxage={seconds}" if seconds else "public, max-age=0, must-revalidate"


def answer(request: HttpRequest, entry: Entry, *, extent: tuple[int, int, int]) -> HttpResponse:
    """Return the page as it is now, compressed where the browser takes it; it is true at an extent of the notes."""
    written = [part.write() for part in entry.parts]
    is_compressed = takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    content = entry.content(written, is_compressed=is_compressed)
    response = HttpResponse(content)
    for name, value in entry.headers:
        response.headers[name] = value
    if is_compressed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(content))
    response.headers["ETag"] = f'W/"{"-".join([entry.etag, *(part.hex() for part in written)])}"'
    if not written and time.time() - entry.made_at > SETTLED_SECONDS:
        response.headers["Last-Modified"] = http_date(entry.made_at)
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    response.answered = Answered(entry.parts, tuple(written), extent, entry.made_at)  # type: ignore[attr-defined]  # read by ready
    return response
