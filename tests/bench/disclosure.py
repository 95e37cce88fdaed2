"""B09: protecting a table of 342 areas and 20 kinds when its figures are released, proof included.

In a process of its own, so that its memory is told apart from the bench's. Showing a protected table is measured with
the pages of figures.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator

from monitor.disclosure.protection import protect
from monitor.disclosure.rules import Rule
from tests.bench.figures import Figure
from tests.journeys.portal import ROOT
from tests.monitor.disclosure.tables_to_protect import some_cube

AREAS, KINDS = 342, 20
PERSONS_IN_A_CELL = {"grote aantallen": 25.0, "bijna alles klein": 3.0}


def disclosure_figures() -> Iterator[Figure]:
    for what, mean in PERSONS_IN_A_CELL.items():
        run = [sys.executable, "-m", "tests.bench.disclosure", str(mean)]
        found = json.loads(subprocess.run(run, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])
        told = f"{found['hidden']} van {found['cells']} cellen weg"
        yield Figure("B09", f"tabel van 342 × 20 beveiligd en bewezen, {what}", found["seconds"], "s", 120, None, told)
        yield Figure("B09", "geheugen daarbij", found["megabytes"], "MB", 500)


def main() -> None:
    proof = protect(some_cube(AREAS, KINDS, seed=1, mean=float(sys.argv[1])), Rule()).proof
    used = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        json.dumps(
            {
                "seconds": proof.seconds,
                "megabytes": sum(used),
                "cells": proof.cells,
                "hidden": proof.below + proof.hidden,
            }
        )
    )


if __name__ == "__main__":
    main()
