"""Pages in Chromium: each test fails on a request to another host, an error in the console or a breach of the policy."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, expect

from hamyar.accounts.models import User
from tests.browser.editors_desk import Desk
from tests.factories.accounts import make_user

CHROMIUM = os.environ.get("HAMYAR_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
AXE = settings.ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESKTOP = 360, 1280
HEIGHTS = {PHONE: 740, DESKTOP: 900}
HERE = {"127.0.0.1", "localhost"}

expect.set_options(timeout=15_000)  # a busy machine is no fault of a page
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here as journeys; skip them with a reason where they cannot run."""
    needed = os.environ.get("HAMYAR_NEED_BROWSER") == "yes"
    lacking = [
        str(path) for path in (Path(CHROMIUM), settings.FRONTEND_DIST / "manifest.json") if not path.exists()
    ]
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        if lacking and not needed:
            item.add_marker(pytest.mark.skip(reason=f"needs {' and '.join(lacking)} (make browser)"))


@dataclass
class Watch:
    """What went wrong on the pages of a test; ``allow`` names texts that are expected."""

    allowed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def allow(self, *texts: str) -> None:
        """Expect console errors that hold one of ``texts``."""
        self.allowed += texts

    def see_console(self, message: ConsoleMessage) -> None:
        """Record an error of the console."""
        if message.type == "error":
            self.note(f"console: {message.text} {message.location.get('url', '')}")

    def see_request(self, route: Route, request: Request) -> None:
        """Stop and record a request to another host."""
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HERE:
            self.note(f"request to another host: {request.url}")
            route.abort()
        else:
            route.continue_()

    def note(self, fault: str) -> None:
        """Keep a fault unless it is expected."""
        if not any(text in fault for text in self.allowed):
            self.faults.append(fault)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep the database of the journeys in a file, as the product does.

    The threads of a live server share one connection to a database in memory: what one of them stores lands in the
    transaction of another, and a table is «locked» without waiting.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(
            tmp_path_factory.mktemp("journeys") / "journeys.sqlite3"
        )


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's Chromium instead of a downloaded one."""
    return {"executable_path": CHROMIUM, "args": SWITCHES}


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fail the test at its end when anything went wrong on its pages."""
    seen = Watch()
    yield seen
    assert seen.faults == []


@pytest.fixture
def open_at(browser: Browser, live_server: Any, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open pages of a given width: ``open_at(360, color_scheme="dark", java_script_enabled=False)``."""
    contexts: list[BrowserContext] = []

    def opened(width: int, **options: Any) -> Page:
        options.setdefault("service_workers", "block")  # their requests cannot be watched
        options.setdefault("locale", "fa-IR")
        size = {"width": width, "height": HEIGHTS.get(width, 900)}
        context = browser.new_context(base_url=live_server.url, viewport=size, **options)
        contexts.append(context)
        context.route("**/*", watch.see_request)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", watch.see_console)
        page.on("pageerror", lambda error: watch.note(f"error: {error}"))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_at: Callable[..., Page]) -> Page:
    """A page on a desk's screen."""
    return open_at(DESKTOP)


@pytest.fixture
def phone(open_at: Callable[..., Page]) -> Page:
    """A page on a phone."""
    return open_at(PHONE)


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desk"])
def any_page(request: pytest.FixtureRequest, open_at: Callable[..., Page]) -> Page:
    """A page on a phone, then one on a desk's screen."""
    return open_at(request.param)


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, User], None]:
    """Sign a person in without the sign-in form."""

    def signed_in(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )

    return signed_in


@pytest.fixture
def styles_from_source(settings: Any) -> None:
    """Serve styles and scripts as they lie in the source; none was collected for the journeys."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def desk(
    open_at: Callable[..., Page], sign_in: Callable[[Page, User], None], transactional_db: None
) -> Callable[..., Desk]:
    """Sit down at the newsroom's editor with a role; the browser speaks English, as many do."""

    def seated(role: str, width: int = DESKTOP) -> Desk:
        page = open_at(width, locale="en-US", timezone_id="Europe/London")
        page.set_default_navigation_timeout(60_000)  # the first page of the editor is slow on a busy machine
        sign_in(page, make_user(role=role, full_name="کاربر آزمایشی"))
        return Desk(page)

    return seated


@pytest.fixture
def administrator(transactional_db: None) -> User:
    """A person who may do everything."""
    return make_user(role="administrator", full_name="مریم رضایی", is_staff=True, is_superuser=True)


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return what axe-core finds wrong with a page, one line per rule and place."""

    def violations(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return violations


@pytest.fixture
def sideways() -> Callable[[Page], list[str]]:
    """Return the elements that make a page scroll sideways."""

    def wide(page: Page) -> list[str]:
        found: list[str] = page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll('body *')].filter(e => {
              const box = e.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1;
            }).slice(0, 6).map(e => `${e.tagName}.${e.className}`)"""
        )
        return found

    return wide
