"""The τ-ARGUS engine, in a process of its own with a bound on time and memory.

It is foreign code that writes the figures to files and to its log. So it runs in a folder that goes when it ends,
however it ends, and nothing that it prints is kept. Run as a program (`python -m monitor.disclosure.engine`) it reads
problems as JSON and answers as JSON.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

SECONDS = 300  # for all problems of one call
MEGABYTES = 1_500
MINUTES_EACH = 1  # the engine's own limit; after it, it gives the best that it found
ROOT = Path(__file__).resolve().parents[2]
IMPOSSIBLE = range(5000, 6000)  # what the engine answers when no choice of cells protects them all


class EngineError(RuntimeError):
    """The engine is absent, crashed or took too long. Nothing may be published then."""


class Cell(NamedTuple):
    """A cell of a problem.

    status: u is hidden, s may be hidden, z may not. low and high: what an attacker knows. down and up: the room that
    it needs.
    """

    value: int
    cost: int
    status: str
    low: int
    high: int
    down: int = 0
    up: int = 0


@dataclass(frozen=True)
class Problem:
    """A table for the engine. `sums` are a cell and the cells that add up to it, by their place in `cells`."""

    cells: list[Cell]
    sums: list[tuple[int, list[int]]]


def version() -> str:
    """Name and version of what chooses and of what proves."""
    try:
        return f"τ-ARGUS (pytauargus {metadata.version('pytauargus')}), HiGHS {metadata.version('highspy')}"
    except metadata.PackageNotFoundError as absent:
        raise EngineError(f"{absent} is not installed") from None


def choose(problems: Sequence[Problem], *, seconds: float = SECONDS) -> list[list[int] | None]:
    """Per problem the places of the cells to hide besides, or None where the engine says that no choice will do."""
    if not problems:
        return []
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory(prefix="portal-disclosure-") as folder:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "monitor.disclosure.engine"],
                input=json.dumps([{"cells": each.cells, "sums": each.sums} for each in problems]).encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={**environment, "TMPDIR": folder},
                timeout=seconds,
                check=True,
            )
            answers = json.loads(done.stdout)
        except (OSError, subprocess.SubprocessError, ValueError) as failed:
            # The figures were its input: what it said of them goes nowhere, only what kind of failure it was.
            raise EngineError(f"the engine failed: {type(failed).__name__}") from None
    if len(answers) != len(problems):
        raise EngineError("the engine did not answer every table")
    return answers


def main() -> None:
    """Read problems from the standard input, answer on the standard output; what the engine prints goes nowhere."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))
    answer_to = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    problems = [
        Problem([Cell(*cell) for cell in each["cells"]], [(total, parts) for total, parts in each["sums"]])
        for each in json.load(sys.stdin)
    ]
    with answer_to:
        json.dump([_solve(problem) for problem in problems], answer_to)


def _solve(problem: Problem) -> list[int] | None:
    from pytauargus._tauargus import HiTaSCtrl  # only in this process

    Path("table.jj").write_text(_as_jj(problem), encoding="ascii")
    Path("chosen").unlink(missing_ok=True)
    said = HiTaSCtrl().full_jj(in_file_jj="table.jj", out_file="chosen", max_time=MINUTES_EACH)
    if said in IMPOSSIBLE:
        return None
    if said not in {0, 1}:
        raise EngineError(f"the engine answered {said}")
    return sorted(int(place) for place in Path("chosen").read_text(encoding="ascii").split())


def _as_jj(problem: Problem) -> str:
    """The engine's own format: each cell with its bounds and protection, then each sum as a line that is nought."""
    lines = ["0", str(len(problem.cells))]
    for place, cell in enumerate(problem.cells):
        lines.append(f"{place} {cell.value} {cell.cost} {cell.status} {cell.low} {cell.high} {cell.down} {cell.up} 0")
    lines.append(str(len(problem.sums)))
    for total, parts in problem.sums:
        terms = " ".join(f"{part} (1)" for part in parts)
        lines.append(f"0 {len(parts) + 1} : {total} (-1) {terms}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
