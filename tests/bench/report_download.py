"""B06: an adopted report, with who may and the log of downloads, beside a static file of that size."""

import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench.bench import Bench, signed_in
from tests.bench.figures import Figure, seconds
from tests.bench.under_load import wait_for
from tests.journeys.portal import ROOT, free_port

DOWNLOADS = 40


LIMIT = (
    "Of the 4.2 ms of the processor that it takes in the portal, finding the edition among those that this person may "
    "see is 2, who asks and the session 0.7, the line in the log of downloads 0.3, reading and checking the file 0.2; "
    "the static file goes out within 0.7 ms. That line is stored before the file goes out and waits for the disk, 0.2 "
    "to 1.3 ms. Rights are asked at each download and the log is not put off; handing the file itself to nginx would "
    "take neither away."
)


def download_figures(bench: Bench) -> Iterator[Figure]:
    member = signed_in(bench.region, "stuurgroep")
    (path, *_) = re.findall(r'href="(/rapportages/\d+/pdf/\d+/)"', member.get("/rapportages/"))
    content = member.get_bytes(path)
    assert content.startswith(b"%PDF")
    with static_file(content) as url:
        # In turn, so that a busy machine is as busy for both.
        ours, static = [], []
        for _ in range(DOWNLOADS):
            ours.append(seconds(lambda: member.get_bytes(path)))
            static.append(seconds(lambda: urllib.request.urlopen(url, timeout=30).read()))
    what = f"an adopted report of {len(content) // 1000} kB downloaded"
    yardstick = "a file of that size from the same kind of server, without rights and without a log"
    yield Figure("B06", what, median(ours) * 1000, "ms", 2, median(static) * 1000, yardstick, limit=LIMIT)


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
            wait_for(url)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=30)
