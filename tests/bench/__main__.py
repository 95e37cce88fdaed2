"""`script/bench [--quick] [ROW …]`: every figure beside its yardstick, in one run."""

import argparse
import json
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tests.bench.agreement import ROWS, Row, measured
from tests.bench.bench import AGREED, QUICK, Bench
from tests.bench.figures import Figure, as_text
from tests.bench.machine import machine, speed
from tests.bench.speed_page import page
from tests.journeys.portal import ROOT


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"one of {', '.join(row.number for row in ROWS)}")
    parser.add_argument("--quick", action="store_true", help="a tenth of the region, and fewer rounds")
    parser.add_argument("--page", action="store_true", help="write docs/speed.md of some rows too")
    asked = parser.parse_args()
    wanted = {row.upper() for row in asked.rows}
    if unknown := wanted - {row.number for row in ROWS}:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    rows = tuple(row for row in ROWS if not wanted or row.number in wanted)

    size, begin, start = QUICK if asked.quick else AGREED, speed(), time.monotonic()
    figures: list[Figure] = []
    # Broken off by hand, it tells what it had measured.
    with suppress(KeyboardInterrupt), Bench(size, say=lambda line: _say(line, start)) as bench:
        for figure in measured(rows, bench):
            figures.append(figure)
            print(as_text([figure]).splitlines()[-1], flush=True)
    about = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "minutes": (time.monotonic() - start) / 60,
        "quick": asked.quick,
        "left_out": [row.number for row in ROWS if row.number not in {figure.row for figure in figures}],
        "machine": machine().as_json(),
        "speed": {"begin": asdict(begin), "end": asdict(speed())},
        "region": asdict(size),
    }
    print(f"\n{as_text(figures)}")
    _keep(rows, figures, about, tells=asked.page or not wanted)


def _say(line: str, start: float) -> None:
    print(f"[{time.monotonic() - start:5.0f} s] {line}", file=sys.stderr, flush=True)


def _keep(rows: tuple[Row, ...], figures: list[Figure], about: dict[str, Any], *, tells: bool) -> None:
    """A run of some rows is no run to tell the world of, unless that is asked."""
    path = ROOT / "var" / ("bench.json" if tells else "bench-of-some-rows.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {**about, "figures": [figure.as_json() for figure in figures]}
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if tells:
        (ROOT / "docs" / "speed.md").write_text(page(rows, figures, about), encoding="utf-8")


main()
