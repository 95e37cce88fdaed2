"""Tables of StatLine, as CBS and the police publish them: bytes in, figures out. No database.

Three layouts are read. Each comes down to the same: rows with labels, columns with headings, and what holds for the
whole table; a figure is where they meet.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain, islice
from typing import NamedTuple

from monitor.areas import Area, read_area
from monitor.numbers import Figure, FigureError, RevisionStatus, ValueStatus, decimals_of, read_figure, read_revision
from monitor.periods import PeriodError, period_code
from monitor.series import ALL_CRIME, Contents, period_kinds_of, roll_ups


class Layout(StrEnum):
    TABLE = "table"
    WIDE = "wide"
    LONG = "long"

    @property
    def label(self) -> str:
        return {
            Layout.TABLE: "CSV volgens tabelindeling",
            Layout.WIDE: "brede tabel, een kolom per periode",
            Layout.LONG: "CSV met statistische symbolen (lange tabel)",
        }[self]


class FileError(ValueError):
    """A file that can't be read at all; the message is Dutch and says what to do."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that was not accepted. `row` is the number of the line in the file."""

    row: int
    column: str
    value: str
    reason: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFigure:
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
        return roll_ups(self.categories)

    @property
    def names_an_area(self) -> bool:
        return all(figure.area for figure in self.figures)

    @property
    def missing(self) -> dict[str, int]:
        """How often each kind of missing occurs, the kinds that don't occur included."""
        found = Counter(figure.status for figure in self.figures)
        return {status.value: found[status] for status in _MISSING_IN_STATLINE}

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


def parse(content: bytes, *, file_name: str = "") -> ParsedFile:
    """Read a table. A line that can't be accepted is reported and the others are still read; a file that is no
    table, or not one we know, raises FileError.
    """
    text, notes = _decode(content)
    lines = _Lines(text)
    head = list(islice(lines, _LINES_TO_RECOGNISE))
    table = _recognise(head)
    parsed = ParsedFile(
        layout=table.layout,
        table_title=table.title or _title_from(file_name),
        table_id=_table_id_in(file_name) or _table_id_in(table.title),
        filters=table.filters,
        unit=table.unit,
        retrieved_on=_date_in(file_name),
        rejected=lines.rejected,
        notes=notes,
    )
    _read_figures(table, chain(head[table.first_row :], lines), parsed)
    if not parsed.rows:
        raise FileError(
            "In deze tabel staan geen cijfers. Kies op StatLine eerst wat u wilt zien, en download opnieuw."
        )
    _refuse_stray_decimals(parsed)
    refused = {rejected.row for rejected in parsed.rejected}
    parsed.figures = [figure for figure in parsed.figures if figure.line not in refused]
    parsed.rejected.sort(key=lambda rejected: rejected.row)
    parsed.notes += _remarks(parsed)
    return parsed


# --- from bytes to text ------------------------------------------------------------------------------------------

_NO_CSV = {
    b"%PDF": "een PDF",
    b"PK\x03\x04": "een Excel-bestand of een zip-bestand",
    b"\xd0\xcf\x11\xe0": "een oud Excel- of Word-bestand",
    b"\x1f\x8b": "een ingepakt bestand",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
    b"GIF8": "een afbeelding",
    b"{\\rtf": "een tekstdocument",
}
_WEB_PAGE = (b"<!doctype", b"<html", b"<?xml")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def _decode(content: bytes) -> tuple[str, list[str]]:
    if not content.strip():
        raise FileError("Het bestand is leeg. Download de tabel opnieuw bij de bron.")
    for start, what in _NO_CSV.items():
        if content.startswith(start):
            raise FileError(f"Dit is {what} en geen CSV. Download de tabel bij de bron als CSV.")
    if content.lstrip()[:20].lower().startswith(_WEB_PAGE):
        raise FileError("Dit is een webpagina en geen CSV. Download de tabel bij de bron als CSV.")
    text, notes = _decoded(content)
    beginning = text[:10_000]
    if len(_CONTROL.findall(beginning)) > len(beginning) // 100 + 2:
        raise FileError("Dit is geen tekstbestand. Download de tabel bij de bron als CSV.")
    return text, notes


