"""What reading a table gives: figures, lines that were not accepted, and what the file tells about itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from monitor.areas import Area
from monitor.numbers import RevisionStatus, ValueStatus
from monitor.series import Contents, period_kinds_of, roll_ups

BETWEEN_CATEGORIES = " · "


class Layout(StrEnum):
    TABLE = "table"
    WIDE = "wide"
    LONG = "long"
    UNTYPED = "untyped"
    TYPED = "typed"
    BULK = "bulk"
    MAPPED = "mapped"

    @property
    def label(self) -> str:
        return {
            Layout.TABLE: "CSV volgens tabelindeling",
            Layout.WIDE: "brede tabel, een kolom per periode",
            Layout.LONG: "CSV met statistische symbolen (lange tabel)",
            Layout.UNTYPED: "UntypedDataSet van het open-dataportaal",
            Layout.TYPED: "TypedDataSet van het open-dataportaal",
            Layout.BULK: "zip van het open-dataportaal",
            Layout.MAPPED: "eigen indeling, kolommen zelf gekozen",
        }[self]


class FileError(ValueError):
    """A file that can't be read at all; the message is Dutch and says what to do."""


class UnknownLayoutError(FileError):
    """A table, but in no layout we know: somebody can still say what each column is."""


class Rejected(NamedTuple):
    """A line that was not accepted. `row` is the number of the line in the file."""

    row: int
    column: str
    value: str
    reason: str
    advice: str = ""


class ParsedFigure(NamedTuple):
    """One figure. `area` is None when the table names none."""

    line: int
    category: str
    measure: str
    area: Area | None
    period: str
    value: Decimal | None
    status: ValueStatus
    revision: RevisionStatus


@dataclass
class ParsedFile:
    """Everything that a file says, line by line, and what was not accepted."""

    layout: Layout
    table_title: str
    table_id: str = ""
    filters: list[str] = field(default_factory=list)
    source_line: str = ""
    unit: str = ""
    retrieved_on: date | None = None  # as the name of the file tells it
    rows: int = 0  # lines with figures, rejected ones included
    figures: list[ParsedFigure] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def measures(self) -> list[str]:
        return list(dict.fromkeys(figure.measure for figure in self.figures))

    @property
    def categories(self) -> list[str]:
        return list(dict.fromkeys(figure.category for figure in self.figures))

    @property
    def areas(self) -> list[Area]:
        return [area for area in dict.fromkeys(figure.area for figure in self.figures) if area]

    @property
    def periods(self) -> dict[str, RevisionStatus]:
        """Codes in order of time, each with the status of its figures."""
        return dict(sorted({figure.period: figure.revision for figure in self.figures}.items()))

    @property
    def totals(self) -> set[str]:
        """Categories that hold others, and are never added to them."""
        return totals_among(self.categories)

    @property
    def names_an_area(self) -> bool:
        return all(figure.area for figure in self.figures)

    @property
    def missing(self) -> dict[str, int]:
        """How often each kind of missing occurs: those of StatLine always, the others when they do occur."""
        found = Counter(figure.status for figure in self.figures)
        return {
            status.value: found[status]
            for status in ValueStatus
            if status in _MISSING_IN_STATLINE or (found[status] and status != ValueStatus.VALUE)
        }

    @property
    def zeros(self) -> int:
        return sum(figure.value == 0 for figure in self.figures)

    @property
    def provisional(self) -> int:
        return sum(figure.revision != RevisionStatus.FINAL for figure in self.figures)

    @property
    def contents(self) -> Contents:
        return Contents(
            tuple((area.kind, area.name) for area in self.areas),
            tuple(self.categories),
            tuple(self.measures),
            period_kinds_of(self.periods),
        )


_MISSING_IN_STATLINE = (ValueStatus.SUPPRESSED, ValueStatus.IMPOSSIBLE, ValueStatus.NIL)


def totals_among(categories: Iterable[str]) -> set[str]:
    """Categories with a total in a dimension: «Totaal · 18 tot 25 jaar» holds «Vrouwen · 18 tot 25 jaar»."""
    split = {category: category.split(BETWEEN_CATEGORIES) for category in categories}
    holders: dict[int, set[str]] = {}
    for place in range(max(map(len, split.values()), default=0)):
        labels = dict.fromkeys(parts[place] for parts in split.values() if len(parts) > place)
        holders[place] = roll_ups(list(labels))
    return {
        category for category, parts in split.items() if any(part in holders[place] for place, part in enumerate(parts))
    }
