"""The servers that are measured, each on a free port of this machine and ended with the benchmark."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

BARE = """
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("", lambda request: HttpResponse("<p>bare</p>"))]
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="for measuring only")
application = get_wsgi_application()
"""
NGINX = """
worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/cache keys_zone=pages:10m; default_type text/html;
  server {{ listen 127.0.0.1:{port};
    location = /file.html {{ root {folder}; gzip_static on; }}
    location / {{ proxy_pass {behind}; proxy_set_header Host $http_host; proxy_cache pages; proxy_cache_lock on; }} }}
}}
"""
PATIENCE_SECONDS = 120


@dataclass
class Servers:
    """Starts servers and ends them all."""

    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def python(self, application: str, *, at: Path, variables: Mapping[str, str]) -> str:
        """Start a WSGI application with the product's own server and settings; return its address."""
        port = free_port()
        program = str(Path(sys.executable).parent / "granian")
        options = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
        options += ["--no-ws", "--log-level", "error", "--working-dir", str(at)]
        self._start([program, *options, application], {**os.environ, **variables})
        return _ready(port)

    def nginx(self, *, folder: Path, behind: str) -> str:
        """Start nginx with a file and a cache before ``behind``; return its address."""
        port = free_port()
        settings = folder / "nginx.conf"
        settings.write_text(NGINX.format(folder=folder, port=port, behind=behind), encoding="ascii")
        folder.chmod(0o755)
        self._start([shutil.which("nginx") or "nginx", "-c", str(settings)], os.environ)
        return _ready(port)

    def _start(self, command: list[str], variables: Mapping[str, str]) -> None:
        self.running.append(subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL))

    def end(self) -> None:
        """End what was started."""
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(timeout=PATIENCE_SECONDS)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(port: int) -> str:
    """Wait for an answer, not for the port: that opens before the first page can be made."""
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/", timeout=PATIENCE_SECONDS):
                return address
        except urllib.error.HTTPError:
            return address
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"no server answers at {address}")
