"""Answers with kept pages before Django: no request object, no middleware, one question to the database.

Each process remembers whole answers as :mod:`hamyar.core.pagecache.middleware` gave them, headers included. One is
given again as long as no change at all has been noted since; after any change the middleware looks closer.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from hamyar.core.pagecache.changes import extent_now
from hamyar.core.pagecache.entries import Answered
from hamyar.core.pagecache.keys import MOST_QUERY, takes_gzip

Asked = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Asked, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]
Key = tuple[str, ...]

MOST_PAGES = 512
COOKIES = {"", "theme=light", "theme=dark"}
ONE_S_OWN = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
OF_THE_BODY = {"Content-Length", "Content-Encoding", "Content-Type"}
PARTS_OF_KEY = (
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_HOST",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
)


@dataclass(frozen=True)
class ReadyPage:
    """A whole answer, ready to be sent."""

    body: bytes
    headers: Headers
    etag: str
    answered: Answered
    until: float

    def is_true(self) -> bool:
        """Tell whether nothing has changed since: neither what was noted nor what stands in the gaps.

        A clock that was set back makes the page older than the moment it was made: then it is not true either.
        """
        return (
            self.answered.made_at <= time.time() < self.until
            and self.answered.extent == extent_now()
            and all(
                part.write() == written
                for part, written in zip(self.answered.parts, self.answered.written, strict=True)
            )
        )

    def send(self, asked: Asked, start_response: StartResponse) -> Iterable[bytes]:
        """Send the page, or that the browser has it."""
        known = asked.get("HTTP_IF_NONE_MATCH", "")
        if self.etag.removeprefix("W/") in known or known.strip() == "*":
            start_response("304 Not Modified", [each for each in self.headers if each[0] not in OF_THE_BODY])
            return [b""]
        start_response("200 OK", list(self.headers))
        return [self.body]


class ReadyPages:
    """A WSGI application that stands before Django's."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.pages: dict[Key, ReadyPage] = {}

    def __call__(self, asked: Asked, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a page that is ready, else let Django answer and remember what it kept."""
        key = key_of(asked)
        if key is None:
            return self.application(asked, start_response)
        page = self.pages.get(key)
        if page is not None and page.is_true():
            return page.send(asked, start_response)
        response = self.application(asked, start_response)
        self._remember(key, response)
        return response

    def _remember(self, key: Key, response: Any) -> None:
        answered = getattr(response, "answered", None)
        if answered is None or not (answered.parts or response.has_header("Last-Modified")):
            return
        if len(self.pages) >= MOST_PAGES:
            self.pages.clear()
        self.pages[key] = ready_page(response, answered)


def ready_page(response: HttpResponse, answered: Answered) -> ReadyPage:
    """Return an answer of the middleware as it is sent again."""
    until = min(answered.made_at + settings.PAGE_CACHE_SECONDS, _end_of_day(answered.made_at))
    return ReadyPage(response.content, list(response.items()), response["ETag"], answered, until)


def key_of(asked: Asked) -> Key | None:
    """Return what tells apart the answers to requests that say nothing about who asks; nothing for others."""
    cookie = asked.get("HTTP_COOKIE", "")
    if asked["REQUEST_METHOD"] != "GET" or cookie not in COOKIES or any(name in asked for name in ONE_S_OWN):
        return None
    if len(asked.get("QUERY_STRING", "")) > MOST_QUERY:
        return None
    encoding = "gzip" if takes_gzip(asked.get("HTTP_ACCEPT_ENCODING", "")) else ""
    return (cookie, encoding, *(asked.get(name, "") for name in PARTS_OF_KEY))


def _end_of_day(moment: float) -> float:
    """Return when a page that was made at a moment begins to say something else: at midnight in Tehran."""
    tomorrow = datetime.fromtimestamp(moment, timezone.get_default_timezone()) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