def _decoded(content: bytes) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), ["Gelezen als UTF-16."]
        except UnicodeDecodeError:
            raise FileError("De tekens in dit bestand zijn beschadigd. Download de tabel opnieuw.") from None
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise FileError(
            "De tekens in dit bestand kunnen we niet lezen. Sla het op als «CSV UTF-8» en probeer het opnieuw."
        ) from None
    return text, ["Gelezen als Windows-tekst (cp1252). Controleer de letters met een accent, zoals in «Fryslân»."]


# --- from text to rows ---------------------------------------------------------------------------------------------

_SEPARATORS = ";\t,|"
_LINES_TO_RECOGNISE = 60


class Row(NamedTuple):
    line: int  # number in the file, from 1
    cells: list[str]

    @property
    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]


class _Lines:
    """The rows of a text, without blank ones. A line with a quote that doesn't close, or with a NUL, is set aside, so
    that it can't swallow the lines after it: a cell of StatLine never holds a line break.
    """

    def __init__(self, text: str) -> None:
        if "\n" not in text:
            text = text.replace("\r", "\n")
        self._lines = text.split("\n")
        self._reader = csv.reader(self._whole_lines(), delimiter=_separator_of(self._lines))
        self._number = 0
        self.rejected: list[Rejected] = []

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        while True:
            try:
                cells = [cell.strip() for cell in next(self._reader)]
            except csv.Error:
                self._set_aside(self._lines[self._number - 1], "Deze regel is te lang voor een tabel.")
                continue
            if any(cells):
                return Row(self._number, cells)

    def _whole_lines(self) -> Iterator[str]:
        for number, line in enumerate(self._lines, start=1):
            self._number = number
            if "\0" in line:
                self._set_aside(line, "Hier staat een onzichtbaar teken (NUL).")
            elif line.count('"') % 2:
                self._set_aside(line, "Hier is een aanhalingsteken niet gesloten.")
            else:
                yield line.rstrip("\r")

    def _set_aside(self, line: str, reason: str) -> None:
        shown = line.replace("\0", "␀").strip()[:80]
        self.rejected.append(Rejected(self._number, "", shown, reason, "Verbeter de regel, of download opnieuw."))


def _separator_of(lines: Sequence[str]) -> str:
    """What divides most of the first lines into the same number of cells, more than one."""

    def fit(separator: str) -> float:
        widths = Counter(len(cells) for cells in csv.reader(sample, delimiter=separator) if any(cells))
        width, lines_of_width = widths.most_common(1)[0]
        return lines_of_width / widths.total() if width > 1 else 0

    sample = [line for line in lines[:_LINES_TO_RECOGNISE] if "\0" not in line and line.count('"') % 2 == 0]
    if not any(line.strip() for line in sample):
        return ";"
    return max(_SEPARATORS, key=fit)


# --- from rows to a plan of the table ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Meaning:
    """What a heading, a label or the whole table says about a figure; None and empty where it says nothing."""

    categories: tuple[str, ...] = ()
    measure: str = ""
    unit: str = ""
    area: Area | None = None
    period: str = ""
    revision: RevisionStatus | None = None

    def with_(self, other: "_Meaning") -> "_Meaning":
        return _Meaning(
            self.categories + other.categories,
            ", ".join(filter(None, [self.measure, other.measure])),
            other.unit or self.unit,
            other.area or self.area,
            other.period or self.period,
            other.revision or self.revision,
        )


@dataclass(frozen=True)
class _Table:
    """A plan: which columns hold labels, which hold figures, and what goes for all of them."""

    layout: Layout
    title: str
    filters: list[str]
    constant: _Meaning
    labels: dict[int, str]  # column → name of its dimension
    values: dict[int, _Meaning]
    names: dict[int, str]  # column → heading, as a rejected line names it
    width: int
    first_row: int

    @property
    def unit(self) -> str:
        """The unit of all columns, empty when they differ."""
        units = {meaning.unit for meaning in self.values.values()}
        return units.pop() if len(units) == 1 else ""


