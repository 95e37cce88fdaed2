"""The periods over which reports are made: half-years, years, or any other. Plain arithmetic."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self

from network.dutch import long_date


class Period(Protocol):
    """From its first day up to and including its last; `year` is the one in which its report is counted."""

    @property
    def start(self) -> date: ...

    @property
    def end(self) -> date: ...

    @property
    def year(self) -> int: ...


@dataclass(frozen=True, order=True)
class HalfYear:
    year: int
    half: int  # 1 or 2

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def read(cls, code: str) -> Self:
        """2026-2, as a form sends it."""
        year, half = code.split("-")
        return cls(int(year), int(half))

    @property
    def code(self) -> str:
        return f"{self.year}-{self.half}"

    @property
    def start(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def end(self) -> date:
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def label(self) -> str:
        return f"{'eerste' if self.half == 1 else 'tweede'} helft van {self.year}"

    @property
    def previous(self) -> "HalfYear":
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    def and_before(self, number: int) -> "list[HalfYear]":
        """This one and those before it, newest first."""
        found = [self]
        while len(found) < number:
            found.append(found[-1].previous)
        return found


@dataclass(frozen=True)
class OwnPeriod:
    start: date
    end: date

    @property
    def year(self) -> int:
        """The one in which it ends: over the winter of 2025 is reported in 2026."""
        return self.end.year

    @property
    def label(self) -> str:
        """«heel 2025» for a whole year."""
        if self == OwnPeriod.of_year(self.year):
            return f"heel {self.year}"
        return f"{long_date(self.start)} tot en met {long_date(self.end)}"

    @classmethod
    def of_year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, 12, 31))
