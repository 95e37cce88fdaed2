"""Gaten: what is missing in a municipality, of figures, help, actions and what the scan of the bouwstenen says.

What the municipality answered in its newest scan is read as it is now: an answer says of which year it is, not of
which day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.reporting.part import Place, Row

if TYPE_CHECKING:
    from monitor.reporting.live import Live


@dataclass(frozen=True)
class GapLine:
    text: str
    url: str  # where it is changed: the guard shows it, the report does not


@dataclass(frozen=True)
class Gaps:
    name: str
    lines: tuple[GapLine, ...]


def build(live: "Live") -> Gaps:
    picture = live.picture
    if picture is None:
        about = live.report.about
        return Gaps(about, (GapLine(f"{about} hoorde op geen enkele dag bij de regio.", ""),))
    return Gaps(picture.name, tuple(GapLine(gap.text, gap.url) for gap in picture.gaps))


def rows(body: Gaps) -> Iterator[Row]:
    yield from (Row("Gaten", "wat ontbreekt", line.text) for line in body.lines)


def places(body: Gaps) -> Iterator[Place]:
    for line in body.lines:
        yield Place("Bij de gaten", line.text, line.url)