_PERIOD_NAMES = {"perioden", "periode", "periodes", "jaar", "jaren"}
_AREA_NAMES = {"regio's", "regio", "regios", "gebied", "gebieden", "gemeente", "gemeenten", "wijken en buurten"}
_TOPIC_NAMES = {"onderwerp", "onderwerpen"}
_UNIT = re.compile(
    r"aantal|%|promille|index.*|km|jaar|punten"
    r"|x 1[ .\d]*(?:mln|mld)?"  # x 1 000, x 1 mln
    r"|(?:1[ .\d]*)?(?:mln |mld )?euro"  # euro, 1 000 euro, mld euro
    r"|.*\bper 1[ .\d]*\b.*",  # per 10 000 inwoners
    re.IGNORECASE,
)


def _dimension(name: str) -> str:
    """«Regio's» → area, «Perioden» → period, «Onderwerp» → topic; any other name is a subdivision."""
    plain = name.strip().casefold().replace("’", "'")
    if plain in _PERIOD_NAMES:
        return "period"
    if plain in _AREA_NAMES or plain.endswith(("regio's", "-regio", "eenheden")):
        return "area"
    return "topic" if plain in _TOPIC_NAMES else "category"


def _recognise(rows: list[Row]) -> _Table:
    if not rows:
        raise FileError("Het bestand is leeg. Download de tabel opnieuw bij de bron.")
    first = rows[0].cells
    is_dataset = first[0] == "ID" or any(re.fullmatch(r".+_\d+", cell) for cell in first)
    if len(rows[0].filled) > 1 and not is_dataset:
        if any(_dimension(cell) == "period" for cell in first) and not _all_periods(first[1:]):
            return _recognise_long(rows)
        if not first[0] and _all_periods(first[1:]):
            return _recognise_table(rows, Layout.WIDE)
    elif len(rows[0].filled) == 1 and len(rows) > 2 and not _is_source(rows[0]):
        return _recognise_table(rows, Layout.TABLE)
    raise _unknown_layout(rows[0])


def _unknown_layout(row: Row) -> FileError:
    shown = " | ".join(row.filled)[:80]
    return FileError(
        "Wij herkennen deze indeling niet. Wij lezen van StatLine «CSV volgens tabelindeling», «CSV met statistische "
        "symbolen», en tabellen met een kolom per jaar. Het bestand moet een periode noemen. De eerste regel van uw "
        f"bestand is: «{shown}»."
    )


def _recognise_long(rows: list[Row]) -> _Table:
    """One row per area and period: first the columns with labels, then a column per subject."""
    header = rows[0].cells
    _refuse_duplicates(header)
    last_label = max(index for index, name in enumerate(header) if _dimension(name) in {"period", "area"})
    sample = [row.cells for row in rows[1:] if len(row.cells) == len(header)]
    labels = {
        index: name
        for index, name in enumerate(header)
        if name and (index <= last_label or _holds_words([cells[index] for cells in sample]))
    }
    measures = {index: _measure_and_unit(name) for index, name in enumerate(header) if name and index not in labels}
    return _table(Layout.LONG, "", [], _Meaning(), labels, measures, dict(enumerate(header)), len(header), 1)


def _recognise_table(rows: list[Row], layout: Layout) -> _Table:
    """Title and choices above, then headings, each with the name of its dimension; the last one has the units."""
    start = next(
        (index for index, row in enumerate(rows) if len(row.filled) > 1 or (len(row.cells) > 1 and not row.cells[0])),
        None,
    )
    above = [row.filled[0] for row in rows[:start]]
    if start is None:
        raise _unknown_layout(rows[0])
    end = next((index for index in range(start, len(rows)) if _is_data(rows[index])), None)
    if end is None or end == start:
        raise _unknown_layout(rows[start])
    *headings, last = rows[start:end]
    width = len(last.cells)
    label_count = 1 + sum(1 for cell in last.cells[1:] if _dimension(cell) in {"area", "period", "topic"})
    labels = {index: last.cells[index] or "onderverdeling" for index in range(label_count)}
    columns: dict[int, _Meaning] = {index: _Meaning() for index in range(label_count, width)}
    topic = ""
    for row in headings:
        if not row.cells[0] and len(row.filled) == 1 and _dimension(row.filled[0]) == "topic":
            continue  # a row of its own for the word «Onderwerp»; the subjects follow
        topic = row.cells[0] or topic
        _add_heading(columns, row, topic)
    if _all_periods(last.cells[label_count:]):
        _add_heading(columns, last, "Perioden")
    else:
        columns = {index: replace(meaning, unit=last.cells[index]) for index, meaning in columns.items()}
    _refuse_equal_columns(columns)
    title, filters = (above[0], above[1:]) if above else ("", [])
    constant = _Meaning()
    for line in filters:
        name, colon, value = line.partition(": ")
        constant = constant.with_(_meaning_of(name, value, line)) if colon else constant
    names = {index: _heading_in_words(meaning) for index, meaning in columns.items()} | labels
    return _table(layout, title, filters, constant, labels, columns, names, width, end)


