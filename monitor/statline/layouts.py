"""Which layout a table has: from its first rows to a plan."""

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.areas import same_name
from monitor.numbers import ValueStatus
from monitor.statline.lines import Row
from monitor.statline.meanings import Labels, Meaning, dimension, dimension_of_code
from monitor.statline.plan import (
    SAYS_NO_STATUS,
    Plan,
    all_periods,
    checked,
    heading,
    holds_words,
    is_figure,
    is_source,
    is_unit,
    measure_and_unit,
    refuse_duplicates,
    refuse_equal_columns,
    refuse_too_wide,
    unknown_layout,
)
from monitor.statline.results import FileError, Layout, UnknownLayoutError

_TOPIC_OF_PORTAL = re.compile(r"(.+)_(\d+)")


def recognise(rows: list[Row], *, file_name: str, labels: Labels) -> Plan:
    if not rows:
        raise FileError("Het bestand is leeg. Download de tabel opnieuw bij de bron.")
    first = rows[0].cells
    refuse_too_wide(first)
    if len(rows[0].filled) > 1:
        if _is_dataset(first):
            return _dataset(rows, file_name, labels)
        if dimension(first[0]) in {"period", "topic"} or not first[0]:
            if all_periods(first[1:]):
                return _table(rows, Layout.WIDE)
            if dimension(first[0]) == "topic" and len(rows) > 1 and dimension(rows[1].cells[0]) != "category":
                return _table(rows, Layout.TABLE)
        return _long(rows, file_name)
    if len(rows[0].filled) == 1 and len(rows) > 2 and not is_source(first):
        return _table(rows, Layout.TABLE)
    raise unknown_layout(rows[0])


# --- csv met statistische symbolen, and tables like it -------------------------------------------------------------

_YEAR_BEHIND_TITLE = re.compile(r"(?:^|[;,] ?)((?:19|20)\d{2}(?:\*{1,2})?)$")
# What tables of places say about a place, and not about people in it: it divides no figures.
_ABOUT_THE_AREA = re.compile(r".*[|(](?:code|naam)\)?", re.IGNORECASE)
_PARTS_OF_YEARS = {"maand", "maanden", "kwartaal", "kwartalen", "halfjaar", "half jaar", "week"}
_CODE_OF_AREA = re.compile(r"(?:.*\|)?(?:koppelvariabele )?regio ?\(code\)|regiocode", re.IGNORECASE)


def _long(rows: list[Row], file_name: str) -> Plan:
    """One row per area and period: first the columns with labels, then a column per subject."""
    header = rows[0].cells
    sample = [row.cells for row in rows[1:] if len(row.cells) == len(header)]
    header = _with_names(header, sample)
    kinds = [dimension(name) for name in header]
    if "period" not in kinds and "area" not in kinds:
        raise unknown_layout(rows[0])
    refuse_duplicates(header)
    if parts := [name for name in header if name.casefold() in _PARTS_OF_YEARS]:
        raise UnknownLayoutError(
            f"De kolom «{parts[0]}» noemt een deel van een jaar. Zet jaar en deel in één kolom, bijvoorbeeld mei 2024."
        )
    last_label = max(index for index, kind in enumerate(kinds) if kind in {"period", "area"})
    about = frozenset(index for index, name in enumerate(header) if _ABOUT_THE_AREA.fullmatch(name))
    labels = {
        index: name
        for index, name in enumerate(header)
        if name
        and index not in about
        and _is_label(name, [cells[index] for cells in sample], stands_before=index <= last_label)
    }
    values = {
        index: measure_and_unit(name)
        for index, name in enumerate(header)
        if name and index not in labels and index not in about
    }
    constant, notes = Meaning(), []
    if "period" not in kinds:
        constant = _period_in(file_name, rows[0])
        notes.append(f"De periode ({constant.period[:4]}) komt uit de naam van het bestand. Controleer of dat klopt.")
    if about:
        notes.append(
            f"{len(about)} kolommen noemen codes en namen van andere gebieden. Dat zijn geen cijfers; we slaan ze over."
        )
    return checked(
        Plan(
            Layout.LONG,
            len(header),
            rows[0].line + 1,
            labels,
            values,
            dict(enumerate(header)),
            constant=constant,
            skipped=about,
            area_code_column=next((index for index in about if _CODE_OF_AREA.fullmatch(header[index])), None),
            notes=tuple(notes),
        )
    )


def _is_label(name: str, cells: Sequence[str], *, stands_before: bool) -> bool:
    """Whether a column divides figures. One with nothing but numbers, before the periods or areas, can be either."""
    if dimension(name) in {"area", "period"}:
        return True
    if not stands_before:
        return holds_words(cells)
    if measure_and_unit(name).unit:
        return False
    if cells and all(re.fullmatch(r"[\d.,]*\d[\d.,]*", cell) for cell in cells):
        raise UnknownLayoutError(f"In de kolom «{name[:80]}» staan alleen getallen. Kies of dat cijfers zijn.")
    return True


