"""Pages are answered from the cache exactly as long as nothing they were made from has changed."""

import gzip
from collections.abc import Callable, Iterator
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from hamyar.core.pagecache import middleware as under_test
from hamyar.core.pagecache.middleware import OneMaker, PageCacheMiddleware
from hamyar.core.pagecache.parts import forget_parts
from hamyar.group.models import Company
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db(transaction=True)
GROUP = "/group/"


@pytest.fixture(autouse=True)
def _kept_pages(settings: Any) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = settings.PART_CACHE_SECONDS = 600
    caches["pages"].clear()
    forget_parts()
    yield
    forget_parts()
    caches["pages"].clear()


class Counting:
    """A view that counts how often it is asked."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse] | None = None) -> None:
        self.times = 0
        self.answer = answer or (lambda _request: HttpResponse("<p>page</p>"))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.times += 1
        return self.answer(request)


def names(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("،".join(Company.objects.order_by("pk").values_list("name_fa", flat=True)))


def ask(kept: PageCacheMiddleware, address: str = GROUP, **extra: Any) -> HttpResponse:
    return kept(RequestFactory().get(address, **extra))


def test_a_page_is_made_once_and_again_when_something_it_shows_changes() -> None:
    view = Counting(names)
    kept = PageCacheMiddleware(view)
    company = Company.objects.create(code="one", name_fa="پیش")

    assert [ask(kept).content.decode() for _ in range(3)] == ["پیش"] * 3
    assert view.times == 1
    Company.objects.filter(pk=company.pk).update(name_fa="پس")
    assert ask(kept).content.decode() == "پس"
    make_user()  # nothing the page shows
    assert ask(kept).content.decode() == "پس"
    assert view.times == 2


def test_another_process_sees_the_change_too() -> None:
    company = Company.objects.create(code="one", name_fa="پیش")
    here, there = PageCacheMiddleware(names), PageCacheMiddleware(names)
    there.pages = LocMemCache("of-another-process", {})
    assert (ask(here).content, ask(there).content) == ("پیش".encode(),) * 2

    company.name_fa = "پس"
    company.save()

    assert (ask(here).content, ask(there).content) == ("پس".encode(),) * 2


def test_a_change_while_the_page_is_made_is_not_lost() -> None:
    company = Company.objects.create(code="one", name_fa="پیش")

    def slow(request: HttpRequest) -> HttpResponse:
        answer = names(request)
        if Company.objects.filter(name_fa="پیش").update(name_fa="پس"):
            company.refresh_from_db()
        return answer

    kept = PageCacheMiddleware(slow)
    assert ask(kept).content.decode() == "پیش"
    assert ask(kept).content.decode() == "پس"


@pytest.mark.parametrize(
    ("address", "extra", "times"),
    [
        ("/group/?b=2&a=1", {}, 1),
        ("/group/?a=1&b=2&utm_source=x&fbclid=y", {}, 1),
        ("/group/?a=1&b=3", {}, 2),
        ("/en/group/?a=1&b=2", {}, 2),
        ("/group/?a=1&b=2", {"HTTP_HOST": "localhost"}, 2),
        ("/group/?a=1&b=2", {"HTTP_COOKIE": "theme=dark"}, 2),
        ("/group/?a=1&b=2", {"HTTP_COOKIE": "theme=plaid; other=1"}, 1),
        ("/group/?a=1&b=2", {"HTTP_ACCEPT_LANGUAGE": "en"}, 1),
        ("/group/?a=1&b=2", {"HTTP_COOKIE": "sessionid=x"}, 2),
        ("/group/?a=1&b=2", {"HTTP_COOKIE": "messages=x"}, 2),
        ("/group/?a=1&b=2", {"HTTP_AUTHORIZATION": "Token x"}, 2),
        ("/group/?a=1&b=2", {"HTTP_HX_REQUEST": "true"}, 2),
    ],
)
def test_a_page_is_told_apart_by_what_truly_varies(
    address: str, extra: dict[str, str], times: int, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    view = Counting()
    kept = PageCacheMiddleware(view)
    ask(kept, "/group/?a=1&b=2")
    ask(kept, address, **extra)
    assert view.times == times


@pytest.mark.parametrize(
    "address", ["/desk/", "/en/desk/x/", "/account/login/", "/cms/", "/search/?q=a", "/api/v1/"]
)
def test_pages_of_people_are_never_kept(address: str) -> None:
    view = Counting()
    kept = PageCacheMiddleware(view)
    ask(kept, address)
    ask(kept, address)
    assert view.times == 2


def with_cookie(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse("page")
    response.set_cookie("a", "b")
    return response


def from_the_unwatched(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM newsroom_reading")
    return HttpResponse("page")


@pytest.mark.parametrize(
    "answer",
    [
        with_cookie,
        from_the_unwatched,
        lambda _request: HttpResponse("gone", status=404),
        lambda _request: HttpResponse("x", content_type="text/csv"),
        lambda _request: HttpResponse("x", headers={"Cache-Control": "no-store"}),
        lambda _request: HttpResponse("x", headers={"Content-Disposition": "attachment"}),
    ],
)
def test_what_is_not_the_same_for_everybody_is_not_kept(
    answer: Callable[[HttpRequest], HttpResponse],
) -> None:
    view = Counting(answer)
    kept = PageCacheMiddleware(view)
    ask(kept)
    ask(kept)
    assert view.times == 2


def test_a_page_is_asked_for_once_however_many_want_it() -> None:
    asked, may_go = Event(), Event()

    def slow(_request: HttpRequest) -> HttpResponse:
        asked.set()
        may_go.wait(10)
        return HttpResponse("page")

    view = Counting(slow)
    kept = PageCacheMiddleware(view)
    kept.version.now = lambda: under_test.Version((0, 0, 0), {})  # type: ignore[method-assign]  # threads have no database
    answers: list[bytes] = []
    readers = [Thread(target=lambda: answers.append(ask(kept).content)) for _ in range(5)]
    readers[0].start()
    assert asked.wait(10)
    for reader in readers[1:]:
        reader.start()
    may_go.set()
    for reader in readers:
        reader.join(10)
    assert answers == [b"page"] * 5
    assert view.times == 1
    assert kept.one_maker._locks == {}


def test_different_pages_do_not_wait_for_each_other() -> None:
    maker, together = OneMaker(), Barrier(2, timeout=10)
    broken: list[Exception] = []

    def make(key: str) -> None:
        try:
            with maker.of(key):
                together.wait()
        except Exception as error:
            broken.append(error)

    threads = [Thread(target=make, args=[key]) for key in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert broken == []


def test_headers_let_browsers_and_proxies_ask_whether_a_page_has_changed(
    client: Client, settings: Any
) -> None:
    first = client.get(GROUP, HTTP_ACCEPT_ENCODING="gzip")
    assert (first["Content-Encoding"], first["Cache-Control"]) == (
        "gzip",
        "public, max-age=0, must-revalidate",
    )
    assert {word.strip() for word in first["Vary"].split(",")} == {"Accept-Encoding", "Cookie"}
    assert first.cookies == {}
    assert gzip.decompress(first.content) == client.get(GROUP).content

    same = client.get(GROUP, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (same.status_code, same.content) == (304, b"")
    Company.objects.create(code="one", name_fa="تازه")
    assert client.get(GROUP, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200

    settings.PAGE_CACHE_PROXY_SECONDS = 5
    Company.objects.update(name_fa="تازه‌تر")
    assert client.get(GROUP)["Cache-Control"] == "public, max-age=0, s-maxage=5"


def test_a_settled_page_says_since_when_it_is_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from hamyar.core.pagecache import entries

    now = 1_800_000_000.5
    monkeypatch.setattr(entries.time, "time", lambda: now)
    assert not client.get(GROUP).has_header("Last-Modified")
    now += entries.SETTLED_SECONDS + 1
    told = client.get(GROUP)["Last-Modified"]
    assert told == "Fri, 15 Jan 2027 08:00:00 GMT"
    assert client.get(GROUP, HTTP_IF_MODIFIED_SINCE=told).status_code == 304


def test_head_is_answered_as_get(client: Client) -> None:
    assert client.head(GROUP).status_code == 200
    page = client.get(GROUP)
    assert client.head(GROUP)["ETag"] == page["ETag"]


def test_who_has_signed_in_gets_a_page_of_ones_own(client: Client) -> None:
    stranger = client.get(GROUP)
    client.force_login(make_user(role="analyst"))
    own = client.get(GROUP)
    assert own["Cache-Control"] == "private, no-cache"
    assert reverse("web:desk") in own.content.decode()
    assert reverse("web:desk") not in stranger.content.decode()
    client.logout()
    assert client.get(GROUP).content == stranger.content


def test_while_developing_nothing_is_kept(settings: Any) -> None:
    settings.DEBUG = True
    view = Counting()
    kept = PageCacheMiddleware(view)
    ask(kept)
    ask(kept)
    assert view.times == 2
