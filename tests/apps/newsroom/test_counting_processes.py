"""Readers counted by two real servers on one database, one of which is killed in the middle."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from hamyar.newsroom.models import Reading
from tests.factories.newsroom import make_first_item

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
IMPORTED, YESTERDAY, READERS = 504, 10, 40
KILLED_AFTER = 15
PATIENCE_SECONDS = 120
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


def test_nothing_answered_is_lost_by_a_crash_and_nobody_is_counted_twice(tmp_path: Path) -> None:
    item = make_first_item()
    yesterday = timezone.localdate() - timedelta(days=1)
    Reading.objects.bulk_create(
        Reading(page=item, day=yesterday, reader=f"{number:032}") for number in range(YESTERDAY)
    )
    with server(tmp_path) as here, server(tmp_path) as there:
        wait_for(here)
        wait_for(there)
        address = f"/news/read/{item.pk}.gif"
        with ThreadPoolExecutor(8) as readers:
            answers = list(readers.map(lambda number: ask(here, there, address, number), range(READERS)))
        assert here.process.poll() is not None, "nothing was killed"
        counted = shown(there, str(item.url))
        assert IMPORTED + YESTERDAY + sum(answers) <= counted <= IMPORTED + YESTERDAY + READERS

        for number in range(READERS):  # those whose picture did not come look again, and so do all others
            assert read(there, address, number)
        assert shown(there, str(item.url)) == IMPORTED + YESTERDAY + READERS


class Server:
    """A process of the product's own web server."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.address = f"http://127.0.0.1:{port}"

    def kill(self) -> None:
        """End it as a crash does: with all it had in memory, at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=PATIENCE_SECONDS)


def ask(here: Server, there: Server, address: str, number: int) -> bool:
    """Read from both servers; tell whether one answered. One reader kills the first server on the way."""
    if number == KILLED_AFTER:
        here.kill()
    first, second = (here, there) if number % 2 else (there, here)
    return any([read(first, address, number), read(second, address, number)])


def read(server: Server, address: str, number: int) -> bool:
    browser = f"Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.{number}"
    request = urllib.request.Request(server.address + address, headers={"User-Agent": browser})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def shown(server: Server, address: str) -> int:
    """Return the count as the page says it."""
    with urllib.request.urlopen(server.address + address, timeout=PATIENCE_SECONDS) as answer:
        page = answer.read().decode()
    found = re.search(r"تعداد بازدید</dt><dd>([۰-۹٬]+)", page)
    assert found is not None
    return int(found[1].replace("٬", "").translate(DIGITS))


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """Run the product's server on the database of the test; SQLite's is copied into a file first."""
    port = free_port()
    program = str(Path(sys.executable).parent / "granian")
    options = ["--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    known = {**os.environ, "DATABASE_URL": database_address(folder), "HAMYAR_DATA": str(folder)}
    known |= {
        "PYTHONPATH": str(settings.ROOT / "src"),
        "HAMYAR_ENV_FILE": "",
        "HAMYAR_STATIC_FROM_SOURCE": "yes",
    }
    command = [program, *options, "--no-ws", "--log-level", "error", "hamyar.config.wsgi:application"]
    process = subprocess.Popen(command, env=known, start_new_session=True)
    running = Server(process, port)
    try:
        yield running
    finally:
        running.kill()


def database_address(folder: Path) -> str:
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        file = folder / "readers.sqlite3"
        if not file.exists():
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(file)])
        return f"sqlite:///{file}"
    person = f"{quote(known['USER'])}:{quote(known['PASSWORD'], safe='')}"
    return f"postgresql://{person}@:{known['PORT']}/{known['NAME']}?host={known['HOST'] or '127.0.0.1'}"


def wait_for(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert server.process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(f"{server.address}/robots.txt", timeout=PATIENCE_SECONDS):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(server.address)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