def _with_names(header: Sequence[str], sample: Sequence[Sequence[str]]) -> list[str]:
    """Columns without a heading before the subjects: one that holds nothing but periods, and one with areas."""
    named = list(header)
    for index, name in enumerate(header):
        if name:
            break
        cells = [row[index] for row in sample]
        if all_periods(cells):
            named[index] = "Perioden"
        elif index == 0 and holds_words(cells):
            named[index] = "Regio's"
    return named


def _period_in(file_name: str, first: Row) -> Meaning:
    match = _YEAR_BEHIND_TITLE.search(title_from(file_name))
    if not match:
        raise unknown_layout(first)
    return heading("Perioden", match[1], match[1])


# --- csv volgens tabelindeling, and a column per period --------------------------------------------------------------


def _table(rows: list[Row], layout: Layout) -> Plan:
    """Title and choices above, then headings, each with the name of its dimension; the last one has the units."""
    start = next(
        (index for index, row in enumerate(rows) if len(row.filled) > 1 or (len(row.cells) > 1 and not row.cells[0])),
        None,
    )
    above = [row.filled[0] for row in rows[:start]]
    if start is None:
        raise unknown_layout(rows[0])
    end = _end_of_headings(rows, start)
    *headings, last = rows[start:end]
    refuse_too_wide(last.cells)
    width = len(last.cells)
    body = [row.cells for row in rows[end:] if len(row.cells) == width]
    unit_column = 1 if _has_units_in_rows(last, body) else None
    label_count = 2 if unit_column else _labels_before_figures(last, body)
    labels = {index: last.cells[index] or "onderverdeling" for index in range(label_count) if index != unit_column}
    columns: dict[int, Meaning] = {index: Meaning() for index in range(label_count, width)}
    topic = ""
    for row in headings:
        if not row.cells[0] and len(row.filled) == 1 and dimension(row.filled[0]) == "topic":
            continue  # a row of its own for the word «Onderwerp»; the subjects follow
        topic = row.cells[0] or (row.cells[1] if unit_column and len(row.cells) > 1 else "") or topic
        _add_heading(columns, row, topic)
    if all_periods(last.cells[label_count:]):
        _add_heading(columns, last, "Perioden")
    elif unit_column:
        _add_heading(columns, last, last.cells[1])
    else:
        columns = {index: replace(meaning, unit=last.cells[index]) for index, meaning in columns.items()}
    refuse_equal_columns(columns)
    title, filters = (above[0], above[1:]) if above else ("", [])
    constant = Meaning()
    for line in filters:
        name, colon, value = line.partition(": ")
        constant = constant.with_(heading(name, value, line)) if colon else constant
    units = {row[1] for row in body} if unit_column else set()
    return checked(
        Plan(
            layout,
            width,
            last.line + 1,
            labels,
            columns,
            {index: meaning.in_words for index, meaning in columns.items()} | labels,
            title=title,
            filters=filters,
            constant=constant,
            unit_column=unit_column,
            usual_unit=units.pop() if len(units) == 1 else "",
        )
    )


def _end_of_headings(rows: Sequence[Row], start: int) -> int:
    """The row of units is the last of the headings; without one they end before the first row with figures."""
    below_each_other = next((i for i in range(start, len(rows)) if _names_subjects_below_each_other(rows[i])), None)
    if below_each_other is not None:
        return below_each_other + 1
    with_units = [index for index in range(start, len(rows)) if _is_row_of_units(rows[index])]
    if with_units:
        return with_units[-1] + 1
    end = next((index for index in range(start, len(rows)) if _is_data(rows[index])), None)
    if end is None or end == start:
        raise unknown_layout(rows[start])
    return end


def _names_subjects_below_each_other(row: Row) -> bool:
    """«Onderwerp», then the dimension that is spread over the columns, then its periods."""
    names = [dimension(cell) for cell in row.cells[:2]]
    return names == ["topic", "period"] and all_periods(row.cells[2:])


def _is_row_of_units(row: Row) -> bool:
    """From some column on nothing but units; a unit in the second column alone goes for one row of figures."""
    filled = [is_unit(cell) for cell in row.cells[1:] if cell]
    if not filled or not filled[-1]:
        return False
    return all(filled) or (not is_figure(row.cells[-1]) and all(filled[filled.index(True) :]))


def _is_data(row: Row) -> bool:
    """A label and mostly figures; not a row of headings or periods."""
    label, rest = row.cells[0], [cell for cell in row.cells[1:] if cell and not is_unit(cell)]
    if not label or dimension(label) in {"area", "period"} or (dimension(label) == "topic" and all_periods(rest[1:])):
        return False
    return bool(rest) and sum(is_figure(cell) for cell in rest) * 2 > len(rest)


def _has_units_in_rows(last: Row, body: Sequence[Sequence[str]]) -> bool:
    """Subjects below each other, each with its unit beside it."""
    return _names_subjects_below_each_other(last) and bool(body) and all(is_unit(cells[1]) for cells in body)


