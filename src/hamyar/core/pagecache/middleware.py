"""Answers readers who have not signed in from the cache, as long as the pages there are true."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from hamyar.core.pagecache.changes import Version, VersionReader, tables_read
from hamyar.core.pagecache.entries import Entry, answer, entry_of, is_keepable, without_gaps
from hamyar.core.pagecache.keys import (
    is_for_everybody,
    key_of,
    normalise_encoding,
    normalise_query,
    release_digest,
)

PATIENCE_SECONDS = 10
WORK_PAGES = ("/account/", "/cms/", "/desk/")


class PageCacheMiddleware:
    """Keeps whole public pages; what carries a session is made anew and marked private."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = caches["pages"]
        self.release = release_digest()
        self.version = VersionReader()
        self.one_maker = OneMaker()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from the cache, or make the page once however many ask for it."""
        if settings.DEBUG or not settings.PAGE_CACHE_SECONDS:
            return self.get_response(request)
        if not is_for_everybody(request):
            return _marked_private(request, self.get_response(request))
        normalise_query(request)
        normalise_encoding(request)
        key = key_of(request, release=self.release)
        response = self._kept(request, key)
        if response is not None:
            return response
        if request.method == "HEAD":
            return self.get_response(request)
        with self.one_maker.of(key):
            return self._kept(request, key) or self._made(request, key)

    def _kept(self, request: HttpRequest, key: str) -> HttpResponse | None:
        entry: Entry | None = self.pages.get(key)
        if entry is None:
            return None
        version = self.version.now()
        return answer(request, entry, extent=version.extent) if entry.is_true(version) else None

    def _made(self, request: HttpRequest, key: str) -> HttpResponse:
        version: Version = self.version.now()
        request.keeps_page = True  # type: ignore[attr-defined]  # read by live_part()
        with tables_read() as tables:
            response = self.get_response(request)
        if not is_keepable(response, tables):
            return without_gaps(response)
        entry = entry_of(response, tables=tables, version=version)
        self.pages.set(key, entry, settings.PAGE_CACHE_SECONDS)
        return answer(request, entry, extent=version.extent)


class OneMaker:
    """Lets one thread of this process make a page while the others that want it wait for it."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._locks: dict[str, tuple[Lock, int]] = {}

    @contextmanager
    def of(self, key: str) -> Iterator[None]:
        """Wait for one's turn, but not for ever: a page that hangs must not hold up the rest."""
        with self._guard:
            lock, waiting = self._locks.get(key, (Lock(), 0))
            self._locks[key] = (lock, waiting + 1)
        is_held = lock.acquire(timeout=PATIENCE_SECONDS)
        try:
            yield
        finally:
            if is_held:
                lock.release()
            with self._guard:
                _lock, waiting = self._locks.pop(key)
                if waiting > 1:
                    self._locks[key] = (lock, waiting - 1)


def _marked_private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep proxies and shared computers from storing what a person who signed in was shown."""
    is_own = settings.SESSION_COOKIE_NAME in request.COOKIES
    if is_own and not response.has_header("Cache-Control"):
        is_work = request.path_info.removeprefix("/en").startswith(WORK_PAGES)
        # what stood on a desk is not shown again by a shared computer's "back" after signing out
        patch_cache_control(response, private=True, **({"no_store": True} if is_work else {"no_cache": True}))
    return response
