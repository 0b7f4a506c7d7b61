"""``python -m benchmarks.web.lighthouse``: Lighthouse's four scores of the public pages on its slow telephone.

Needs what ``npm ci`` installs in ``frontend`` and Debian's Chromium; what is missing is said. The exit code tells
whether every page reaches what we promise.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.web.servers import Servers
from benchmarks.web.sites import PRODUCT, ROOT, TOWN, make_product, product

PROGRAM = ROOT / "frontend" / "node_modules" / "lighthouse" / "cli" / "index.js"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
MEASURES = {
    "first-contentful-paint": "first words",
    "largest-contentful-paint": "largest part",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
    "total-byte-weight": "all bytes",
}
ITEMS = 30
SWITCHES = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PATIENCE_SECONDS = 240


@dataclass(frozen=True)
class Seen:
    """What Lighthouse says of one page."""

    page: str
    scores: dict[str, int]
    measures: dict[str, str]
    faults: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Tell whether the page reaches what we promise."""
        return all(self.scores[name] >= least for name, least in LEAST.items())


def read_report(page: str, report: dict[str, Any]) -> Seen:
    """Read Lighthouse's JSON; a fault is a check that is not passed and has a weight, or costs time."""
    audits = report["audits"]
    scores = {name: round((report["categories"][name]["score"] or 0) * 100) for name in LEAST}
    measures = {
        label: audits[name].get("displayValue", "").rpartition(" was ")[2] for name, label in MEASURES.items()
    }
    weighed = {
        ref["id"]
        for category in report["categories"].values()
        for ref in category["auditRefs"]
        if ref["weight"]
    }
    failed = [
        name for name in sorted(weighed) if (audits[name].get("score") or 0) < 0.9 and _counts(audits[name])
    ]
    return Seen(page, scores, measures, tuple(failed))


def _counts(audit: dict[str, Any]) -> bool:
    return audit.get("scoreDisplayMode") not in {"notApplicable", "manual", "informative"}


def look(page: str, address: str, *, browser: str, folder: Path) -> Seen:
    """Let Lighthouse look at one page as it does for a telephone."""
    target = folder / "report.json"
    words = ["node", str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={target}"]
    words += [f"--chrome-flags={' '.join(SWITCHES)}", f"--only-categories={','.join(LEAST)}"]
    known = {**os.environ, "CHROME_PATH": browser}
    subprocess.run(words, env=known, check=True, stdout=sys.stderr, timeout=PATIENCE_SECONDS)
    return read_report(page, json.loads(target.read_text(encoding="utf-8")))


def warm(address: str) -> None:
    """Ask for a page as its first readers did: its pictures are drawn then, which the worker does after publishing."""
    for _ in range(4):  # each process of the server makes its own first page
        with urllib.request.urlopen(address) as answer:
            answer.read()


@contextmanager
def _site(folder: Path, address: str) -> Iterator[dict[str, str]]:
    """Give the addresses of the pages: of a site that runs already, or of one made for this."""
    if address:
        yield {"first page": f"{address}/", "news list": f"{address}/news/", "town": f"{address}{TOWN}"}
        return
    servers, ours = Servers(), folder / "ours"
    ours.mkdir()
    try:
        item = make_product(product(ours), items=ITEMS)
        here = servers.python(PRODUCT, at=ROOT, variables=product(ours))
        yield {
            "first page": f"{here}/",
            "news list": f"{here}/news/",
            "news item": here + item,
            "town": here + TOWN,
        }
    finally:
        servers.end()


def lacking(browser: str | None) -> str:
    """Return what is not here and how to get it; nothing when all is."""
    if not PROGRAM.exists() or shutil.which("node") is None:
        return "lighthouse is not here (npm ci in frontend/)"
    return "" if browser else "Chromium is not here (apt-get install chromium)"


def run(options: argparse.Namespace, browser: str) -> list[Seen]:
    """Look at every page and print a line for each as soon as it is known."""
    print(f"{'page':<14}" + "".join(f"{name:>16}" for name in (*LEAST, *MEASURES.values())))
    found = []
    with (
        tempfile.TemporaryDirectory(prefix="hamyar-lighthouse-") as name,
        _site(Path(name), options.site) as pages,
    ):
        for page, address in pages.items():
            warm(address)
            seen = look(page, address, browser=browser, folder=Path(name))
            found.append(seen)
            cells = [*(str(score) for score in seen.scores.values()), *seen.measures.values()]
            print(f"{page:<14}" + "".join(f"{cell:>16}" for cell in cells), flush=True)
            if seen.faults:
                print(f"{'':<14}below 90: {', '.join(seen.faults)}", flush=True)
    return found


def main() -> int:
    """Read the options, run, and fail when a page lacks something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", default="", metavar="ADDRESS", help="look at a site that runs already")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the scores as JSON")
    options = parser.parse_args()
    browser = os.environ.get("HAMYAR_CHROMIUM") or shutil.which("chromium")
    missing = lacking(browser)
    if missing or browser is None:
        print(f"benchmarks.web.lighthouse is left out: {missing}", file=sys.stderr)
        return 0
    found = run(options, browser)
    if options.json:
        scores = [{"page": each.page, **each.scores, **each.measures} for each in found]
        options.json.write_text(json.dumps(scores, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(each.is_enough for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
