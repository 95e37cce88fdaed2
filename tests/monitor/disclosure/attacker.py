"""An attacker who knows only what was published, which sums hold, and the rules; it shares no code with what protects.

`intervals` tells for every hidden cell the smallest and the largest whole number that fit everything it saw. Cells are
known by any hashable name, so figures that were read from pages will do. Several editions together are one call: give a
cell whose raw value did not change the same name in all of them, and one that was corrected a name per edition.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy

Cell = Hashable
Sums = Iterable[tuple[Cell, Sequence[Cell]]]
Interval = tuple[int, int | None]  # None: as large as one likes

FAR = 1_000_000


@dataclass(frozen=True)
class Seen:
    """Everything that one reader saw, put together.

    sums: a total and its parts. overlaps: the same where parts may count a person twice. at_least: what the reader
    knows by itself, such as its own share of a cell. hidden_from: the least that a cell without «<10» can be; None
    follows the rule: beside a «<10» it is no small number, and without any it is at least 1.
    """

    published: Mapping[Cell, int]
    below: Collection[Cell]
    hidden: Collection[Cell]
    sums: Sums
    threshold: int = 10
    shows_zero: bool = True
    rounding: int = 1
    overlaps: Sums = ()
    at_least: Mapping[Cell, int] | None = None
    hidden_from: int | None = None

    def range_of(self, cell: Cell) -> tuple[int, int]:
        least = 1 if self.shows_zero else 0
        low, high = 0, FAR
        if cell in self.published:
            low, high = self._behind(self.published[cell])
        if cell in self.below:
            low, high = max(low, least), min(high, self.threshold - 1)
        if cell in self.hidden:
            low = max(low, (self.threshold if self.below else least) if self.hidden_from is None else self.hidden_from)
        return max(low, (self.at_least or {}).get(cell, 0)), high

    def _behind(self, number: int) -> tuple[int, int]:
        if self.rounding == 1 or number == 0:
            return number, number
        around = range(max(0, number - self.rounding), number + self.rounding + 1)
        fitting = [v for v in around if v >= self.threshold and abs(2 * (v - number)) <= self.rounding]
        return min(fitting, default=number), max(fitting, default=number)


def intervals(
    published: Mapping[Cell, int],
    below: Collection[Cell],
    hidden: Collection[Cell],
    sums: Sums,
    threshold: int = 10,
    shows_zero: bool = True,
    rounding: int = 1,
    **more: object,
) -> dict[Cell, Interval]:
    """For every hidden cell what it can be, exactly. `more` is what else `Seen` takes."""
    seen = Seen(published, set(below), set(hidden), sums, threshold, shows_zero, rounding, **more)  # type: ignore[arg-type]
    return attack(seen)


def attack(seen: Seen, *, enough: int | None = None) -> dict[Cell, Interval]:
    """`intervals`, or with `enough` a part of each interval as soon as that part holds so many values."""
    desk = _Desk(seen)
    secret = sorted({*seen.below, *seen.hidden}, key=repr)
    for cell in secret:
        for upwards in (True, False):
            if enough is None or desk.values_seen(cell) < enough:
                desk.push(cell, upwards=upwards)
    return {cell: (low, None if high >= FAR else high) for cell in secret for low, high in [desk.extremes[cell]]}


def count(interval: Interval) -> float:
    """How many values an interval holds."""
    low, high = interval
    return float("inf") if high is None else high - low + 1


class _Desk:
    """Two problems with the same unknowns: one in fractions, which is quick, and one in whole numbers."""

    def __init__(self, seen: Seen) -> None:
        unknown = {*seen.below, *seen.hidden} | (set(seen.published) if seen.rounding > 1 else set())
        self.cells = sorted(unknown, key=repr)
        self.place = {cell: at for at, cell in enumerate(self.cells)}
        self.extremes: dict[Cell, tuple[int, int]] = {}
        self.seen = seen
        self.quick, self.whole = self._problem(whole=False), None

    def push(self, cell: Cell, *, upwards: bool) -> None:
        """See how far a cell goes; whatever other cells do meanwhile is seen too."""
        answer = self._solve(self.quick, cell, upwards=upwards)
        if any(abs(value - round(value)) > 1e-6 for value in answer):
            self.whole = self.whole or self._problem(whole=True)
            answer = self._solve(self.whole, cell, upwards=upwards)
        for other, value in zip(self.cells, answer, strict=True):
            low, high = self.extremes.get(other, (round(value), round(value)))
            self.extremes[other] = min(low, round(value)), max(high, round(value))

    def values_seen(self, cell: Cell) -> int:
        low, high = self.extremes.get(cell, (1, 0))
        return high - low + 1

    def _solve(self, problem: highspy.Highs, cell: Cell, *, upwards: bool) -> list[float]:
        at = self.place[cell]
        problem.changeColCost(at, -1.0 if upwards else 1.0)
        problem.run()
        if problem.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise AssertionError("wat de aanvaller zag, spreekt zichzelf tegen")
        problem.changeColCost(at, 0.0)
        return list(problem.getSolution().col_value)

    def _problem(self, *, whole: bool) -> highspy.Highs:
        problem = highspy.Highs()
        problem.setOptionValue("output_flag", False)
        problem.setOptionValue("threads", 1)
        for cell in self.cells:
            low, high = self.seen.range_of(cell)
            problem.addVar(float(low), float(high))
        if whole:
            for at in range(len(self.cells)):
                problem.changeColIntegrality(at, highspy.HighsVarType.kInteger)
        for total, parts in self.seen.sums:
            self._line(problem, {total: 1, **dict.fromkeys(parts, -1)}, 0, 0)
        for total, parts in self.seen.overlaps:
            self._line(problem, {total: 1, **dict.fromkeys(parts, -1)}, -FAR, 0)
            for part in parts:
                self._line(problem, {total: 1, part: -1}, 0, FAR)
        return problem

    def _line(self, problem: highspy.Highs, terms: Mapping[Cell, int], low: int, high: int) -> None:
        known = sum(times * self.seen.published[cell] for cell, times in terms.items() if cell not in self.place)
        free = [(self.place[cell], times) for cell, times in terms.items() if cell in self.place]
        if free:
            places, times = zip(*free, strict=True)
            problem.addRow(float(low - known), float(high - known), len(free), places, times)
