"""Days on which a count changed, or on which something happened that moves it: what a reader must know of a trend.

No database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.periods import first_day_of, last_day_of
from network.dutch import long_date


@dataclass(frozen=True)
class Break:
    """What changed on a day. After one that cuts, figures can't be compared with those before it."""

    day: date
    title: str
    text: str
    cuts: bool = True

    @property
    def heading(self) -> str:
        """«1 juli 2024: nieuwe wet»"""
        return f"{long_date(self.day)}: {_in_a_sentence(self.title)}"

    @property
    def row(self) -> str:
        """As a row of the table: «Trendbreuk op 1 juli 2024: nieuwe wet»."""
        return f"{'Trendbreuk' if self.cuts else 'Gebeurtenis'} op {self.heading}"

    @property
    def note(self) -> str:
        """The whole of it, beside a chart, in a report and in a download."""
        cut = " De cijfers ervoor en erna kunt u niet vergelijken; daarom loopt de lijn niet door." if self.cuts else ""
        return f"{self.row}. {self.text.rstrip('.')}.{cut}"

    def lies_between(self, first: str, then: str) -> bool:
        """Whether two periods together hold days before it and days from it on.

        A year in which it falls is mixed, so it can be compared with neither of its neighbours.
        """
        return first_day_of(first) < self.day <= last_day_of(then)

    def place_among(self, periods: Sequence[str]) -> float | None:
        """Where it stands on an axis on which each period takes one step around its own number: 0 is the middle of the
        first. None outside the axis.
        """
        for index, period in enumerate(periods):
            first, last = first_day_of(period), last_day_of(period)
            if first <= self.day <= last:
                return index - 0.5 + (self.day - first).days / ((last - first).days + 1)
        return None


def break_between(breaks: Iterable[Break], first: str, then: str) -> Break | None:
    """The break for which two periods can't be compared, if there is one."""
    return next((each for each in breaks if each.cuts and each.lies_between(first, then)), None)


def _in_a_sentence(title: str) -> str:
    """«Nieuwe wet» → «nieuwe wet»; a name in capitals stays."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"
