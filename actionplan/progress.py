"""Progress, worked out in one place. Plain values in, frozen dataclasses out; no database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from network import dutch

# From worst to best: the light of an action is the worst of time, money and quality. Grey says nothing, so it only
# counts when all three are grey.
WORST_FIRST = ("red", "amber", "green", "grey")


def worst_light(*aspects: str) -> str:
    """The light that stands for time, money and quality together: «red», «amber», «green» or «grey»."""
    return next(light for light in WORST_FIRST if light in aspects)


@dataclass(frozen=True)
class LightCounts:
    """How many actions have each light. `stale` are the ones that nobody reported on for 90 days."""

    green: int = 0
    amber: int = 0
    red: int = 0
    grey: int = 0
    stale: int = 0

    @property
    def total(self) -> int:
        return self.green + self.amber + self.red + self.grey + self.stale

    def minus(self, earlier: "LightCounts") -> "LightCounts":
        """The change since an earlier count, light by light; may be negative."""
        return LightCounts(
            self.green - earlier.green,
            self.amber - earlier.amber,
            self.red - earlier.red,
            self.grey - earlier.grey,
            self.stale - earlier.stale,
        )


def count_lights(lights: Iterable[str]) -> LightCounts:
    return LightCounts(**Counter(lights))


@dataclass(frozen=True)
class Band:
    """A realisation beside the range that was agreed."""

    value: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None

    @property
    def words(self) -> str:
        """«binnen bandbreedte», «eronder», «erboven», or «niet ingevuld» while there is nothing to compare."""
        if self.value is None or not self.is_agreed:
            return "niet ingevuld"
        if self.minimum is not None and self.value < self.minimum:
            return "eronder"
        if self.maximum is not None and self.value > self.maximum:
            return "erboven"
        return "binnen bandbreedte"

    @property
    def is_agreed(self) -> bool:
        return self.minimum is not None or self.maximum is not None

    @property
    def tells_a_small_number(self) -> bool:
        """Whether `words` would fit one small number only: just one was agreed, or «erboven» is 9, or «eronder» 0."""
        told = Counter(replace(self, value=Decimal(value)).words for value in range(SMALL_COUNT))
        return self.minimum == self.maximum or 1 in told.values()

    @property
    def agreed(self) -> str:
        """3 tot 5 · 8 · minstens 6 · hoogstens 8"""
        if self.minimum == self.maximum or self.maximum is None or self.minimum is None:
            word = "hoogstens " if self.minimum is None else "minstens " if self.maximum is None else ""
            return word + dutch.number(self.maximum if self.minimum is None else self.minimum)
        return f"{dutch.number(self.minimum)} tot {dutch.number(self.maximum)}"


ALL_DONE = 100  # percent


def percent_of_action(*, is_completed: bool, reported: int | None) -> int | None:
    """How far an action is, in percent: all of it once it is completed; None while nobody filled it in."""
    return ALL_DONE if is_completed else reported


@dataclass(frozen=True)
class RolledUp:
    """How far several things are together, in percent: None for what nobody filled in."""

    parts: tuple[int | None, ...] = ()

    @property
    def filled_in(self) -> list[int]:
        return [percent for percent in self.parts if percent is not None]

    @property
    def percent(self) -> int | None:
        """The mean of what is filled in, rounded down so that only 100 means that all of it is done."""
        known = self.filled_in
        return sum(known) // len(known) if known else None

    @property
    def known_in_words(self) -> str:
        """«1 van 2 ingevuld», or nothing when all of it is."""
        known, total = len(self.filled_in), len(self.parts)
        return f"{known} van {total} ingevuld" if known < total else ""

    @property
    def in_words(self) -> str:
        """«100%, 1 van 2 ingevuld»"""
        if self.percent is None:
            return "niet ingevuld"
        return ", ".join(filter(None, (f"{self.percent}\u00a0%", self.known_in_words)))


SMALL_COUNT = 10  # a number of persons below this could point somebody out


@dataclass(frozen=True)
class Result:
    """What an action brought about, told to somebody who may or may not see a small number of persons."""

    band: Band
    unit: str
    counts_persons: bool
    may_see_counts: bool

    @property
    def is_known(self) -> bool:
        return self.band.value is not None

    @property
    def is_small(self) -> bool:
        return self.counts_persons and self.band.value is not None and self.band.value < SMALL_COUNT

    @property
    def is_exact(self) -> bool:
        return self.is_known and (self.may_see_counts or not self.is_small)

    @property
    def verdict(self) -> str:
        """«binnen bandbreedte»; nothing where that would tell a number that stays hidden."""
        if not (self.is_known and self.band.is_agreed) or (not self.is_exact and self.band.tells_a_small_number):
            return ""
        return self.band.words

    @property
    def figure(self) -> str:
        """«4 trajecten», or words where the number stays hidden."""
        if self.band.value is None:
            return "Nog niets ingevuld"
        if self.is_exact:
            return f"{dutch.number(self.band.value)} {self.unit}"
        return self.verdict.capitalize() or f"Minder dan {SMALL_COUNT} {self.unit}"

    @property
    def in_a_row(self) -> str:
        """«4 van 3 tot 5 trajecten», short enough for a table."""
        if not self.is_known or not self.band.is_agreed:
            return self.figure
        if self.is_exact:
            return f"{dutch.number(self.band.value)} van {self.band.agreed} {self.unit}"
        return f"{self.unit.capitalize()}: {self.verdict}" if self.verdict else self.figure


def quarter_in_words(day: date) -> str:
    """4e kwartaal 2026"""
    return f"{(day.month + 2) // 3}e kwartaal {day.year}"


class PeriodList(StrEnum):
    """Where a milestone stands in a report over a period."""

    EARLIER = "earlier"  # reached before the period: an earlier report told it
    ACHIEVED = "achieved"
    MISSED = "missed"
    NEXT = "next"
    LATER = "later"  # planned after the period that follows: a later report will tell it


def period_list(planned: date, achieved: date | None, start: date, end: date, on: date) -> PeriodList:
    """The one list of a report over `start`–`end` that a milestone belongs to, as known on `on`.

    Reached in the period, it is achieved. Past its date and not reached, it is missed, also when it was planned in an
    earlier period. Reached only after the period, it is missed when it was planned in it. What comes next runs to the
    end of a following period of the same length, counted from the last day of this one.
    """
    known = achieved if achieved is not None and achieved <= on else None
    if known is not None and known < start:
        return PeriodList.EARLIER
    if known is not None and known <= end:
        return PeriodList.ACHIEVED
    if planned <= end if known is not None else planned < on:
        return PeriodList.MISSED
    return PeriodList.NEXT if planned <= end + (end - start) else PeriodList.LATER
