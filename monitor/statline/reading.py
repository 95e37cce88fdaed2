"""Opening a table: what it is, and then its figures one after another."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from monitor.numbers import ValueStatus
from monitor.series import ALL_CRIME, Contents
from monitor.statline.bulk import OBSERVATIONS, Bulk, members_of, plan_of_bulk, unharmed
from monitor.statline.figures import Seen, figures_of
from monitor.statline.layouts import TIME_IN_NAME, recognise, title_from
from monitor.statline.lines import LINES_TO_RECOGNISE, Lines, has_symbols
from monitor.statline.mapped import ColumnMapping, TableLines, open_mapped
from monitor.statline.meanings import Labels
from monitor.statline.plan import Plan
from monitor.statline.results import (
    FileError,
    Layout,
    ParsedFigure,
    ParsedFile,
    Rejected,
    UnknownLayoutError,
    totals_among,
)
from monitor.statline.sources import Source, text_of
from network.dutch import enumeration, number

Figures = Callable[[Seen], Iterator[ParsedFigure | Rejected]]

_NO_FIGURES = "In deze tabel staan geen cijfers. Kies op StatLine eerst wat u wilt zien, en download opnieuw."


@dataclass
class Reading:
    """A table that was opened. `figures` may be asked for more than once, and reads the file again each time; the
    source line, the number of rows and the last notes are known after it was read to its end.
    """

    layout: Layout
    table_title: str
    table_id: str
    filters: list[str]
    unit: str
    retrieved_on: date | None  # as the name of the file tells it
    names_an_area: bool
    names: Mapping[str, str]  # code → name, as the file itself tells them
    holds_codes: bool  # of which the names may have to come from elsewhere
    read: Figures
    first_notes: tuple[str, ...] = ()
    seen: Seen = field(default_factory=Seen)

    def figures(self) -> Iterator[ParsedFigure | Rejected]:
        self.seen = Seen()
        yield from self.read(self.seen)
        if not self.seen.rows:
            raise FileError(_NO_FIGURES)

    @property
    def source_line(self) -> str:
        return self.seen.source_line

    @property
    def rows(self) -> int:
        """Lines with figures, rejected ones included."""
        return self.seen.rows

    @property
    def notes(self) -> list[str]:
        return [*self.first_notes, *_remarks(self.layout, self.seen)]

    @property
    def totals(self) -> set[str]:
        """Categories that hold others, and are never added to them."""
        return totals_among(self.seen.categories)


def open_table(
    source: Path | bytes,
    *,
    file_name: str = "",
    mapping: Mapping[str, Any] | None = None,
    labels: Mapping[str, str] | None = None,
) -> Reading:
    """What a file is. Raises FileError for one that is no table, UnknownLayoutError for a table in another layout;
    `mapping` then says what each column is (`columns_of` tells which there are). `labels` are the names of codes, for
    a file that holds none: «T001038» or «Geslacht:T001038» → name, «GeregistreerdeMisdrijven_1» → name.
    """
    file = Source.of(source)
    if mapping:
        plan, table = open_mapped(file.read(), file_name=file_name, mapping=ColumnMapping.from_json(mapping))
        chosen = ColumnMapping.from_json(mapping)
        return _reading(plan, file_name, lambda seen: figures_of(plan, TableLines(table, chosen), seen))
    if file.is_zip:
        return _open_zip(file, file_name, Labels(labels or {}))
    text = text_of(file.open)
    first = list(islice(Lines(text).rows(), LINES_TO_RECOGNISE))
    plan = recognise(first, file_name=file_name, labels=Labels(labels or {}))
    if plan.layout == Layout.LONG and not has_symbols(text.lines()):
        plan = replace(plan, blank=ValueStatus.NOT_GIVEN)
    return _reading(plan, file_name, lambda seen: figures_of(plan, Lines(text), seen), notes=text.notes)


def _open_zip(file: Source, file_name: str, labels: Labels) -> Reading:
    members = members_of(file)
    bulk = Bulk.of(file, members)
    if bulk is None:
        names = {member.filename for member in members}
        if names & {"xl/workbook.xml", "content.xml"}:
            raise UnknownLayoutError("Dit is een rekenblad. Kies bij elke kolom wat erin staat.")
        raise FileError(
            f"In dit zip-bestand staat geen «{OBSERVATIONS}». Pak het uit, en breng het CSV-bestand in dat erin zit."
        )
    with unharmed():
        plan, text, names_of_codes = plan_of_bulk(bulk, labels)

    def figures(seen: Seen) -> Iterator[ParsedFigure | Rejected]:
        with unharmed():
            yield from figures_of(plan, Lines(text, separator=";"), seen)

    return _reading(
        plan,
        file_name,
        figures,
        names=names_of_codes,
        notes=text.notes,
    )


def parse(
    content: bytes,
    *,
    file_name: str = "",
    mapping: Mapping[str, Any] | None = None,
    labels: Mapping[str, str] | None = None,
) -> ParsedFile:
    """Read a whole table. A line that can't be accepted is reported and the others are still read."""
    reading = open_table(content, file_name=file_name, mapping=mapping, labels=labels)
    figures: list[ParsedFigure] = []
    rejected: list[Rejected] = []
    for item in reading.figures():
        (rejected if isinstance(item, Rejected) else figures).append(item)  # type: ignore[arg-type]
    figures.sort(key=lambda figure: figure.line)
    rejected.sort(key=lambda line: line.row)
    return ParsedFile(
        layout=reading.layout,
        table_title=reading.table_title,
        table_id=reading.table_id,
        filters=reading.filters,
        source_line=reading.source_line,
        unit=reading.unit,
        retrieved_on=reading.retrieved_on,
        rows=reading.rows,
        figures=figures,
        rejected=rejected,
        notes=reading.notes,
    )


