"""Pages that are ready are sent before Django is asked, and never once something they say has changed."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.urls import reverse

from hamyar.core.pagecache import entries
from hamyar.core.pagecache.parts import forget_parts
from hamyar.core.pagecache.ready import MOST_PAGES, ReadyPages, key_of
from hamyar.group.models import Company
from tests.factories.newsroom import make_first_item

pytestmark = pytest.mark.django_db(transaction=True)
CHROME = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"
GROUP = "/group/"


@pytest.fixture(autouse=True)
def _kept_pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = settings.PART_CACHE_SECONDS = 600
    monkeypatch.setattr(entries, "SETTLED_SECONDS", -1)  # a page is old enough at once
    caches["pages"].clear()
    forget_parts()
    yield
    forget_parts()
    caches["pages"].clear()


class Counted:
    """Django, and how often it was asked."""

    def __init__(self) -> None:
        self.django = WSGIHandler()
        self.times = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.times += 1
        answer: Iterable[bytes] = self.django(environ, start_response)
        return answer


class Asking:
    """A server's side of the conversation."""

    def __init__(self) -> None:
        self.django = Counted()
        self.pages = ReadyPages(self.django)

    def __call__(self, path: str, **more: str) -> tuple[str, dict[str, str], str]:
        sent: list[Any] = []
        body = b"".join(self.pages(environ(path, **more), lambda *words: sent.extend(words)))
        headers = dict(sent[1])
        if headers.get("Content-Encoding") == "gzip" and body:
            body = gzip.decompress(body)
        return sent[0], headers, body.decode()


def environ(path: str, **more: str) -> dict[str, Any]:
    words = {"REQUEST_METHOD": "GET", "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": ""}
    words |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver"}
    words |= {"HTTP_ACCEPT_ENCODING": "gzip, br", "SERVER_PROTOCOL": "HTTP/1.1"}
    return {**words, "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), **more}


def test_the_second_reader_gets_the_same_answer_without_django() -> None:
    ask = Asking()
    first, second = ask(GROUP), ask(GROUP)
    assert ask.django.times == 1
    assert first == second
    assert first[0] == "200 OK"
    assert {"Content-Security-Policy", "ETag", "Last-Modified", "Vary", "X-Frame-Options"} <= set(first[1])


def test_a_change_of_what_the_page_shows_is_seen_at_once_and_any_other_keeps_the_page() -> None:
    company = Company.objects.create(code="one", name_fa="شرکت پیشین")
    ask = Asking()
    assert "شرکت پیشین" in ask(GROUP)[2]
    Company.objects.filter(pk=company.pk).update(name_fa="شرکت تازه")
    for _ in range(2):
        page = ask(GROUP)[2]
        assert "شرکت تازه" in page
        assert "شرکت پیشین" not in page
    assert ask.django.times == 2


def test_a_reader_counted_meanwhile_shows_at_once(client: Client) -> None:
    item = make_first_item()
    path = reverse("newsroom:list") + item.slug + "/"
    ask = Asking()
    first = ask(path)
    assert ask(path) == first
    assert "۵۰۴" in first[2]
    client.get(reverse("newsroom:read", args=[item.pk]), headers={"user-agent": CHROME})
    for _ in range(2):
        status, headers, page = ask(path, HTTP_IF_NONE_MATCH=first[1]["ETag"])
        assert status == "200 OK"
        assert "۵۰۵" in page
        assert headers["ETag"] != first[1]["ETag"]
    assert ask.django.times == 2


def test_a_browser_that_has_the_page_is_told_so() -> None:
    ask = Asking()
    etag = ask(GROUP)[1]["ETag"]
    status, headers, body = ask(GROUP, HTTP_IF_NONE_MATCH=etag)
    assert (status, body) == ("304 Not Modified", "")
    assert headers["ETag"] == etag
    assert "Content-Length" not in headers
    assert ask(GROUP, HTTP_IF_NONE_MATCH='W/"of-yesterday"')[0] == "200 OK"
    assert ask(GROUP, HTTP_IF_NONE_MATCH=f'"other", {etag}')[0] == "304 Not Modified"
    assert ask.django.times == 1


def test_the_theme_the_language_and_the_encoding_are_told_apart() -> None:
    ask = Asking()
    plain, dark = ask(GROUP), ask(GROUP, HTTP_COOKIE="theme=dark")
    assert 'data-bs-theme="dark"' in dark[2]
    assert 'data-bs-theme="dark"' not in plain[2]
    assert 'lang="en"' in ask("/en" + GROUP)[2]
    assert "Content-Encoding" not in ask(GROUP, HTTP_ACCEPT_ENCODING="identity")[1]
    assert ask(GROUP) == plain
    assert ask(GROUP, HTTP_COOKIE="theme=dark") == dark


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_COOKIE": "sessionid=mine"},
        {"HTTP_COOKIE": "theme=dark; sessionid=mine"},
        {"HTTP_AUTHORIZATION": "Bearer mine"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_IF_MODIFIED_SINCE": "Sun, 22 Nov 2026 10:00:00 GMT"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
        {"QUERY_STRING": "q=" + "ب" * 300},
    ],
)
def test_what_says_who_asks_or_is_no_plain_question_goes_to_django(more: dict[str, str]) -> None:
    assert key_of(environ(GROUP, **more)) is None
    assert key_of(environ(GROUP)) is not None


def test_what_is_not_kept_is_not_ready_either() -> None:
    ask = Asking()
    for _ in range(2):
        assert ask("/nowhere/")[0] == "404 Not Found"
        assert ask("/account/login/")[0] == "200 OK"
    assert ask.django.times == 4
    assert ask.pages.pages == {}


def test_a_page_ends_with_the_day_or_its_time_and_only_so_many_are_remembered() -> None:
    ask = Asking()
    ask(GROUP)
    [(key, page)] = ask.pages.pages.items()
    assert page.is_true()
    assert not replace(page, until=0.0).is_true()
    ask.pages.pages = {(*key, str(number)): page for number in range(MOST_PAGES)}
    ask("/about/")
    assert len(ask.pages.pages) == 1
