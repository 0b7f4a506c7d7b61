"""``hamyar serve``: set up, then the web server and the worker together until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from hamyar.cli.language import translate as _
from hamyar.cli.setup import prepare, start_django
from hamyar.config.env import environment_for_children

HOST = "127.0.0.1"
PATIENCE_SECONDS = 10


@click.command(help=_("Set up what is missing and serve the product on this machine."))
@click.option("--port", default=8000, show_default=True, help=_("Port to serve on."))
@click.option("--host", default=HOST, show_default=True, help=_("Address to serve on."))
@click.option("--workers", default=2, show_default=True, help=_("Processes of the web server."))
def serve(port: int, host: str, workers: int) -> None:
    """Prepare, start, say where to look, and end cleanly."""
    refuse_busy_port(host, port)
    start_django()
    prepare()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    address = f"http://{host}:{port}"
    processes = [web_server(host, port, workers, address=address), worker(address=address)]
    try:
        announce(host, port, processes[0])
        watch(processes)
    except KeyboardInterrupt:
        click.echo(_("\nStopping …"))
    finally:
        end(processes)


def refuse_busy_port(host: str, port: int) -> None:
    """Refuse with a sentence when another program holds the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            sentence = _(
                "Port {port} is in use. Stop the other program or choose another port: make run PORT=8123"
            )
            click.echo(sentence.format(port=port), err=True)
            sys.exit(1)


def web_server(host: str, port: int, workers: int, *, address: str) -> subprocess.Popen[bytes]:
    """Start the web server."""
    program = str(Path(sys.executable).parent / "granian")
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    options += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
    return start([program, *options, "hamyar.config.wsgi:application"], address=address)


def worker(*, address: str) -> subprocess.Popen[bytes]:
    """Start the worker that does long work."""
    code = "from hamyar.cli.worker import work; work()"
    return start([sys.executable, "-c", code], address=address)


def start(command: list[str], *, address: str) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own: Ctrl-C reaches only us, and we end the others in order."""
    variables = environment_for_children({"HAMYAR_ADDRESS": address})
    return subprocess.Popen(command, start_new_session=True, env=variables)  # noqa: S603 - our own words


def announce(host: str, port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, then say where to look."""
    deadline = time.monotonic() + PATIENCE_SECONDS * 3
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex((host, port)) == 0:
                break
        time.sleep(0.1)
    click.echo(_("\nHamyar is ready: {address}").format(address=f"http://{host}:{port}"))
    click.echo(_("Press Ctrl-C to stop."))


def watch(processes: list[subprocess.Popen[bytes]]) -> None:
    """Return when one of the processes has ended by itself."""
    while all(process.poll() is None for process in processes):
        time.sleep(0.3)
    click.echo(_("One of the processes ended by itself; see the lines above."), err=True)


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask the processes to end, and end those that do not."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
