"""Every address without parts to fill in: accessible, never wider than the screen, with one heading."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from hamyar.accounts.models import User

NOT_OURS = ("admin/", "cms/", "i18n/", "_")
SKIPPED = {"logout", "_util"}  # the second is the CMS's own door to private pages


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, address)
        elif isinstance(pattern, URLPattern) and not set("<(?\\") & set(address):
            yield address


def ours() -> list[str]:
    found = {address.removeprefix("en/") for address in addresses(get_resolver())}
    return sorted(
        a for a in found if not a.startswith(NOT_OURS) and not SKIPPED & set(a.strip("/").split("/"))
    )


def faults(
    page: Page, path: str, axe: Callable[[Page], list[str]], sideways: Callable[[Page], list[str]]
) -> list[str]:
    """Return what is wrong at an address; what is no page (a file, a part of one, a redirect) has no faults."""
    answer = page.request.get(path, max_redirects=0)
    if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
        return []
    if not answer.text().lstrip().lower().startswith("<!doctype"):
        return []
    page.goto(path)
    headings = page.locator("h1").count()
    wrong = [] if headings == 1 else [f"{headings} headings of the first level"]
    wrong += [f"wider than the screen: {element}" for element in sideways(page)]
    return wrong + axe(page)


def test_addresses_are_found() -> None:
    assert {"", "offline/", "desk/style/"} <= set(ours())


def test_every_public_page(
    any_page: Page, axe: Callable[..., list[str]], sideways: Callable[..., list[str]]
) -> None:
    wrong = {path: found for path in ours() if (found := faults(any_page, f"/{path}", axe, sideways))}
    assert wrong == {}


def test_every_page_of_the_desk(
    any_page: Page,
    sign_in: Callable[[Page, User], None],
    administrator: User,
    axe: Callable[..., list[str]],
    sideways: Callable[..., list[str]],
) -> None:
    sign_in(any_page, administrator)
    wrong = {path: found for path in ours() if (found := faults(any_page, f"/{path}", axe, sideways))}
    assert wrong == {}


def test_every_page_in_english(
    page: Page, axe: Callable[..., list[str]], sideways: Callable[..., list[str]]
) -> None:
    wrong = {path: found for path in ours() if (found := faults(page, f"/en/{path}", axe, sideways))}
    assert wrong == {}
