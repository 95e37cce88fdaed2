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
    first, shown, read = [], [], []
    for _ in range(bench.size.views):
        bench.beside.ask("forget_what_was_made")
        first.append(seconds(lambda: person.get(path)))
        shown.append(seconds(lambda: person.get(path)))
        read.append(bench.beside.ask("run", sql=_RAW))
    raw = median(read) * 1000
    what = f"a protected table of {AREAS} × {KINDS} cells shown"
    yield Figure("B09", what, median(shown) * 1000, "ms", 1.5, raw, _READ)
    what = "the same for the first who asks that day"
    yield Figure("B09", what, median(first) * 1000, "ms", 1.5, raw, _READ, limit=LIMIT_OF_THE_FIRST)


_READ = "reading the same cells out of the same table"
_RAW = f"""
    SELECT value.* FROM monitor_releasedvalue value JOIN monitor_edition edition ON edition.id = value.edition_id
    JOIN monitor_indicator indicator ON indicator.id = edition.indicator_id WHERE indicator.slug = '{PROTECTED}'
"""  # noqa: S608  (a name of our own)
LIMIT_OF_THE_FIRST = (
    "An edition never changes, so its file is made once a day and kept. Making it takes 30 ms of the processor, a "
    "quarter of which is reading the cells: the rest is putting each in Dutch words and making it harmless for a "
    "spreadsheet, 4 µs a row."
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
