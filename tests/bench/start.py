"""B11: from a fresh clone to the first page, the second start, and how long the tests took the last time."""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.figures import Figure
from tests.journeys.portal import ROOT, running_portal

LAST_ROUND = ROOT / "var" / "test-duration.json"  # script/test writes it
FIRST, SECOND, TESTS = 120, 5, 600  # seconds
LIMIT_OF_THE_FIRST = (
    "A fresh clone fetches its packages, makes a database with some 250 tables from nothing, of which the migrations "
    "take 14 s of the processor, and fills it with the example region. How long fetching takes is not the portal's."
)
LIMIT_OF_THE_SECOND = (
    "Python loads Django and the portal to prepare the database, and once more in each process that serves; one of the "
    "web server takes 1.2 s of the processor for that. The worker starts after the first page. On a machine that four "
    "others kept busy it was 17 s (27 before)."
)
LIMIT_OF_TESTS = (
    "Every promise is tried on a real portal, database, browser and PDF; see the durations that pytest prints."
)


def starts(_bench: Bench) -> Iterator[Figure]:
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    try:
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        yield Figure(
            "B11",
            "script/server from a fresh clone to its first page",
            _seconds(clone),
            "s",
            FIRST,
            limit=LIMIT_OF_THE_FIRST,
        )
        yield Figure("B11", "script/server, the second start", _seconds(clone), "s", SECOND, limit=LIMIT_OF_THE_SECOND)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if LAST_ROUND.exists():
        told = json.loads(LAST_ROUND.read_text(encoding="utf-8"))
        what = f"script/test, the last {told['round']} round here ({told['ended'][:10]}, {told['cores']} cores)"
        yield Figure("B11", what, told["seconds"], "s", TESTS, limit=LIMIT_OF_TESTS)


def _seconds(clone: Path) -> float:
    start = time.perf_counter()
    # As somebody who clones it: without what only the tests need, and with the usual number of processes.
    with running_portal(clone / "var", root=clone, SETUP_DEV="", WEB_CONCURRENCY="2"):
        return time.perf_counter() - start
