"""What the rows of the bench share: how large, and the portals that are started when the first row asks for one."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from tests.bench.machine import ProcessorOf
from tests.journeys.by_hand import ByHand
from tests.journeys.portal import ROOT, Portal, running_portal

T = TypeVar("T")


@dataclass(frozen=True)
class Size:
    """Of the large region, and of what is brought in."""

    municipalities: int = 342
    organisations: int = 3_000
    services: int = 20_000
    actions: int = 10_000
    observations: int = 2_000_000
    work: int = 10_000  # meetings, decisions, action points, bottlenecks and lessons, each
    imported_figures: int = 500_000
    imported_actions: int = 10_000
    pages: int = 400  # at most, one of each kind
    views: int = 20  # of each page
    rounds: int = 3  # by turns with the yardstick
    load_seconds: int = 6  # per round


AGREED = Size()
QUICK = Size(
    municipalities=342, organisations=300, services=2_000, actions=1_000, observations=200_000, work=1_000,
    imported_figures=50_000, imported_actions=1_000, pages=25, views=5, rounds=2, load_seconds=3,
)  # fmt: skip


class Beside:
    """A process that has the settings of a portal, beside it: it asks the database what pages ask."""

    def __init__(self, portal: Portal) -> None:
        command = [sys.executable, "-m", "tests.bench.beside"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=portal.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, what: str, **given: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([what, given]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the process beside the portal ended at {what} {given}")
        return json.loads(answer)

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=60)


def region_folder(size: Size) -> Path:
    """One for everything that the large region comes from: tables, example region, and how it is filled."""
    files = [
        *ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/demo*.py"), *ROOT.glob("*/sql/*.sql"),
        *ROOT.glob("tests/bench/*_rows.py"), ROOT / "tests" / "bench" / "large_region.py",
    ]  # fmt: skip
    digest = sha256(repr(size).encode())
    for file in sorted(files):
        digest.update(file.read_bytes())
    return ROOT / "var" / "bench" / f"region-{digest.hexdigest()[:12]}"


def _remove(folder: Path) -> None:
    """A database that was left running there, by a bench that was killed, is stopped first."""
    stop = [sys.executable, "-m", "network.postgres", "stop", "--data-dir", str(folder / "data")]
    subprocess.run(stop, cwd=ROOT, check=True, capture_output=True)
    shutil.rmtree(folder)


def signed_in(portal: Portal, account: str) -> ByHand:
    """A page that turns out to be that of signing in would be quick, and tell nothing."""
    person = ByHand(portal).sign_in(account)
    assert "/account/" not in person.url, f"signing in did not work: {person.url}"
    return person


class Bench:
    """Portals are started once, and stopped when the bench is done."""

    def __init__(self, size: Size = AGREED, say: Callable[[str], None] = print) -> None:
        self.size = size
        self.say = say
        self._kept: dict[str, Any] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def region(self) -> Portal:
        """The large region, on a portal with as many processes as an installation has.

        Nothing that is measured leaves anything in it, so it is kept for the next run.
        """
        return self._once("region", self._large_region)

    @property
    def beside(self) -> Beside:
        return self._once("beside", lambda: self._beside(self.region))

    @property
    def coordinator(self) -> ByHand:
        return self._once("coordinator", lambda: signed_in(self.region, "coordinator"))

    @property
    def processor(self) -> ProcessorOf:
        return self._once("processor", lambda: ProcessorOf(self.region.data_dir))

    @property
    def queries_when_small(self) -> dict[str, int]:
        """How many questions each page asked before the region became large."""
        self._once("region", self._large_region)
        found: dict[str, int] = self._kept["queries when small"]
        return found

    def portal(self, name: str, **settings: str) -> Portal:
        """One of the example region, with settings of its own."""
        self.say(f"a portal with the example region ({name})")
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-bench-"))
        return self._stack.enter_context(running_portal(Path(folder) / "data", **settings))

    def _large_region(self) -> Portal:
        folder = region_folder(self.size)
        filled = folder / "filled.json"
        if not filled.exists():
            for former in folder.parent.glob("region-*"):
                _remove(former)
            folder.mkdir(parents=True)
        self.say(f"a portal with the large region ({'kept' if filled.exists() else 'made'} in {folder.name})")
        portal = self._stack.enter_context(running_portal(folder / "data", WEB_CONCURRENCY="2"))
        beside = self._once("beside", lambda: self._beside(portal))
        if not filled.exists():
            small = beside.ask("small_pages", most=self.size.pages)
            told = beside.ask("fill", size=asdict(self.size))
            self.say(f"filled in {told['seconds']:.0f} s: {told['rows']}")
            filled.write_text(json.dumps(small), encoding="utf-8")
        self._kept["queries when small"] = json.loads(filled.read_text(encoding="utf-8"))
        return portal

    def _beside(self, portal: Portal) -> Beside:
        beside = Beside(portal)
        self._stack.callback(beside.close)
        return beside

    def _once(self, name: str, make: Callable[[], T]) -> T:
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made
