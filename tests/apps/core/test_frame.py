import os
import subprocess
import sys
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from django.utils import translation

from hamyar.accounts.models import User
from hamyar.core.views import errors
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("path", "language", "direction"), [("/", "fa", "rtl"), ("/en/", "en", "ltr")])
def test_a_page_says_its_language(client: Client, path: str, language: str, direction: str) -> None:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert (page.html["lang"], page.html["dir"]) == (language, direction)


def test_a_public_page_sets_no_cookie(client: Client) -> None:
    assert not client.get("/").cookies


def test_the_content_security_policy_lets_nothing_in_from_elsewhere_and_nothing_inline(
    client: Client,
) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-" not in policy
    assert "http:" not in policy
    assert "https:" not in policy


@pytest.mark.parametrize("path", ["/", "/en/", "/offline/", "/no-such-page/"])
def test_a_page_has_no_inline_script_or_style(client: Client, path: str) -> None:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert not page.select("[style], [onclick], style")
    data = {"application/json", "application/ld+json"}
    assert not [s for s in page.select("script:not([src])") if s.get("type") not in data]


@pytest.mark.parametrize("path", ["/", "/no-such-page/"])
def test_the_first_thing_to_focus_leads_to_the_content(client: Client, path: str) -> None:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert page.body.find("a")["href"] == "#main"
    assert page.find(id="main").name == "main"


def test_the_choice_of_dark_is_kept_and_leads_back(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/offline/"})
    assert (answer.status_code, answer["Location"]) == (302, "/offline/")
    assert b'data-bs-theme="dark"' in client.get("/").content
    client.post("/theme/", {"theme": "auto", "next": "/"})
    assert b"data-bs-theme" not in client.get("/").content


def test_the_choice_of_dark_never_leads_to_another_host(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "//elsewhere.example/"})
    assert answer["Location"] == "/"


def test_an_unknown_theme_is_not_kept(client: Client) -> None:
    client.cookies["theme"] = 'x"><script>'
    assert b"data-bs-theme" not in client.get("/").content


def test_a_missing_page_offers_ways_on(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert b'href="/"' in answer.content


def test_a_closed_page_tells_who_can_open_it(client: Client) -> None:
    user = User.objects.create_user("someone@example.org", full_name="نسرین احمدی")
    client.force_login(user)
    answer = client.get("/desk/style/")
    assert answer.status_code == 403
    assert "نسرین احمدی" in answer.content.decode()


def test_the_style_page_shows_every_part_to_staff(client: Client) -> None:
    staff = make_user(role="administrator")
    User.objects.filter(pk=staff.pk).update(is_staff=True)
    client.force_login(staff)
    page = BeautifulSoup(client.get("/desk/style/").content, "html.parser")
    assert {part["data-chart"] for part in page.select("[data-chart]")} >= {
        "ranks",
        "contributions",
        "history",
    }
    assert len(page.select("form .field.has-error")) >= 3


def test_the_style_page_asks_strangers_to_sign_in(client: Client) -> None:
    assert client.get("/desk/style/").status_code == 302


def test_an_expired_form_says_how_to_send_it_again() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/logout/")
    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()


def test_the_server_error_page_needs_no_database(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # a fixture of pytest-django
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500


@pytest.mark.parametrize(("address", "language"), [("/about/", "fa"), ("/en/about/", "en"), ("/desk/", "fa")])
def test_without_a_database_every_page_says_so_in_its_language(
    address: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*arguments: object, **options: object) -> None:
        raise OperationalError("the database is gone")

    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a-session-that-has-to-be-read"
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", gone)
    with translation.override("en" if language == "fa" else "fa"):  # what the last request left behind
        answer = client.get(address)
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 500
    assert page.html is not None
    assert page.html["lang"] == language
    home, again, _home = page.select("a")
    assert (home["href"], again["href"]) == ("/en/" if language == "en" else "/", "")


def test_a_bad_request_says_what_to_do(rf: RequestFactory) -> None:
    assert errors.bad_request(rf.get("/"), ValueError()).status_code == 400


def test_the_service_worker_serves_the_whole_site(client: Client) -> None:
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"] == "text/javascript"
    assert client.get("/offline/").status_code == 200


def test_a_map_asks_another_host_only_when_the_organisation_set_one(client: Client, settings: Any) -> None:
    assert b"data-map-tiles" not in client.get("/").content
    settings.MAP_TILES = "https://tiles.example/{z}/{x}/{y}.png"
    assert b'data-map-tiles="https://tiles.example/{z}/{x}/{y}.png"' in client.get("/").content


def test_the_policy_lets_in_the_host_of_the_tiles_and_no_other(settings: Any) -> None:
    code = (
        "from hamyar.config import settings as s; d = s.CONTENT_SECURITY_POLICY['DIRECTIVES'];"
        "print([n for n, v in d.items() if 'https://tiles.example' in v], s.MAP_TILES_HOST)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **os.environ,
            "PYTHONPATH": str(settings.ROOT / "src"),
            "HAMYAR_MAP_TILES": "https://tiles.example/{z}/{x}/{y}.png",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "['img-src', 'connect-src'] ['https://tiles.example']"


def test_the_page_without_a_line_says_what_still_works(client: Client) -> None:
    words = client.get("/offline/").content.decode()
    assert "آنچه هنوز کار می‌کند" in words
    assert "/field/" in words
    assert "کد خطا" not in words


def test_the_code_of_an_error_is_written_in_the_digits_of_the_page(client: Client) -> None:
    assert "<bdi>۴۰۴</bdi>" in client.get("/no-such-page/").content.decode()
    assert "<bdi>404</bdi>" in client.get("/en/no-such-page/").content.decode()