def _reading(
    plan: Plan, file_name: str, read: Figures, *, names: Mapping[str, str] | None = None, notes: Sequence[str] = ()
) -> Reading:
    return Reading(
        layout=plan.layout,
        table_title=plan.title or title_from(file_name),
        table_id=_table_id_in(file_name) or _table_id_in(plan.title),
        filters=plan.filters,
        unit=plan.unit,
        retrieved_on=_date_in(file_name),
        names_an_area=plan.names_an_area,
        names=names or {},
        holds_codes=plan.codes is not None,
        read=read,
        first_notes=(*notes, *plan.notes),
    )


def _remarks(layout: Layout, seen: Seen) -> Iterator[str]:
    """What can be told about a table once it was read."""
    if seen.doubles:
        yield f"{seen.doubles} cijfers staan dubbel in het bestand, met dezelfde waarde. Ze tellen één keer."
    if Contents(categories=tuple(seen.categories)).is_all_crime_only:
        yield ALL_CRIME
    if totals := len(totals_among(seen.categories)):
        yield _totals_in_words(totals)
    if seen.unnamed:
        yield _unnamed_in_words(list(seen.unnamed))
    if layout == Layout.LONG and ValueStatus.NOT_GIVEN in seen.statuses:
        yield (
            "Er staan lege cellen in en geen enkele punt of ster. Misschien is dit «CSV zonder statistische symbolen»: "
            "dan is niet te zien waarom een cel leeg is. Download liever met symbolen."
        )


def _unnamed_in_words(codes: list[str]) -> str:
    first = enumeration([f"«{code}»" for code in codes[:5]])
    if len(codes) == 1:
        told = f"Van de code {first} kennen we de naam niet. Die cijfers"
    else:
        which = first if len(codes) <= 5 else f"waaronder {first}"
        told = f"Van {number(len(codes))} codes kennen we de naam niet: {which}. Die cijfers"
    return (
        f"{told} komen onder hun code te staan, los van cijfers met een naam. Breng liever de zip van deze tabel in: "
        "daarin staan de namen, en daarna kent het portaal ze."
    )


def _totals_in_words(count: int) -> str:
    if count == 1:
        return "Eén onderverdeling is een totaal. Het wordt nooit bij zijn delen opgeteld."
    return f"{count} onderverdelingen zijn een totaal. Ze worden nooit bij hun delen opgeteld."


def _table_id_in(text: str) -> str:
    match = re.search(r"(?<!\d)\d{5}NED", text, re.IGNORECASE)
    return match[0].upper() if match else ""


def _date_in(file_name: str) -> date | None:
    """The day on which StatLine made the file: its name ends on ddmmyyyy_hhmmss."""
    match = TIME_IN_NAME.search(file_name)
    if not match:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
