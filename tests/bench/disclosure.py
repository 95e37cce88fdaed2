"""B09: protecting a table of 342 areas and 20 kinds when its figures are released, proof included.

And showing such a table. Protecting runs in a process of its own, so that its memory is told apart from the bench's.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from monitor.disclosure.protection import protect
from monitor.disclosure.rules import Rule
from tests.bench.bench import Bench
from tests.bench.figures import Figure, seconds
from tests.bench.names import PROTECTED
from tests.journeys.portal import ROOT
from tests.monitor.disclosure.tables_to_protect import some_cube

AREAS, KINDS = 342, 20
PERSONS_IN_A_CELL = {"large numbers": 25.0, "nearly all small": 3.0}


def disclosure_figures(bench: Bench) -> Iterator[Figure]:
    yield from _showing(bench)
    for what, mean in PERSONS_IN_A_CELL.items():
        run = [sys.executable, "-m", "tests.bench.disclosure", str(mean)]
        found = json.loads(subprocess.run(run, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])
        told = f"a table of 342 × 20 protected and proven, {what} ({found['hidden']} of {found['cells']} cells hidden)"
        yield Figure("B09", told, found["seconds"], "s", 120, processor=found["processor"])
        yield Figure("B09", "memory for that", found["megabytes"], "MB", 500)


def _showing(bench: Bench) -> Iterator[Figure]:
    """The whole table as its page for spreadsheets tells it, beside reading the cells, by turns."""
    person, path = bench.coordinator, f"/monitor/indicatoren/{PROTECTED}/edities/1/csv/"
    assert person.get(path).count("Soort ") >= AREAS * KINDS
    person.get(path)
    shown, read = [], []
    for _ in range(bench.size.views):
        shown.append(seconds(lambda: person.get(path)))
        read.append(bench.beside.ask("run", sql=_RAW))
    what = f"a protected table of {AREAS} × {KINDS} cells shown"
    yield Figure("B09", what, median(shown) * 1000, "ms", 1.5, median(read) * 1000, _READ, limit=LIMIT_OF_SHOWING)


_READ = "reading the same cells out of the same table"
_RAW = f"""
    SELECT value.* FROM monitor_releasedvalue value JOIN monitor_edition edition ON edition.id = value.edition_id
    JOIN monitor_indicator indicator ON indicator.id = edition.indicator_id WHERE indicator.slug = '{PROTECTED}'
"""  # noqa: S608  (a name of our own)
LIMIT_OF_SHOWING = (
    "Showing is reading plus putting every cell in Dutch words: a number, or why there is none. How the time divides "
    "between the two was not measured."
)


def main() -> None:
    proof = protect(some_cube(AREAS, KINDS, seed=1, mean=float(sys.argv[1])), Rule()).proof
    used = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        json.dumps(
            {
                "seconds": proof.seconds,
                "processor": sum(os.times()[:4]),
                "megabytes": sum(used),
                "cells": proof.cells,
                "hidden": proof.below + proof.hidden,
            }
        )
    )


if __name__ == "__main__":
    main()
