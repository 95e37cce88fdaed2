"""B06: an adopted report, with who may and the log of downloads, beside a static file of that size."""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure
from tests.journeys.by_hand import ByHand
from tests.journeys.portal import ROOT, Portal, free_port

DOWNLOADS = 40


def download_figures(portal: Portal) -> Iterator[Figure]:
    member = ByHand(portal).sign_in("stuurgroep")
    (path, *_) = re.findall(r'href="(/rapportages/\d+/pdf/\d+/)"', member.get("/rapportages/"))
    content = member.get_bytes(path)
    assert content.startswith(b"%PDF")
    with static_file(content) as url:
        # In turn, so that a busy machine is as busy for both.
        ours, static = [], []
        for _ in range(DOWNLOADS):
            ours.append(_seconds(lambda: member.get_bytes(path)))
            static.append(_seconds(lambda: urllib.request.urlopen(url, timeout=30).read()))
    what = f"vastgestelde rapportage downloaden ({len(content) // 1000} kB)"
    yardstick = "een bestand van die grootte door dezelfde server, zonder rechten en zonder logboek"
    yield Figure("B06", what, median(ours) * 1000, "ms", 2, median(static) * 1000, yardstick)


def _seconds(ask: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


@contextmanager
def static_file(content: bytes) -> Iterator[str]:
    """Its address, on a server of its own with the workers and threads of the portal."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        (Path(folder) / "rapport.pdf").write_bytes(content)
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
        command += [
            "--threads",
            "2",
            "--log-level",
            "error",
            "--no-control-socket",
            "tests.bench.static_file:application",
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "STATIC_FOLDER": folder}
        server = subprocess.Popen(command, cwd=folder, env=environment)
        url = f"http://127.0.0.1:{port}/rapport.pdf"
        try:
            _wait_for(url)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the static server did not start")