def _labels_before_figures(last: Row, body: Sequence[Sequence[str]]) -> int:
    """How many columns name something, before those with figures."""
    count = 1
    for index in range(1, len(last.cells)):
        name = last.cells[index]
        is_named = dimension(name) in {"area", "period", "topic"}
        if not is_named and (is_unit(name) or all_periods([name]) or not holds_words([row[index] for row in body])):
            break
        count += 1
    return count


def _add_heading(columns: dict[int, Meaning], row: Row, name: str) -> None:
    """What one row of headings says about each column. A blank cell repeats the one before: it was merged."""
    is_period = dimension(name) == "period" or (not name and all_periods(row.cells[1:]))
    before = ""
    for index in columns:
        before = (row.cells[index] if index < len(row.cells) else "") or before
        columns[index] = columns[index].with_(heading("Perioden" if is_period else name or "Onderwerp", before, before))


# --- the data sets of the open-data portal --------------------------------------------------------------------------


def _is_dataset(header: Sequence[str]) -> bool:
    return header[0] == "ID" or any(_TOPIC_OF_PORTAL.fullmatch(cell) for cell in header)


def _dataset(rows: list[Row], file_name: str, labels: Labels) -> Plan:
    """Codes instead of labels, and a column per subject whose name ends on a number."""
    header = rows[0].cells
    refuse_duplicates(header)
    topics = {index for index, name in enumerate(header) if _TOPIC_OF_PORTAL.fullmatch(name)}
    if not topics or not any(dimension_of_code(name) == "period" for name in header):
        raise unknown_layout(rows[0])
    values = _topics({index: header[index] for index in sorted(topics)}, labels)
    skipped = frozenset({0} if header[0] == "ID" else ())
    cells = [row.cells[index] for row in rows[1:] if len(row.cells) == len(header) for index in topics]
    layout = _kind_of_dataset(file_name, cells)
    notes = []
    if layout == Layout.TYPED:
        notes.append(
            "Dit is een TypedDataSet. Een lege cel kan daarin van alles betekenen: geheim, onbekend of onmogelijk. "
            "Download liever de UntypedDataSet; die houdt dat uit elkaar."
        )
    notes.append(SAYS_NO_STATUS)
    return checked(
        Plan(
            layout,
            len(header),
            rows[0].line + 1,
            {i: name for i, name in enumerate(header) if name and i not in topics and i not in skipped},
            values,
            dict(enumerate(header)),
            skipped=skipped,
            codes=labels,
            decimal_point=True,
            blank=ValueStatus.IMPOSSIBLE if layout == Layout.UNTYPED else ValueStatus.NOT_GIVEN,
            notes=tuple(notes),
        )
    )


def _kind_of_dataset(file_name: str, figures: Sequence[str]) -> Layout:
    """As the portal names the file; without that, symbols tell that it is the untyped one."""
    plain = file_name.casefold()
    if "untyped" in plain:
        return Layout.UNTYPED
    if "typeddataset" in plain:
        return Layout.TYPED
    return Layout.UNTYPED if any(cell in {".", "-"} for cell in figures) else Layout.TYPED


def _topics(header: dict[int, str], labels: Labels) -> dict[int, Meaning]:
    """«GeregistreerdeMisdrijven_1» → «Geregistreerde misdrijven»; with its number where that name occurs twice."""
    plain = {index: _in_words(name.rpartition("_")[0]) for index, name in header.items()}
    found = {}
    for index, name in header.items():
        label = labels.of("Onderwerp", name)
        if not label:
            twice = sum(other == plain[index] for other in plain.values()) > 1
            number = name.rpartition("_")[2]
            label = f"{plain[index]} ({number})" if twice else labels.of("Onderwerp", same_name(plain[index]))
            label = label or plain[index]
        found[index] = measure_and_unit(label)
    refuse_equal_columns(found)
    return found


_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-zà-ÿ]+|[A-Z]+|\d+|[^A-Za-zà-ÿ\d_]+")


def _in_words(name: str) -> str:
    """«LVInAlsGoedErvarenGezondheid» → «LV in als goed ervaren gezondheid»."""
    words = _WORDS.findall(name) or [name]
    first, *rest = words
    return " ".join([first, *(word if len(word) > 1 and word.isupper() else word.lower() for word in rest)])


# --- the name of the file --------------------------------------------------------------------------------------------

TIME_IN_NAME = re.compile(r"_(\d{2})(\d{2})(\d{4})(?:_\d{6})?(?=\.|$)")


def title_from(file_name: str) -> str:
    """«Huiselijk_geweld__regio_18012023_185321.csv» → Huiselijk geweld; regio."""
    stem = re.sub(r"\.\w{1,4}$", "", file_name)
    stem = TIME_IN_NAME.sub("", stem)
    return re.sub(r" ?; ?", "; ", stem.replace("__", "; ").replace("_", " ")).strip()[:300]