def _table(
    layout: Layout,
    title: str,
    filters: list[str],
    constant: _Meaning,
    labels: dict[int, str],
    values: dict[int, _Meaning],
    names: dict[int, str],
    width: int,
    first_row: int,
) -> _Table:
    if not values:
        raise FileError("In deze tabel staan geen kolommen met cijfers. Kies op StatLine ten minste één onderwerp.")
    if len({meaning.unit for meaning in values.values()}) > 1:
        # Subjects in different units never mix: the unit becomes part of the name.
        values = {
            index: replace(meaning, measure=f"{meaning.measure} ({meaning.unit})") if meaning.unit else meaning
            for index, meaning in values.items()
        }
    named = [*labels.values(), *(line.partition(": ")[0] for line in filters)]
    has_period = any(_dimension(name) == "period" for name in named) or all(m.period for m in values.values())
    if not has_period:
        raise FileError("In dit bestand staat geen periode. Kies op StatLine een periode en download opnieuw.")
    return _Table(layout, title, filters, constant, labels, values, names, width, first_row)


def _add_heading(columns: dict[int, _Meaning], row: Row, dimension: str) -> None:
    """What one row of headings says about each column. A blank cell repeats the one before: it was merged."""
    is_period = _dimension(dimension) == "period" or (not dimension and _all_periods(row.cells[1:]))
    before = ""
    for index in columns:
        before = (row.cells[index] if index < len(row.cells) else "") or before
        name = "Perioden" if is_period else dimension or "Onderwerp"
        columns[index] = columns[index].with_(_meaning_of(name, before, before))


def _meaning_of(dimension: str, label: str, shown: str) -> _Meaning:
    try:
        return _read_label(dimension, label)
    except PeriodError as error:
        raise FileError(f"De kop «{shown}» is geen periode. {error}") from None


def _read_label(dimension: str, label: str) -> _Meaning:
    kind = _dimension(dimension)
    if kind == "area":
        return _Meaning(area=read_area(label))
    if kind == "period":
        plain, revision = read_revision(label)
        return _Meaning(period=period_code(plain), revision=revision or RevisionStatus.FINAL)
    if kind == "topic":
        return _Meaning(measure=label)
    return _Meaning(categories=(label,) if label else ())


def _measure_and_unit(heading: str) -> _Meaning:
    """«Gestarte adviezen (aantal)» → the subject and its unit."""
    match = re.fullmatch(r"(.+?) ?\(([^()]+)\)", heading)
    if match and _UNIT.fullmatch(match[2]):
        return _Meaning(measure=match[1], unit=match[2])
    return _Meaning(measure=heading)


def _is_data(row: Row) -> bool:
    """A label and at least one figure; not a row of headings, periods or units."""
    label, rest = row.cells[0], [cell for cell in row.cells[1:] if cell]
    if not label or _dimension(label) != "category" or all(_UNIT.fullmatch(cell) for cell in rest):
        return False
    return any(re.search(r"\d", cell) or cell in {".", "-"} for cell in rest)


def _is_source(row: Row) -> bool:
    return len(row.filled) == 1 and bool(row.cells[0]) and row.cells[0].startswith(("Bron:", "©"))


def _all_periods(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell]
    try:
        return bool(filled) and all(period_code(read_revision(cell)[0]) for cell in filled)
    except PeriodError:
        return False


