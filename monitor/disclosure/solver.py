"""HiGHS, asked for tables of whole numbers. One thread and fixed seeds: the same question gets the same answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

WITHOUT_END = highspy.kHighsInf
NEAR_ENOUGH = 1e-6
NODES = 2_000  # of a search in whole numbers; a bound in work, not in time, keeps the answer the same on any machine


@dataclass(frozen=True)
class Column:
    """A number to find. `low` and `high` may be without end (None)."""

    low: int | None
    high: int | None
    cost: float = 0.0


@dataclass(frozen=True)
class Line:
    """low ≤ Σ coefficient × column ≤ high."""

    terms: Sequence[tuple[int, int]]
    low: int | None
    high: int | None


class Model:
    """A system of lines that is asked many questions, each starting from the answer before."""

    def __init__(self, columns: Sequence[Column], lines: Sequence[Line]) -> None:
        self.size = len(columns)
        self.bounds = [(_end(column.low, -WITHOUT_END), _end(column.high, WITHOUT_END)) for column in columns]
        self.costs = np.array([column.cost for column in columns])
        self._every = np.arange(self.size, dtype=np.int32)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.size, len(lines)
        lp.col_cost_ = self.costs
        lp.col_lower_ = np.array([low for low, _ in self.bounds])
        lp.col_upper_ = np.array([high for _, high in self.bounds])
        lp.row_lower_ = np.array([_end(line.low, -WITHOUT_END) for line in lines])
        lp.row_upper_ = np.array([_end(line.high, WITHOUT_END) for line in lines])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(line.terms) for line in lines)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([at for line in lines for at, _ in line.terms], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([times for line in lines for _, times in line.terms], dtype=np.float64)
        self._lp = lp
        self._continuous = self._start()
        self._whole: highspy.Highs | None = None

    def set_bounds(self, bounds: Mapping[int, tuple[float, float]]) -> None:
        for highs in filter(None, (self._continuous, self._whole)):
            for at, (low, high) in bounds.items():
                highs.changeColBounds(at, low, high)

    def set_cost(self, at: int, cost: float) -> None:
        self.costs[at] = cost
        self._continuous.changeColCost(at, cost)

    def least(self, costs: np.ndarray | None = None, *, in_whole_numbers: bool = True) -> np.ndarray | None:
        """The answer of least cost, or None when there is none. `costs` is one number per column; None keeps them.

        In whole numbers the search may end early with an answer that is not the least; what it gives is rounded, and
        still has to be checked.
        """
        found = self._ask(self._continuous, costs)
        if found is None or not in_whole_numbers:
            return found
        if np.abs(found - np.rint(found)).max(initial=0.0) < NEAR_ENOUGH:
            return np.rint(found)
        if self._whole is None:
            self._whole = self._start()
            self._whole.changeColsIntegrality(self.size, self._every, np.ones(self.size, dtype=np.uint8))
            self._whole.setOptionValue("mip_max_nodes", NODES)
        bounds = self._continuous.getLp()
        self._whole.changeColsBounds(self.size, self._every, np.array(bounds.col_lower_), np.array(bounds.col_upper_))
        found = self._ask(self._whole, np.array(bounds.col_cost_))
        return None if found is None else np.rint(found)

    def _ask(self, highs: highspy.Highs, costs: np.ndarray | None) -> np.ndarray | None:
        if costs is not None:
            highs.changeColsCost(self.size, self._every, costs)
        highs.run()
        if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return np.array(highs.getSolution().col_value)

    def _start(self) -> highspy.Highs:
        options = highspy.HighsOptions()
        options.output_flag, options.log_to_console = False, False
        options.threads, options.random_seed, options.solver = 1, 0, "simplex"
        highs = highspy.Highs()
        highs.passOptions(options)
        highs.passModel(self._lp)
        return highs


def _end(value: int | None, without: float) -> float:
    return without if value is None else float(value)
