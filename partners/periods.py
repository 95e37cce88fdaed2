"""Periods of whole days, joined and cut: plain values, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from network.dutch import short_date

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From its first to its last day, both included; without a last day it goes on."""

    first: date
    last: date | None = None

    @property
    def end(self) -> date:
        return self.last or date.max

    @property
    def in_words(self) -> str:
        """«van 1 jan 2021 tot en met 31 dec 2023», or «vanaf 1 jan 2021»"""
        if self.last is None:
            return f"vanaf {short_date(self.first)}"
        return f"van {short_date(self.first)} tot en met {short_date(self.last)}"

    def overlaps(self, other: "Period") -> bool:
        return self.first <= other.end and other.first <= self.end

    def touches(self, other: "Period") -> bool:
        """Overlaps, or follows on the day after."""
        return self.overlaps(other) or _is_next(other, after=self) or _is_next(self, after=other)

    def together(self, other: "Period") -> "Period":
        last = max(self.last, other.last) if self.last and other.last else None
        return Period(min(self.first, other.first), last)

    def without(self, gaps: "Iterable[Period]") -> "list[Period]":
        """What is left of it outside these other periods, in order."""
        left = [self]
        for gap in gaps:
            left = [part for period in left for part in _cut(period, gap)]
        return left


def _is_next(later: Period, *, after: Period) -> bool:
    return after.end < date.max and after.end + DAY == later.first


def _cut(period: Period, gap: Period) -> list[Period]:
    if not period.overlaps(gap):
        return [period]
    before = [Period(period.first, gap.first - DAY)] if period.first < gap.first else []
    after = [Period(gap.end + DAY, period.last)] if gap.end < period.end else []
    return [*before, *after]
