"""What an attacker may try with kept pages: to be shown another's, to have another shown theirs, to keep a stale one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from hamyar.core.pagecache import entries, ready
from hamyar.core.pagecache.middleware import PageCacheMiddleware
from hamyar.core.pagecache.parts import forget_parts
from tests.apps.core.pagecache.test_ready import GROUP, Asking
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _kept_pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 600
    monkeypatch.setattr(entries, "SETTLED_SECONDS", -1)
    caches["pages"].clear()
    forget_parts()
    yield
    forget_parts()
    caches["pages"].clear()


def with_a_form(request: HttpRequest) -> HttpResponse:
    request.META["CSRF_COOKIE"] = request.COOKIES.get("csrftoken", "a" * 32)
    token = get_token(request)
    return HttpResponse(f'<form><input type="hidden" name="csrfmiddlewaretoken" value="{token}"></form>')


def test_the_token_of_a_form_is_not_kept_for_others() -> None:
    """A browser that has the cookie already gets no new one: nothing but the page itself tells of the token."""
    kept = PageCacheMiddleware(with_a_form)
    request = RequestFactory().get("/form/", headers={"cookie": f"csrftoken={'b' * 32}"})
    first, second = kept(request), kept(RequestFactory().get("/form/"))
    assert first.content != second.content


def test_gzip_is_sent_to_those_only_who_take_it() -> None:
    ask = Asking()
    for _ in range(3):
        assert "Content-Encoding" in ask(GROUP)[1]
        assert "Content-Encoding" not in ask(GROUP, HTTP_ACCEPT_ENCODING="br, gzip;q=0")[1]


@pytest.mark.parametrize("known", ["*", '"{}"', 'W/"other", W/"{}"', 'W/"{}"'])
def test_every_way_to_say_that_a_browser_has_the_page(known: str) -> None:
    ask = Asking()
    mark = ask(GROUP)[1]["ETag"].removeprefix('W/"').strip('"')
    assert ask(GROUP, HTTP_IF_NONE_MATCH=known.format(mark))[0] == "304 Not Modified"
    assert ask(GROUP, HTTP_IF_NONE_MATCH=f'"{mark}x", "x{mark}"')[0] == "200 OK"


def test_a_page_is_not_younger_for_being_remembered_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its ten minutes begin when it was made, not when this process first sent it."""
    ask = Asking()
    ask(GROUP)
    [page] = ask.pages.pages.values()
    assert page.until <= page.answered.made_at + 600

    monkeypatch.setattr(ready.time, "time", lambda: page.answered.made_at - 3600)  # the clock was set back
    assert not page.is_true()
    monkeypatch.setattr(ready.time, "time", lambda: page.answered.made_at + 601)
    assert not page.is_true()
    monkeypatch.undo()
    assert not replace(page, until=0.0).is_true()


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_HOST": "testserver:8080"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"wsgi.url_scheme": "https"},
        {"QUERY_STRING": "page=2"},
        {"HTTP_ACCEPT_ENCODING": "br"},
    ],
)
def test_another_host_scheme_question_or_encoding_is_another_page(more: dict[str, str]) -> None:
    ask = Asking()
    ask(GROUP)
    times = ask.django.times
    ask(GROUP, **more)
    assert ask.django.times == times + 1


def test_a_wrong_host_is_refused_and_not_remembered() -> None:
    ask = Asking()
    ask(GROUP)
    for _ in range(2):
        assert ask(GROUP, HTTP_HOST="evil.example")[0] == "400 Bad Request"
    assert ask.django.times == 3
    page = ask(GROUP, HTTP_X_FORWARDED_HOST="evil.example")
    assert "evil.example" not in page[2]


@pytest.mark.parametrize("cookie", ["django_language=en", "theme=dark; django_language=en", "theme=evil"])
def test_a_cookie_changes_neither_the_language_nor_the_looks_for_others(cookie: str) -> None:
    ask = Asking()
    ask(GROUP, HTTP_COOKIE=cookie, HTTP_ACCEPT_LANGUAGE="en")
    page = ask(GROUP)[2]
    assert 'lang="fa" dir="rtl"' in page
    assert "data-bs-theme" not in page


def test_what_a_person_who_signed_in_saw_is_shown_to_nobody_else(client: Client) -> None:
    user = make_user(role="planner")
    client.force_login(user)
    own = client.get(GROUP)
    assert own["Cache-Control"] == "private, no-cache"
    ask = Asking()
    session = f"sessionid={client.cookies['sessionid'].value}"
    mine = ask(GROUP, HTTP_COOKIE=session)[2]
    theirs = ask(GROUP)[2]
    assert "/desk/" in mine
    assert "/desk/" not in theirs
    client.logout()
    assert ask(GROUP, HTTP_COOKIE=session)[2].count("/desk/") == 0
    assert ask(GROUP)[2] == theirs


@pytest.mark.parametrize("path", ["/desk/", "/en/desk/", "/desk/calendar/", "/cms/"])
def test_a_desk_is_stored_nowhere(client: Client, path: str) -> None:
    client.force_login(make_user(role="planner"))
    assert "no-store" in client.get(path)["Cache-Control"]


def test_a_browser_asks_for_another_page_with_other_methods() -> None:
    ask = Asking()
    ask(GROUP)
    for method in ("HEAD", "OPTIONS", "POST", "PUT", "get"):
        times = ask.django.times
        ask(GROUP, REQUEST_METHOD=method)
        assert ask.django.times == times + 1
    assert len(ask.pages.pages) == 1
