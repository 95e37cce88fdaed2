"""A real portal for the journeys: script/server with a database, a worker and a demo region of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO_PASSWORD = "demo-portaal"


@dataclass(frozen=True)
class Portal:
    url: str
    data_dir: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a management command beside the running portal and return what it prints."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def database(self, verb: str) -> None:
        """`stop` or `start` the database under the running portal."""
        command = [sys.executable, "-m", "network.postgres", verb, "--data-dir", str(self.data_dir)]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def owner_url(self) -> str:
        command = [sys.executable, "-m", "network.postgres", "url", "--data-dir", str(self.data_dir), "--role", "owner"]
        asked = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)
        return asked.stdout.strip()

    def status(self, path: str) -> int:
        try:
            return urllib.request.urlopen(self.url + path, timeout=30).status
        except urllib.error.HTTPError as error:
            return error.code


@contextmanager
def running_portal(data_dir: Path, root: Path = ROOT, **settings: str) -> Iterator[Portal]:
    """Start the script/server of `root` on a free port, wait until it answers, and stop what it started."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")},
        "PORTAL_DATA_DIR": str(data_dir),
        "PORTAL_DEMO": "1",
        "DATABASE_URL": "",
        "PORT": str(port),
        "SETUP_DEV": "1",
        "WEB_CONCURRENCY": "1",
        "DJANGO_SETTINGS_MODULE": "network.settings",
        **settings,
    }
    log = data_dir.parent / f"{data_dir.name}-server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            ["script/server"],
            cwd=root,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    portal = Portal(f"http://localhost:{port}", data_dir, environment)
    try:
        wait_until_it_answers(portal, server, log)
        yield portal
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


def wait_until_it_answers(portal: Portal, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 420  # the example figures are protected first, also on a busy machine
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if portal.status("/gezondheid/") == 200:
                return
        except OSError:
            server_is_not_there_yet = 0.2
            time.sleep(server_is_not_there_yet)
    raise AssertionError(f"het portaal start niet:\n{log.read_text()[-4000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
