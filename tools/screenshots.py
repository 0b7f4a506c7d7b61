"""Make the pictures of README and docs: serve the province's data, open the pages, keep what Chromium shows."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PAGES = {
    "ranking": ("/ranking/", 1280, 900),
    "town": ("/ranking/towns/1359/", 1280, 900),
    "explorer": ("/ranking/explorer/", 1280, 900),
    "municipalities-phone": ("/municipalities/", 360, 740),
}
PATIENCE_SECONDS = 240


def main() -> None:
    """Write each picture into ``docs/pictures``."""
    PICTURES.mkdir(exist_ok=True)
    with product() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (path, width, height) in PAGES.items():
            picture(browser, f"{address}{path}", PICTURES / f"{name}.png", (width, height))
            print(f"  docs/pictures/{name}.png")
        browser.close()


def picture(browser: Browser, address: str, target: Path, size: tuple[int, int]) -> None:
    """Open a page in a window of ``size`` and keep what is seen."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(800)
    page.screenshot(path=target)
    page.close()


@contextmanager
def product() -> Iterator[str]:
    """Serve the product from data of its own until the pictures are made."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="hamyar-pictures-", ignore_cleanup_errors=True) as folder:
        command = [str(Path(sys.executable).parent / "hamyar"), "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "HAMYAR_DATA": folder})
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def wait_for(port: int) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    sys.exit("the server did not start")


if __name__ == "__main__":
    main()
