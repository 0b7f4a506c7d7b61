import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from hamyar.cli import main
from hamyar.cli.setup import make_secret_key

ROOT = Path(__file__).resolve().parents[2]


def test_serve_refuses_a_port_in_use_with_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        result = CliRunner().invoke(main, ["serve", "--port", str(port)])

    assert result.exit_code == 1
    assert str(port) in result.stderr
    assert "make run PORT=" in result.stderr


def test_make_secret_key_writes_once_for_its_owner_only(tmp_path: Path, settings: object) -> None:
    settings.DATA_FOLDER = tmp_path / "data"  # type: ignore[attr-defined]  # Django's settings

    make_secret_key()
    first = (tmp_path / "data" / "secret-key").read_text()
    make_secret_key()

    assert (tmp_path / "data" / "secret-key").read_text() == first
    assert len(first) > 50
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_serve_sets_up_shows_the_password_once_serves_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    first = session(tmp_path, port)
    second = session(tmp_path, port)

    assert re.search(r"Sign in as admin@hamyar\.local with the password \S{12,}", first)
    assert f"http://127.0.0.1:{port}" in first
    assert "password" not in second
    assert "Hamyar is ready" in second


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def session(folder: Path, port: int) -> str:
    """Serve from ``folder`` until it is ready, ask for the home page, press Ctrl-C and return what was said."""
    environment = {
        **os.environ,
        "HAMYAR_DATA": str(folder / "var"),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [
        sys.executable,
        "-c",
        "from hamyar.cli import main; main()",
        "--lang",
        "en",
        "serve",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = wait_until_ready(process)
    assert b"200" in answer(port).split(b"\r\n")[0]
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0, rest
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    return (said + rest).decode()


def wait_until_ready(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    said, deadline = b"", time.monotonic() + 240
    while b"Press Ctrl-C" not in said and time.monotonic() < deadline:
        line = process.stdout.readline()
        assert line, said.decode()
        said += line
    return said


def answer(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        return wire.recv(4096)
