"""Aard en omvang: the newest released figures of a municipality, and of what lies around it.

A figure stands here as it was released last: editions are read as they are now, whatever the reference date. What is
too small to tell stays so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.municipality_picture import FigureLine
from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_indicator

if TYPE_CHECKING:
    from monitor.reporting.live import Live


@dataclass(frozen=True)
class FigureOfArea:
    """A figure with all that it may never be told without."""

    indicator: str
    unit: str
    area: str
    subject: str
    text: str  # a Dutch number, or the sign of what is missing
    rate: str
    period: str
    status: str
    source_line: str
    note: str


@dataclass(frozen=True)
class FiguresOf:
    """Figures of one kind of area."""

    heading: str
    explanation: str
    caption: str
    lines: tuple[FigureOfArea, ...]


@dataclass(frozen=True)
class Extent:
    name: str
    conclusion: str
    notes: tuple[str, ...]  # of reorganisations
    own: tuple[FigureOfArea, ...]
    former: tuple[FigureOfArea, ...]
    areas: tuple[FigureOfArea, ...]
    national: tuple[FigureOfArea, ...]

    @property
    def groups(self) -> list[FiguresOf]:
        """Each with what one has to know of it; nothing of what there is no figure of."""
        found = [
            FiguresOf("", "", "Cijfers van de gemeente", self.own),
            FiguresOf(
                "Van gemeenten die hierin opgingen",
                "Onder hun oude naam. Het portaal telt ze nergens bij op.",
                "Cijfers van gemeenten die hierin opgingen",
                self.former,
            ),
            FiguresOf(
                f"Van gebieden waar {self.name} in ligt",
                f"Deze cijfers gaan over een groter gebied. Ze zeggen niet hoeveel het er in {self.name} zijn.",
                "Cijfers van gebieden om de gemeente",
                self.areas,
            ),
            FiguresOf(
                "Landelijk, ter vergelijking",
                f"Dit geldt voor heel Nederland. Het is geen cijfer van {self.name} of van de regio.",
                "Landelijke cijfers",
                self.national,
            ),
        ]
        return [group for group in found if group.lines]


def build(live: "Live") -> Extent:
    picture = live.picture
    if picture is None:
        return Extent(live.report.about, "", (), (), (), (), ())
    return Extent(
        name=picture.name,
        conclusion=picture.conclusion,
        notes=tuple(picture.notes),
        own=_figures(picture.own),
        former=_figures(picture.former),
        areas=_figures(picture.areas),
        national=_figures(picture.national),
    )


def _figures(lines: Iterable[FigureLine]) -> tuple[FigureOfArea, ...]:
    return tuple(
        FigureOfArea(
            indicator=line.indicator.name,
            unit=line.unit,
            area=line.area,
            subject=line.subject,
            text=line.text or "leeg",
            rate=line.rate,
            period=line.period,
            status=line.status,
            source_line=line.source_line,
            note=line.note,
        )
        for line in lines
    )


def places(body: Extent) -> Iterator[Place]:
    for group in body.groups:
        for line in group.lines:
            yield from of_indicator(line.indicator, [line.note])


def rows(body: Extent) -> Iterator[Row]:
    for group in body.groups:
        for line in group.lines:
            subject, what = f"{line.indicator}, {line.area}", line.subject or group.caption
            about = " ".join(filter(None, [f"{line.period}, {line.status}.", line.source_line, line.note]))
            yield Row(subject, what, line.text, line.unit, about)
            if line.rate:
                yield Row(subject, f"{what}, naar inwoners", line.rate, note=about)
