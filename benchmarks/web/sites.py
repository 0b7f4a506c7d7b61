"""What is measured: our product three times, a bare view, a plain Wagtail site and nginx, each with content and running."""

import gzip
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

from benchmarks.web.plain import NAME, make_plain_site
from benchmarks.web.servers import BARE, Servers

ROOT = Path(__file__).resolve().parents[2]
SEED = 1
PRODUCT = "hamyar.config.wsgi:application"
TOWN = "/municipalities/1359/"
BARE_VIEW = "bare view of the same server"
PLAIN_PAGE = "plain Wagtail page"
FILE = "file sent by nginx"
PROXIED = "first page behind nginx's cache"
PAGES = ("first page", "news list", "news item", "town")
KEPT, ANEW, FROM_NOTHING = "{}, kept", "{}, made anew", "{}, made anew with nothing kept"
PREPARE = "from hamyar.cli.setup import start_django, prepare; start_django(); prepare()"


def start_sites(folder: Path, servers: Servers, *, items: int) -> dict[str, str]:
    """Prepare and start everything; return the addresses to ask by what they are."""
    ours, plain, bare = folder / "ours", folder / "plain", folder / "bare"
    for each in (ours, plain, bare):
        each.mkdir()
    variables = product(ours)
    item = make_product(variables, items=items)
    plain_item = make_plain_site(plain, number=items, seed=SEED)
    (bare / "bare.py").write_text(BARE, encoding="utf-8")
    kept = servers.python(PRODUCT, at=ROOT, variables={**variables, "HAMYAR_PAGE_CACHE_PROXY_SECONDS": "60"})
    fresh = servers.python(PRODUCT, at=ROOT, variables={**variables, "HAMYAR_PAGE_CACHE_SECONDS": "0"})
    off = {"HAMYAR_PAGE_CACHE_SECONDS": "0", "HAMYAR_PART_CACHE_SECONDS": "0"}
    nothing = servers.python(PRODUCT, at=ROOT, variables={**variables, **off})
    chosen = {"PYTHONPATH": str(plain), "DJANGO_SETTINGS_MODULE": f"{NAME}.settings.measured"}
    empty = servers.python("bare:application", at=bare, variables={"PYTHONPATH": str(bare)})
    ordinary = servers.python(f"{NAME}.wsgi:application", at=plain, variables=chosen)
    pages = dict(zip(PAGES, ("/", "/news/", item, TOWN), strict=True))
    found = {BARE_VIEW: f"{empty}/", PLAIN_PAGE: ordinary + plain_item}
    found |= {KEPT.format(name): kept + path for name, path in pages.items()}
    found |= {ANEW.format(name): fresh + path for name, path in pages.items()}
    found |= {FROM_NOTHING.format(name): nothing + path for name, path in pages.items()}
    return found | (before_nginx(folder, servers, kept, item) if shutil.which("nginx") else {})


def product(folder: Path) -> dict[str, str]:
    """Return the environment of a product of its own in a folder."""
    return {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "HAMYAR_DATA": str(folder),
        "DATABASE_URL": "",
        "CACHE_URL": "",
        "HAMYAR_ENV_FILE": "",
    }


def make_product(variables: dict[str, str], *, items: int) -> str:
    """Set our product up with made-up news; return the address of the newest item."""
    _run("-c", PREPARE, variables=variables)
    made = _run("-m", "benchmarks.web.content", f"--items={items}", f"--seed={SEED}", variables=variables)
    return made.strip().splitlines()[-1]


def before_nginx(folder: Path, servers: Servers, kept: str, item: str) -> dict[str, str]:
    """Start nginx with the item as a file and a cache before our product."""
    with urllib.request.urlopen(kept + item) as answer:
        page = answer.read()
    (folder / "file.html").write_bytes(page)
    (folder / "file.html.gz").write_bytes(gzip.compress(page))
    address = servers.nginx(folder=folder, behind=kept)
    return {FILE: f"{address}/file.html", PROXIED: f"{address}/"}


def _run(*command: str, variables: dict[str, str]) -> str:
    known = {**os.environ, **variables}
    done = subprocess.run([sys.executable, *command], env=known, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()
