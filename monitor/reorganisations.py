"""Municipalities that merged, split or moved: under which name a figure stands, and when parts may be added up.

No database: days and names in, sentences and sums out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from monitor.periods import first_day_of, last_day_of
from network.areas.country import BEGIN
from network.dutch import enumeration, long_date
from network.models import AreaMembership, Municipality


@dataclass(frozen=True)
class Life:
    """A municipality from its first to its last day, and how long it was of the region."""

    pk: int
    code: str
    name: str
    begins: date
    ends: date | None = None
    successor: str = ""  # its code
    successor_name: str = ""
    joined: date = BEGIN
    left: date | None = None

    @classmethod
    def of(cls, municipality: Municipality, part: AreaMembership | None = None) -> Self:
        """The successor is fetched before."""
        successor = municipality.successor
        return cls(
            pk=municipality.pk,
            code=municipality.code,
            name=municipality.name,
            begins=municipality.valid_from,
            ends=municipality.valid_to,
            successor=successor.code if successor else "",
            successor_name=successor.name if successor else "",
            joined=part.valid_from if part else municipality.valid_from,
            left=part.valid_to if part else None,
        )

    def counts_on(self, day: date) -> bool:
        """Whether it exists and is of the region. What began on the first day of our list may be older than that."""
        return _holds(day, self.begins, self.ends) and _holds(day, self.joined, self.left)

    @property
    def is_split_or_unknown(self) -> bool:
        """It ended, and nothing took it over as a whole: its figures belong to nobody else."""
        return self.ends is not None and not self.successor

    @property
    def note(self) -> str:
        """What became of it; empty while it exists."""
        if self.ends is None:
            return ""
        if self.is_split_or_unknown:
            return (
                f"{self.name} bestond tot en met {long_date(self.ends)}. De gemeente is gesplitst, of het portaal weet "
                "niet waarin zij opging. Haar cijfers tellen nergens bij mee."
            )
        return f"{self.name} hoort sinds {long_date(self.ends + timedelta(days=1))} bij {self.successor_name}."

    def note_in(self, period: str) -> str:
        """That a period holds only a part of its days, because it ended or began halfway."""
        first, last = first_day_of(period), last_day_of(period)
        if self.ends and first <= self.ends < last:
            return f"Over {self.name} tot en met {long_date(self.ends)}."
        if self.begins != BEGIN and first < self.begins <= last:
            return f"Over {self.name} vanaf {long_date(self.begins)}."
        return ""


def _holds(day: date, first: date, last: date | None) -> bool:
    return (first <= day or first == BEGIN) and (last is None or last >= day)


def predecessors(code: str, lives: Iterable[Life]) -> list[Life]:
    """All that became part of it, directly or through another, each once; the last to go first."""
    lives, wanted = list(lives), {code}
    found: dict[str, Life] = {}
    while more := {life.code: life for life in lives if life.successor in wanted and life.code not in found}:
        found |= more
        wanted = set(more)
    gone = [life for life in found.values() if life.code != code]
    return sorted(gone, key=lambda life: (-(life.ends or BEGIN).toordinal(), life.name))


@dataclass(frozen=True)
class Together:
    """The sum of municipalities that are one now, or why there is none."""

    value: Decimal | None
    note: str


def together(life: Life, lives: Iterable[Life], values: Mapping[str, Decimal | None], period: str) -> Together | None:
    """What the parts of today's municipality had in a period, added up; asked for by the reader, never by itself.

    `values` has a number only where one was released. With one part missing there is no sum. None when it had no
    other parts in that period.
    """
    day = last_day_of(period)
    parts = [each for each in [life, *predecessors(life.code, lives)] if each.counts_on(day)]
    if not parts or parts == [life]:
        return None
    names = enumeration([each.name for each in parts])
    missing = [each.name for each in parts if values.get(each.code) is None]
    if missing:
        return Together(None, f"Niet opgeteld: van {enumeration(missing)} is geen getal getoond.")
    total = sum((values[each.code] or Decimal(0) for each in parts), Decimal(0))
    return Together(total, f"Opgeteld door het portaal: {names}.")


def layouts(lives: Iterable[Life]) -> list[tuple[date, str]]:
    """The days from which the region had other municipalities, oldest first, each with the time that it held."""
    lives = list(lives)
    starts = {day for life in lives for day in (life.begins, life.joined) if day > BEGIN}
    ends = {day + timedelta(days=1) for life in lives for day in (life.ends, life.left) if day}
    days = sorted({BEGIN, *(day for day in starts | ends if day > BEGIN)})
    held = [frozenset(life.code for life in lives if life.counts_on(day)) for day in days]
    changed = [day for index, day in enumerate(days) if index == 0 or held[index] != held[index - 1]]
    ends_on: list[date | None] = [day - timedelta(days=1) for day in changed[1:]]
    return [(day, _time(day, last)) for day, last in zip(changed, [*ends_on, None], strict=True)]


def _time(first: date, last: date | None) -> str:
    """«2021», «2023 en later», «1 januari 2022 tot en met 23 maart 2022»."""
    begins_a_year, year = (first.month, first.day) == (1, 1), first.year
    if last is None:
        return f"{year if begins_a_year else long_date(first)} en later"
    if begins_a_year and (last.month, last.day) == (12, 31):
        return str(year) if last.year == year else f"{year} tot en met {last.year}"
    return f"{long_date(first)} tot en met {long_date(last)}"