def _holds_words(cells: Sequence[str]) -> bool:
    """Whether a column holds labels: most of its cells are no figures."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(not _is_figure(cell) for cell in filled) > len(filled) / 2


def _is_figure(cell: str) -> bool:
    try:
        read_figure(cell)
    except FigureError:
        return bool(re.fullmatch(r"[\d.,OolI]+", cell))  # meant as a figure: reported later, with the reason
    return True


def _refuse_duplicates(header: Sequence[str]) -> None:
    for name, count in Counter(cell.casefold() for cell in header if cell).items():
        if count > 1:
            places = [_letter(index) for index, cell in enumerate(header) if cell.casefold() == name]
            shown = next(cell for cell in header if cell.casefold() == name)
            where = f"{', '.join(places[:-1])} en {places[-1]}"
            raise FileError(f"De kolom «{shown}» komt {count} keer voor ({where}). Laat er één over.")


def _refuse_equal_columns(columns: dict[int, _Meaning]) -> None:
    seen: dict[_Meaning, int] = {}
    for index, meaning in columns.items():
        if meaning in seen:
            places = f"{_letter(seen[meaning])} en {_letter(index)}"
            name = _heading_in_words(meaning) or "zonder naam"
            raise FileError(f"De kolom «{name}» komt meer dan één keer voor ({places}). Laat er één over.")
        seen[meaning] = index


def _heading_in_words(meaning: _Meaning) -> str:
    year = meaning.period[:4] if meaning.period.endswith("JJ00") else meaning.period
    area = meaning.area.label if meaning.area else ""
    return ", ".join(filter(None, [meaning.measure, *meaning.categories, area, year]))


def _letter(index: int) -> str:
    """0 → A, 26 → AA, as a spreadsheet names its columns."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# --- from rows to figures ------------------------------------------------------------------------------------------


def _read_figures(table: _Table, rows: Iterable[Row], parsed: ParsedFile) -> None:
    read_label = _LabelReader()
    seen: dict[tuple[object, ...], ParsedFigure] = {}
    doubles = 0
    for row in rows:
        if _is_source(row):
            parsed.source_line = _source_line(row.cells[0])
            break
        parsed.rows += 1
        if problem := _misfit(row, table):
            parsed.rejected.append(problem)
            continue
        meaning = table.constant
        try:
            for index, dimension in table.labels.items():
                meaning = meaning.with_(read_label(dimension, row.cells[index]))
        except PeriodError as error:
            reason, _, advice = str(error).partition(". ")
            parsed.rejected.append(Rejected(row.line, dimension, row.cells[index], f"{reason}.", advice))
            continue
        for figure in _figures_of(row, meaning, table, parsed):
            key = (figure.category, figure.measure, figure.area, figure.period)
            same = seen.setdefault(key, figure)
            if same is figure:
                parsed.figures.append(figure)
            elif (same.value, same.status) == (figure.value, figure.status):
                doubles += 1
            else:
                parsed.rejected.append(_contradiction(row, figure, same))
    if doubles:
        parsed.notes.append(f"{doubles} cijfers staan dubbel in het bestand, met dezelfde waarde. Ze tellen één keer.")


