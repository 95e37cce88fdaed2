"""A measured figure beside its yardstick, and the table that shows them."""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One row of the bench. `ratio` is figure ÷ yardstick, None where there is no yardstick."""

    row: str  # number in the list of performance goals, such as B05
    what: str
    figure: float
    unit: str
    goal: float  # the figure, or the ratio where there is a yardstick, stays at or under this
    yardstick: float | None = None
    yardstick_is: str = ""

    @property
    def ratio(self) -> float | None:
        return self.figure / self.yardstick if self.yardstick else None

    @property
    def is_met(self) -> bool:
        return (self.figure if self.ratio is None else self.ratio) <= self.goal


def print_table(figures: Iterable[Figure]) -> None:
    print(f"{'':4} {'wat':56} {'cijfer':>10} {'maatstaf':>10} {'verhouding':>10} {'doel':>8}  gehaald")
    for f in figures:
        yardstick = f"{f.yardstick:.2f}" if f.yardstick else "–"
        ratio = f"{f.ratio:.2f}" if f.ratio is not None else "–"
        met = "ja" if f.is_met else "NEE"
        print(f"{f.row:4} {f.what:56} {f.figure:8.2f} {f.unit:<2} {yardstick:>9} {ratio:>10} {f.goal:>8.2f}  {met}")
        if f.yardstick_is:
            print(f"     maatstaf: {f.yardstick_is}")


def write_json(figures: Iterable[Figure], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{**asdict(figure), "ratio": figure.ratio, "met": figure.is_met} for figure in figures]
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def slowest_but_one_in_twenty(ask: Callable[[], object], *, views: int) -> float:
    """p95 of a warm page, in seconds."""
    ask()
    took = []
    for _ in range(views):
        start = time.perf_counter()
        ask()
        took.append(time.perf_counter() - start)
    return sorted(took)[round(0.95 * views) - 1]
