"""Targets and benchmarks: lines of their own beside a trend, each with its year. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from monitor.charts import Mark
from monitor.models import TargetKind
from monitor.periods import SCHOOL_YEAR, YEAR
from monitor.series import Choice


@dataclass(frozen=True)
class Target:
    """What a figure should be in a year, or what to hold it against.

    What it leaves open is what a reader sees first.
    """

    label: str
    kind: str
    year: int
    value: Decimal
    measure: str = ""
    category: str = ""
    area_kind: str = ""
    area_name: str = ""

    @property
    def mark(self) -> Mark:
        """«Streefwaarde 2027»; a year that stands in the label already isn't said twice."""
        name = self.label if str(self.year) in self.label else f"{self.label} {self.year}"
        return Mark(name, str(TargetKind(self.kind).label), self.value)

    def is_about(self, choice: Choice, first: Choice) -> bool:
        meant = (
            self.measure or first.measure,
            self.category or first.category,
            self.area_kind or first.area_kind,
            self.area_name or first.area_name,
        )
        return meant == (choice.measure, choice.category, choice.area_kind, choice.area_name)


def marks_for(targets: Iterable[Target], choice: Choice, first: Choice, *, adds_up: bool) -> list[Mark]:
    """Those that are about this very series. A count over a year is no target for half a year; a share or a mean is."""
    if adds_up and choice.period_kind not in {YEAR, SCHOOL_YEAR}:
        return []
    return [target.mark for target in targets if target.is_about(choice, first)]
