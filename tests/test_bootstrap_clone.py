"""The two commands on a fresh clone, in an empty folder."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from network.postgres import find

ROOT = Path(__file__).parents[1]
SETTINGS = {
    "PORT",
    "PORTAL_DATA_DIR",
    "PORTAL_DEMO",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "SETUP_DEV",
    "DEBUG",
    "SENTRY_DSN",
}
LAST_LINE = "Stoppen: Ctrl-C"


@pytest.fixture
def clone() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="portal-clone-"))
    folder.chmod(0o755)
    subprocess.run(["git", "clone", "--quiet", ROOT, folder / "portaal"], check=True)
    yield folder / "portaal"
    if running := find(folder / "portaal" / "var"):  # its database outlives a server that was killed
        running.stop()
    shutil.rmtree(folder)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`script/server` of a clone, until the end of the block; `took` is how many seconds it asked to start."""

    def __init__(self, clone: Path, port: int, *, within: float) -> None:
        self.clone, self.port, self.within = clone, port, within
        self.said: list[str] = []

    def __enter__(self) -> "Server":
        clean = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        began = time.monotonic()
        self.process = subprocess.Popen(
            [self.clone / "script" / "server"],
            env=clean | {"PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        too_late = threading.Timer(self.within, self.process.kill)
        too_late.start()
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.strip())
            if self.said[-1] == LAST_LINE:
                break
        too_late.cancel()
        self.took = time.monotonic() - began
        assert self.said[-1:] == [LAST_LINE], "\n".join(self.said)
        return self

    def __exit__(self, *error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=20) as response:
            return str(response.read().decode())


@pytest.mark.full
@pytest.mark.slow
def test_a_fresh_clone_serves_its_first_page_and_starts_again_within_five_seconds(clone: Path, port: int) -> None:
    with Server(clone, port, within=300) as first:
        assert f"Het portaal draait op http://localhost:{port}" in first.said
        assert "coordinator@demo.example" in first.said
        assert "<title>" in first.get("/")
    assert first.took < 120

    with Server(clone, port, within=60) as second:
        assert "in orde" in second.get("/gezondheid/")
    assert second.took < 5

    # Nothing is left behind: not the portal, not its worker, not its database.
    left = subprocess.run(["pgrep", "-f", str(clone)], capture_output=True, text=True, check=False).stdout
    assert left == ""
    assert not (clone / "var" / "postgres" / "data" / "postmaster.pid").exists()


@pytest.mark.full
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="alleen Linux neemt de kinderen van een gedood proces mee")
def test_a_server_that_is_killed_takes_its_children_along_and_starts_again(clone: Path, port: int) -> None:
    with Server(clone, port, within=300) as killed:
        os.kill(killed.process.pid, signal.SIGKILL)

    with Server(clone, port, within=60) as again:
        assert "in orde" in again.get("/gezondheid/")
