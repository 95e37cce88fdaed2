"""B07 and B08: pages asked for sixteen times at once, on as many processes as an installation has.

Beside a page of members stands a Django view that asks the same questions and prints the rows in a bare template;
beside a page for visitors a file of the portal's own static files. The load is wrk's, by turns on either.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median

from tests.bench.bench import Bench
from tests.bench.figures import Figure
from tests.journeys.by_hand import ByHand
from tests.journeys.portal import ROOT, Portal, free_port

WRK = shutil.which("wrk")
CONNECTIONS = 16
SIGNED_IN = ("/partners/", "/")
HELP = "/hulp/acuut/"
VISIBLE_WITHIN = 60  # seconds
SAME_ANSWERS = 12  # in a row, so that every process gave it


@dataclass(frozen=True)
class Load:
    per_second: float
    errors: int


def wrk(url: str, seconds: int, *headers: str) -> Load:
    assert WRK
    given = [part for header in headers for part in ("--header", header)]
    command = [WRK, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", *given, url]
    return load_of(subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 120).stdout)


def load_of(told: str) -> Load:
    """What wrk prints when it is done."""
    (per_second,) = re.findall(r"Requests/sec:\s+([\d.]+)", told)
    refused = sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", told))
    broken = [int(n) for line in re.findall(r"Socket errors: (.*)", told) for n in re.findall(r"\d+", line)]
    return Load(float(per_second), refused + sum(broken))


# --- pages of members -----------------------------------------------------------------------------------------------


def members_under_load(bench: Bench) -> Iterator[Figure]:
    if WRK is None:
        return
    for path in SIGNED_IN:
        bench.beside.ask("queries", path=path)
        with bare_view(bench.region, bench.beside.ask("sql", path=path)) as bare:
            cookie = f"Cookie: {cookies_of(bench.coordinator)}"
            wrk(bench.region.url + path, 1, cookie)  # each process has shown it once
            wrk(bare, 1)
            page, alone = _by_turns(bench, (bench.region.url + path, [cookie]), (bare, []))
        what = f"{path} by {CONNECTIONS} connections at once"
        yield Figure(
            "B07", what, _per_second(page), "req/s", 0.7, _per_second(alone),
            "a Django view without middleware that asks the same questions and prints the rows in a bare template",
            at_least=True, limit=LIMIT_OF_A_PAGE,
        )  # fmt: skip
        yield Figure("B07", f"{what}: errors", sum(load.errors for load in page), "", 0)


LIMIT_OF_A_PAGE = (
    "Profiled under load: of the 17 ms of the processor that /partners/ takes in a web process, printing is 6, "
    "building, writing and reading its six questions 7, who asks and what stands around a page 4; the bare view, "
    "whose questions are written beforehand and whose rows stay rows, takes 4. What makes the questions quicker makes "
    "the page quicker and this ratio worse: since entries and working areas are asked for the 20 partners on the page "
    "alone, a request takes 21 ms of the processor with that of the database (26 before), and the bare view 6 (15 "
    "before)."
)


def _by_turns(bench: Bench, ours: tuple[str, list[str]], other: tuple[str, list[str]]) -> tuple[list[Load], list[Load]]:
    found: tuple[list[Load], list[Load]] = ([], [])
    for _ in range(bench.size.rounds):
        for loads, (url, headers) in zip(found, (ours, other), strict=True):
            loads.append(wrk(url, bench.size.load_seconds, *headers))
    return found


def _per_second(loads: list[Load]) -> float:
    return median(load.per_second for load in loads)


def cookies_of(person: ByHand) -> str:
    jars = [each.cookiejar for each in person.opener.handlers if hasattr(each, "cookiejar")]
    jar: CookieJar = jars[0]
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


@contextmanager
def bare_view(portal: Portal, questions: list[str]) -> Iterator[str]:
    """Its address, on a server of its own with the processes and threads of the portal."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        asked = Path(folder) / "questions.json"
        asked.write_text(json.dumps(questions), encoding="utf-8")
        settings = Path(folder) / "gunicorn.conf.py"  # not that of the portal
        settings.write_text("control_socket_disable = True\n", encoding="utf-8")
        command = [sys.executable, "-m", "gunicorn", "--config", str(settings), "--bind", f"127.0.0.1:{port}"]
        command += ["--worker-class", "gthread", "--workers", "2", "--threads", "2", "--log-level", "error"]
        command += ["tests.bench.bare_site:application"]
        environment = portal.environment | {
            "QUESTIONS": str(asked),
            "DATABASE_URL": _web_url(portal),
            "DJANGO_SETTINGS_MODULE": "tests.bench.bare_site",
        }
        server = subprocess.Popen(command, cwd=ROOT, env=environment)
        url = f"http://127.0.0.1:{port}/"
        try:
            wait_for(url)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=30)


def _web_url(portal: Portal) -> str:
    command = [sys.executable, "-m", "network.postgres", "url", "--data-dir", str(portal.data_dir)]
    return subprocess.run(command, cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True).stdout.strip()


def wait_for(url: str) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nothing answers at {url}")


# --- pages of visitors ----------------------------------------------------------------------------------------------


def visitors_under_load(bench: Bench) -> Iterator[Figure]:
    yield Figure(
        "B08", f"{HELP}: questions to the database while it is kept", bench.beside.ask("kept_queries", path=HELP), "", 0
    )
    if WRK:
        yield from _help_under_load(bench)
    yield _until_a_change_shows(bench)


def _help_under_load(bench: Bench) -> Iterator[Figure]:
    page = urllib.request.urlopen(bench.region.url + HELP).read().decode()
    (static,) = re.findall(r'href="(/static/[^"]*public[^"]*\.css)"', page)
    packed = ["Accept-Encoding: gzip, deflate, br"]
    wrk(bench.region.url + HELP, 1, *packed)
    ours, file = _by_turns(bench, (bench.region.url + HELP, packed), (bench.region.url + static, packed))
    what = f"{HELP} by {CONNECTIONS} connections at once"
    yield Figure(
        "B08", what, _per_second(ours), "req/s", 0.3, _per_second(file),
        "the style sheet of that page, a static file served by the same processes", at_least=True,
    )  # fmt: skip
    yield Figure("B08", f"{what}: errors", sum(load.errors for load in ours), "", 0)


def _until_a_change_shows(bench: Bench) -> Figure:
    entry = bench.beside.ask("a_published_entry")
    path, old, new = entry["path"], entry["name"], f"{entry['name']} (gewijzigd)"
    for _ in range(SAME_ANSWERS):
        assert old in _page(bench.region, path)
    assert bench.beside.ask("rename", old=old, new=new) == 1
    start, seen = time.monotonic(), 0
    while seen < SAME_ANSWERS and time.monotonic() - start < 2 * VISIBLE_WITHIN:
        seen = seen + 1 if new in _page(bench.region, path) else 0
        time.sleep(0 if seen else 0.5)
    bench.beside.ask("rename", old=new, new=old)
    return Figure("B08", "a change of an entry shows on its page", time.monotonic() - start, "s", VISIBLE_WITHIN)


def _page(portal: Portal, path: str) -> str:
    """On a connection of its own, so that either process may answer."""
    return urllib.request.urlopen(portal.url + path, timeout=60).read().decode()
