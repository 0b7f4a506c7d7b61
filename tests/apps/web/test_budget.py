"""The first view of the first page and of an item stays light on a bad line, and needs no script."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from tests.factories.newsroom import make_first_item
from tests.factories.priorities import make_publication

pytestmark = pytest.mark.django_db
BUDGET = 150_000
READY_PACKED = {".woff2", ".webp", ".png", ".jpg"}


@pytest.fixture(params=["first page", "item"])
def address(request: pytest.FixtureRequest) -> str:
    make_publication()
    item = make_first_item()
    return "/" if request.param == "first page" else str(item.url)


def files_of(soup: BeautifulSoup) -> set[Path]:
    """Return the files of the front-end build that a page asks for, and the fonts its styles name."""
    tags = soup.select(
        "head link[rel~=stylesheet], head link[rel~=preload], head link[rel~=modulepreload], script[src]"
    )
    names = {str(tag.get("href") or tag.get("src")) for tag in tags}
    prefix = staticfiles_storage.base_url or "/static/"
    found = {settings.FRONTEND_DIST / name.removeprefix(prefix) for name in names}
    fonts = {
        path.parent / Path(font).name
        for path in found
        if path.suffix == ".css"
        for font in re.findall(r"url\(([^)]+\.woff2)\)", path.read_text(encoding="utf-8"))
    }
    return found | fonts


def on_the_wire(path: Path) -> int:
    content = path.read_bytes()
    return len(content if path.suffix in READY_PACKED else gzip.compress(content))


def test_the_first_view_is_under_150_kb_without_pictures(client: Client, address: str) -> None:
    page = client.get(address)
    files = files_of(BeautifulSoup(page.content, "html.parser"))
    assert {path.suffix for path in files} >= {".css", ".js", ".woff2"}, "the front end is not built"
    assert len(gzip.compress(page.content)) + sum(on_the_wire(path) for path in files) < BUDGET


def test_no_script_holds_up_the_page_and_none_is_needed_to_read_it(client: Client, address: str) -> None:
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    scripts: list[Any] = soup.select("script[src]")
    assert scripts
    assert all(
        tag.get("type") == "module" or tag.has_attr("defer") or tag.has_attr("async") for tag in scripts
    )
    for tag in soup.select("script"):
        tag.decompose()
    main = soup.select_one("main")
    assert isinstance(main, Tag)
    assert main.select_one("h1") is not None
    assert len(main.get_text(" ", strip=True)) > 300
    assert soup.select("[hidden], noscript") == []
