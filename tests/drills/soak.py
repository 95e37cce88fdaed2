"""Everybody uses the portal for a while: does its memory grow, does it hold on to connections, or to transactions?

Twenty minutes in the long form, some seconds in the short one, which has no more than its first third to warm up.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import psycopg

from tests.drills.machines import POOL, THREADS, Estate, estate
from tests.drills.portal import all_at_once
from tests.figures_table import Line

PAGES = {
    "": ("/hulp/", "/hulp/acuut/?nieuw", "/hulp/veilig/", "/stukken/"),
    "coordinator": ("/", "/plan/", "/plan/acties/", "/partners/", "/monitor/", "/geschiedenis/"),
    "partner": ("/", "/plan/", "/verbeterpunten/", "/sociale-kaart/"),
    "lezer": ("/", "/monitor/", "/overleg/", "/rapportages/"),
}
MOST = f"≤ {2 * THREADS + 7 + POOL + 5 + 2}"  # connections, with two for what is just being replaced


@contextmanager
def _left_open(all_of_it: Estate) -> Iterator[None]:
    """Somebody opens transactions and goes away."""
    url = all_of_it.second.environment["DATABASE_URL"]
    opened = [psycopg.connect(url) for _ in range(20)]
    try:
        for each in opened:
            each.execute("SELECT 1")
        yield
    finally:
        for each in opened:
            each.close()


PROTECTIONS: dict[str, Callable[[Estate], object]] = {"closing": _left_open}


@dataclass(frozen=True)
class Sample:
    at: float  # seconds since the start
    memory: int  # kB of the web process
    connections: int
    idle: int  # transactions that nobody does anything in for too long


def drill(*, long: bool, without: str = "") -> list[Line]:
    with estate() as all_of_it:
        return keep_at_it(all_of_it, long=long, without=without)


def keep_at_it(all_of_it: Estate, *, long: bool, without: str = "") -> list[Line]:
    seconds, warm_up, idle, least = (1200, 300, 5.0, 2000) if long else (6, 2, 1.5, 30)
    samples, answers = list[Sample](), list[int]()
    with all_at_once(*(_use(all_of_it, account, answers) for account in PAGES)):
        if without:
            with _left_open(all_of_it):
                samples = _watch(all_of_it, seconds / 2, idle, answers, least / 2)
        else:
            samples = _watch(all_of_it, seconds, idle, answers, least)
    warm = [each.memory for each in samples if each.at >= warm_up]
    growth = (max(warm[-3:]) - max(warm[:3])) / max(warm[:3]) * 100
    return [
        Line("G-15", "bladzijden, door iedereen door elkaar", len(answers), "≥ 30"),
        Line("G-15", "daarvan met een fout", sum(status >= 400 or status == 0 for status in answers), "0"),
        Line("G-15", "groei van het geheugen na het opwarmen (%)", round(growth, 1), "≤ 5" if long else "≤ 15"),
        # Two for each thread of the second machine (one outside the request), a worker with seven, the first machine's
        # two behind the pooler, and the five with which its worker goes past it.
        Line("G-15", "verbindingen van beide machines, ten hoogste", max(each.connections for each in samples), MOST),
        Line("G-15", "transacties waarin te lang niets gebeurt", max(each.idle for each in samples), "0"),
    ]


def _use(all_of_it: Estate, account: str, answers: list[int]) -> Callable[[threading.Event], None]:
    def work(enough: threading.Event) -> None:
        visitor = all_of_it.visitor(all_of_it.second, account)
        for page in cycle(PAGES[account]):
            if enough.is_set():
                break
            answers.append(visitor.get(page).status)

    return work


def _watch(all_of_it: Estate, seconds: float, idle: float, answers: list[int], least: float) -> list[Sample]:
    """For so long, and on a machine that is busy until so many pages were shown, ten times as long at most."""
    started, samples = time.monotonic(), list[Sample]()
    with all_of_it.primary.connect() as connection:
        while (at := time.monotonic() - started) < seconds or (len(answers) < least and at < 10 * seconds):
            connections, waiting = connection.execute(
                "SELECT count(*), count(*) FILTER (WHERE state LIKE 'idle in transaction%%'"
                " AND now() - state_change > make_interval(secs => %s))"
                " FROM pg_stat_activity WHERE usename = 'portal_web'",
                [idle],
            ).fetchone() or (0, 0)
            samples.append(Sample(at, _memory(all_of_it), connections, waiting))
            time.sleep(seconds / 60)  # how often to look
    return samples


def _memory(all_of_it: Estate) -> int:
    """What the web processes of the machine hold, in kB."""
    return sum(_held_by(pid) for pid in all_of_it.second.web_worker_pids())


def _held_by(pid: int) -> int:
    """Nothing when it just ended, as each does after so many pages."""
    with suppress(FileNotFoundError, ProcessLookupError):
        held = Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()
        return int(held[0]) if held else 0
    return 0
