"""The portal under load: `wrk` with 16 connections at one machine, and its pages beside its bare health page.

The long form holds the goals of an installation with two cores of its own; the short form compares within one run.
"""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.drills.machines import Estate, estate, processor_seconds
from tests.drills.portal import Portal
from tests.figures_table import Line

CONNECTIONS = 16
BARE = "/gezondheid/"  # one count in the database, and no page
KEPT = "/hulp/acuut/"  # made once, and shown to all who come within half a minute
OVERVIEW = "/"
MADE_ANEW = f"{KEPT}?nieuw"  # a question of any kind goes past what is kept
ENOUGH = 20  # requests to compare with

PROTECTIONS = {"kept": MADE_ANEW}  # the help page is made for each visitor


@dataclass
class Load:
    requests: int = 0
    errors: int = 0
    seconds: float = 0
    processor: float = 0  # seconds of the web processes
    p95: float = 0  # ms

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    @property
    def per_processor_second(self) -> float:
        return self.requests / self.processor


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def drill(*, long: bool, without: str = "") -> list[Line]:
    with estate() as all_of_it:
        return under_load(all_of_it, long=long, without=without)


def under_load(all_of_it: Estate, *, long: bool, without: str = "") -> list[Line]:
    seconds, machine, path = 60 if long else 2, all_of_it.second, PROTECTIONS[without] if without else KEPT
    bare, public = (put_load_on(machine, each, seconds) for each in (BARE, path))
    answers = _everybody_at_once(all_of_it, OVERVIEW)
    ratio = public.per_processor_second / bare.per_processor_second
    errors = bare.errors + public.errors + sum(status != 200 for status in answers)
    lines = [
        Line("G-14", "fouten onder belasting", errors, "0"),
        Line("G-14", "hulppagina's, door kale controlepagina's, per seconde processor", round(ratio, 2), "≥ 0.3"),
        Line("G-14", "overzichten, door zestien mensen tegelijk gevraagd", len(answers), f"≥ {CONNECTIONS}"),
    ]
    if long:
        overview = put_load_on(machine, OVERVIEW, seconds, cookie=f"sessionid={all_of_it.sessions['coordinator']}")
        anew = put_load_on(machine, MADE_ANEW, seconds)
        lines += [
            Line("G-14", "hulppagina's per seconde", round(public.per_second), "≥ 120"),
            Line("G-14", "hulppagina, 95 van de 100 binnen (ms)", round(public.p95), "≤ 150"),
            Line("G-14", "hulppagina die steeds nieuw wordt gemaakt, per seconde", round(anew.per_second), "≥ 120"),
            Line("G-14", "overzichten per seconde", round(overview.per_second), "≥ 40"),
            Line("G-14", "overzicht, 95 van de 100 binnen (ms)", round(overview.p95), "≤ 400"),
        ]
    return lines


def _everybody_at_once(all_of_it: Estate, path: str) -> list[int]:
    """What each of them gets. Nobody gives up waiting, as `wrk` does at its end: the portal would go on for nobody."""
    visitors = [all_of_it.visitor(all_of_it.second, "coordinator") for _ in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as at_once:
        return [answer.status for answer in at_once.map(lambda visitor: visitor.get(path), visitors)]


def put_load_on(machine: Portal, path: str, seconds: int, *, cookie: str = "") -> Load:
    """By all connections at once, for so long; on a busy machine ever longer, until there is something to compare."""
    load = Load()
    for turn in range(5):
        before = processor_seconds(machine.web_worker_pids())
        _once(machine.url + path, seconds * 2**turn, cookie, load)
        load.processor += processor_seconds(machine.web_worker_pids()) - before
        if load.requests >= ENOUGH:
            break
    return load


def _once(url: str, seconds: int, cookie: str, load: Load) -> None:
    headers = ["-H", f"Cookie: {cookie}"] if cookie else []
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "--latency", *headers, url]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 60).stdout
    if all_of_them := re.search(r"(\d+) requests in ([\d.]+)s", said):
        load.requests += int(all_of_them[1])
        load.seconds += float(all_of_them[2])
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    load.errors += sum(int(number) for found in (refused, broken) if found for number in found.groups())
    # wrk itself tells the 90th and the 99th; half-way is never below the 95th of so many.
    load.p95 = (_milliseconds(said, "90%") + _milliseconds(said, "99%")) / 2


def _milliseconds(said: str, share: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", said)
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]] if found else 0.0
