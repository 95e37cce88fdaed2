"""B11: from a fresh clone to the first page, and the second start."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure
from tests.journeys.portal import ROOT, running_portal


def starts() -> Iterator[Figure]:
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    try:
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        yield Figure("B11", "script/server van verse kloon tot eerste bladzijde", _seconds(clone), "s", 120)
        yield Figure("B11", "script/server, tweede keer", _seconds(clone), "s", 5)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _seconds(clone: Path) -> float:
    start = time.perf_counter()
    with running_portal(clone / "var", root=clone):
        return time.perf_counter() - start