class _LabelReader:
    """Reads each different label once: a table repeats its areas, periods and subdivisions on every line."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], _Meaning] = {}

    def __call__(self, dimension: str, label: str) -> _Meaning:
        key = (dimension, label)
        if key not in self._known:
            self._known[key] = _read_label(dimension, label)
        return self._known[key]


def _figures_of(row: Row, meaning: _Meaning, table: _Table, parsed: ParsedFile) -> Iterator[ParsedFigure]:
    for index, column in table.values.items():
        try:
            read = read_figure(row.cells[index])
        except FigureError as error:
            shown = row.cells[index][:80]
            parsed.rejected.append(Rejected(row.line, table.names[index], shown, error.reason, error.advice))
            continue
        yield _figure(row.line, meaning.with_(column), read)


def _figure(line: int, meaning: _Meaning, read: Figure) -> ParsedFigure:
    return ParsedFigure(
        line,
        " · ".join(meaning.categories),
        meaning.measure,
        meaning.area,
        meaning.period,
        read.value,
        read.status,
        read.revision or meaning.revision or RevisionStatus.FINAL,
    )


def _misfit(row: Row, table: _Table) -> Rejected | None:
    """A row with more or fewer cells than the headings, or with something where there is no heading."""
    if len(row.cells) != table.width:
        shown = " | ".join(row.cells)[:80]
        reason = f"Deze regel heeft {len(row.cells)} cellen, de kop heeft er {table.width}."
        return Rejected(row.line, "", shown, reason, "Kijk of er een scheidingsteken te veel of te weinig staat.")
    for index, cell in enumerate(row.cells):
        if cell and index not in table.labels and index not in table.values:
            return Rejected(
                row.line, _letter(index), cell[:80], "Boven deze cel staat geen kop.", "Zet er een kop boven."
            )
    return None


def _contradiction(row: Row, figure: ParsedFigure, same: ParsedFigure) -> Rejected:
    where = ", ".join(filter(None, [figure.area.label if figure.area else "", figure.category, figure.measure]))
    reason = f"Dit cijfer staat ook op regel {same.line}, met een andere waarde."
    return Rejected(row.line, "", where[:80], reason, "Laat één van de twee regels over.")


def _refuse_stray_decimals(parsed: ParsedFile) -> None:
    """In a column of whole counts a figure such as 1,310 is no count: it may be 1.310 in another notation."""
    if parsed.unit != "aantal":
        return
    with_value = [figure for figure in parsed.figures if figure.value is not None]
    stray = [figure for figure in with_value if figure.value is not None and decimals_of(figure.value)]
    if len(stray) * 2 >= len(with_value):
        return
    for figure in stray:
        shown = str(figure.value).replace(".", ",")
        reason = "Hier staan cijfers achter de komma, terwijl deze tabel hele aantallen telt."
        parsed.rejected.append(Rejected(figure.line, figure.measure, shown, reason, "Controleer het bij de bron."))


# --- what is told about the file ---------------------------------------------------------------------------------


def _remarks(parsed: ParsedFile) -> list[str]:
    remarks = []
    if parsed.contents.is_all_crime_only:
        remarks.append(ALL_CRIME)
    if parsed.totals:
        remarks.append(_totals_in_words(len(parsed.totals)))
    missing = parsed.missing
    if parsed.layout == Layout.LONG and missing["impossible"] and not missing["suppressed"] and not parsed.provisional:
        remarks.append(
            "Er staan lege cellen in en geen enkele punt of ster. Misschien is dit «CSV zonder statistische symbolen»: "
            "dan zijn geheime en onmogelijke waarden niet te onderscheiden. Download liever met symbolen."
        )
    return remarks


def _totals_in_words(count: int) -> str:
    if count == 1:
        return "Eén onderverdeling is een totaal. Het wordt nooit bij zijn delen opgeteld."
    return f"{count} onderverdelingen zijn een totaal. Ze worden nooit bij hun delen opgeteld."


def _source_line(footer: str) -> str:
    """«Bron: CBS;;;» → Bron: CBS. The older «© Centraal Bureau voor de Statistiek …» means the same."""
    if footer.startswith("©"):
        return "Bron: CBS" if "centraal bureau" in footer.casefold() else footer[:200]
    return f"Bron: {footer.removeprefix('Bron:').strip()}"[:200]


_TIME_IN_NAME = re.compile(r"_(\d{2})(\d{2})(\d{4})(?:_\d{6})?(?=\.|$)")


def _title_from(file_name: str) -> str:
    """«Huiselijk_geweld__regio_18012023_185321.csv» → Huiselijk geweld; regio."""
    stem = re.sub(r"\.\w{1,4}$", "", file_name)
    stem = _TIME_IN_NAME.sub("", stem)
    return stem.replace("__", "; ").replace("_", " ").strip()[:300]


def _table_id_in(text: str) -> str:
    match = re.search(r"(?<!\d)\d{5}NED", text, re.IGNORECASE)
    return match[0].upper() if match else ""


def _date_in(file_name: str) -> date | None:
    """The day on which StatLine made the file: its name ends on ddmmyyyy_hhmmss."""
    match = _TIME_IN_NAME.search(file_name)
    if not match:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
