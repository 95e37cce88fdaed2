"""A measured figure beside its yardstick, whether it meets its goal, and the table that shows them."""

import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of the bench. The goal is of the figure, or of its ratio to the yardstick where there is one."""

    row: str  # number in the list of performance goals, such as B05
    what: str
    figure: float
    unit: str
    goal: float
    yardstick: float | None = None
    yardstick_is: str = ""
    at_least: bool = False  # else the goal is the most that it may be
    processor: float | None = None  # the figure in time of the processor: what a busy machine can't stretch
    group: str = ""  # of lines that are measured alike, the table shows the worst one, and those that miss the goal
    limit: str = ""  # what keeps it from its goal, for when it does not meet it

    @property
    def ratio(self) -> float | None:
        """None where there is no yardstick."""
        if self.yardstick is None:
            return None
        return self.figure / self.yardstick if self.yardstick else math.inf

    @property
    def compared(self) -> float:
        return self.figure if self.ratio is None else self.ratio

    @property
    def is_met(self) -> bool:
        return self.compared >= self.goal if self.at_least else self.compared <= self.goal

    @property
    def is_met_by_the_processor(self) -> bool:
        """Missed on the clock, and met in time of the processor: the machine was busy, or slow."""
        return not self.is_met and self.yardstick is None and self.processor is not None and self.processor <= self.goal

    @property
    def badness(self) -> float:
        """Above 1 it misses its goal."""
        few = 1e-9
        return self.goal / max(self.compared, few) if self.at_least else self.compared / max(self.goal, few)

    def as_json(self) -> dict[str, Any]:
        ratio = None if self.ratio is None or math.isinf(self.ratio) else self.ratio
        return {**asdict(self), "ratio": ratio, "met": self.is_met}


@dataclass(frozen=True)
class Line:
    """What the table shows: a figure, and of how many alike it is the worst that meets the goal."""

    figure: Figure
    of: int = 1

    @property
    def cells(self) -> tuple[str, ...]:
        """Row, what, figure, yardstick, ratio, goal, met."""
        f = self.figure
        what = f"{f.what} (worst of {self.of} that meet it)" if self.of > 1 else f.what
        figure = f"{_number(f.figure)} {f.unit}".strip()
        if f.processor is not None:
            figure += f" (processor {_number(f.processor)})"
        ratio = "–" if f.ratio is None else "∞" if math.isinf(f.ratio) else f"{f.ratio:.2f}"
        yardstick = "–" if f.yardstick is None else f"{_number(f.yardstick)} {f.unit}".strip()
        unit = f.unit if f.yardstick is None else "×"
        goal = f"{'≥' if f.at_least else '≤'} {_number(f.goal)} {unit}".rstrip()
        met = "yes" if f.is_met else "NO (by the processor yes)" if f.is_met_by_the_processor else "NO"
        return f.row, what, figure, yardstick, ratio, goal, met


HEADINGS = ("", "what", "figure", "yardstick", "ratio", "goal", "met")


def lines(figures: Iterable[Figure]) -> Iterator[Line]:
    """Every figure; of those that are measured alike the worst one that meets its goal, and all that miss it."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for number, figure in enumerate(figures):
        groups.setdefault((figure.row, figure.group or f"{number}"), []).append(figure)
    for alike in groups.values():
        met = [figure for figure in alike if figure.is_met]
        if met:
            yield Line(max(met, key=lambda figure: figure.badness), of=len(met))
        yield from (Line(figure) for figure in sorted(alike, key=lambda each: -each.badness) if not figure.is_met)


def as_text(figures: Iterable[Figure]) -> str:
    rows = [HEADINGS, *(line.cells for line in lines(figures))]
    widths = [max(len(row[index]) for row in rows) for index in range(len(HEADINGS))]
    return "\n".join(_aligned(row, widths) for row in rows)


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    """Words to the left, numbers to the right."""
    cells = [
        cell.ljust(width) if index < 2 or index == 6 else cell.rjust(width)
        for index, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _number(value: float) -> str:
    """Three digits that matter, and no more than that."""
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def p95(took: Iterable[float]) -> float:
    """All but the slowest one in twenty were at least as quick."""
    ordered = sorted(took)
    return ordered[max(math.ceil(0.95 * len(ordered)) - 1, 0)]
