"""Which requests one page answers."""

import re
from hashlib import blake2b
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

MOST_QUERY = 300
NOT_THE_PAGES = frozenset({"fbclid", "gclid", "yclid", "_ga", "igshid"})
GZIP = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*(?:$|,|;(?!\s*q\s*=\s*0(?:\.0*)?\s*(?:$|,)))", re.IGNORECASE)
OWN_COOKIES = ("messages",)
SOURCES = ("*.html", "*.py", "*.yaml")


def is_for_everybody(request: HttpRequest) -> bool:
    """Tell whether a request says nothing about who asks, and asks for a whole page."""
    meta = request.META
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not any(name in request.COOKIES for name in OWN_COOKIES)
        and "HTTP_AUTHORIZATION" not in meta
        and "HTTP_HX_REQUEST" not in meta
        and len(meta.get("QUERY_STRING", "")) <= MOST_QUERY
        and not request.path_info.removeprefix("/en").startswith(settings.PAGE_CACHE_EXCLUDED)
    )


def normalise_query(request: HttpRequest) -> None:
    """Put the parameters in order and forget those that only say where a reader came from.

    The bytes stay what they were, also where a browser sent letters that are not percent-encoded.
    """
    query = request.META.get("QUERY_STRING", "")
    if query:
        pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
        kept = [pair for pair in pairs if pair[0] not in NOT_THE_PAGES and not pair[0].startswith("utm_")]
        request.META["QUERY_STRING"] = urlencode(sorted(kept, key=lambda pair: pair[0]), encoding="latin-1")


def normalise_encoding(request: HttpRequest) -> None:
    """Say once, for this cache and for what compresses after it, whether the browser takes gzip."""
    is_taken = takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip" if is_taken else "identity"


def takes_gzip(accepted: str) -> bool:
    """Tell whether ``Accept-Encoding`` names gzip without refusing it by ``q=0``."""
    return GZIP.search(accepted) is not None


def key_of(request: HttpRequest, *, release: str) -> str:
    """Return the key of the page: what its text depends on besides the database."""
    words = (
        release,
        request.scheme or "",
        request.get_host(),
        request.path,
        request.META.get("QUERY_STRING", ""),
        _theme(request),
        timezone.localdate().isoformat(),
    )
    return blake2b("\n".join(words).encode(), digest_size=20).hexdigest()


def _theme(request: HttpRequest) -> str:
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in {"light", "dark"} else ""


def release_digest() -> str:
    """Return what changes when the programs, templates, texts or styles do."""
    digest = blake2b(digest_size=8)
    found = [path for pattern in SOURCES for path in Path(__file__).resolve().parents[2].rglob(pattern)]
    found += [settings.FRONTEND_DIST / "manifest.json", *(settings.ROOT / "locale").rglob("*.mo")]
    for path in sorted(found):
        if path.is_file():
            digest.update(f"{path} {path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()
