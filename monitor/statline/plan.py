"""A plan of a table: which columns hold labels, which hold figures, and what goes for all of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from monitor.areas import AreaError
from monitor.numbers import Figure, FigureError, RevisionStatus, ValueStatus, read_figure, read_revision
from monitor.periods import PeriodError, period_code
from monitor.statline.lines import Row
from monitor.statline.meanings import LabelError, Labels, Meaning, dimension, dimension_of_code, read_code, read_label
from monitor.statline.results import FileError, Layout, UnknownLayoutError
from network.tables import column_letter

MOST_COLUMNS = 5_000
LONGEST_SUBJECT = 200
SAYS_NO_STATUS = (
    "Dit bestand zegt niet welke cijfers voorlopig zijn. Wat bij ons voorlopig is, blijft dat. Controleer het bij de "
    "bron."
)
PROBLEMS = (PeriodError, AreaError, LabelError)


@dataclass(frozen=True)
class Plan:
    layout: Layout
    width: int
    first_line: int  # of the file that holds a figure
    labels: dict[int, str]  # column → name of its dimension
    values: dict[int, Meaning]
    names: dict[int, str]  # column → heading, as a rejected line names it
    title: str = ""
    filters: list[str] = field(default_factory=list)
    constant: Meaning = field(default_factory=Meaning)
    skipped: frozenset[int] = frozenset()  # columns that say nothing of a figure
    unit_column: int | None = None
    usual_unit: str = ""  # of the rows, where a column holds the unit
    area_code_column: int | None = None
    attribute_column: int | None = None  # that tells why there is no value
    codes: Labels | None = None  # the labels are codes, and these their names
    decimal_point: bool = False
    blank: ValueStatus = ValueStatus.IMPOSSIBLE
    notes: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The unit of all figures, empty when they differ."""
        units = {meaning.unit for meaning in self.values.values()}
        return self.usual_unit or (units.pop() if len(units) == 1 else "")

    @property
    def names_an_area(self) -> bool:
        in_labels = any(self.meaning_kind(name) == "area" for name in self.labels.values())
        return bool(in_labels or self.constant.area or all(meaning.area for meaning in self.values.values()))

    def meaning_kind(self, name: str) -> str:
        return dimension(name) if self.codes is None else dimension_of_code(name)

    def read_label(self, name: str, label: str) -> Meaning:
        return read_label(name, label.strip()) if self.codes is None else read_code(name, label, self.codes)

    def read_figure(self, cell: str) -> Figure:
        value, _, attribute = cell.partition(BEFORE_ATTRIBUTE)
        if attribute:
            return with_attribute(value, attribute)
        figure = read_figure(cell, decimal_point=self.decimal_point)
        return replace(figure, status=self.blank) if figure.status == ValueStatus.IMPOSSIBLE else figure


# What the open-data portal writes beside a value, in its bulk file.
BEFORE_ATTRIBUTE = "\x1f"
_ATTRIBUTES = {
    "confidential": ValueStatus.WITHHELD,
    "secret": ValueStatus.WITHHELD,
    "suppressed": ValueStatus.SUPPRESSED,
    "unreliable": ValueStatus.SUPPRESSED,
    "impossible": ValueStatus.IMPOSSIBLE,
    "notapplicable": ValueStatus.NOT_APPLICABLE,
    "unknown": ValueStatus.UNKNOWN,
    "missing": ValueStatus.UNKNOWN,
    "notavailable": ValueStatus.NOT_YET,
    "notyetavailable": ValueStatus.NOT_YET,
    "nil": ValueStatus.NIL,
}
_REVISIONS = {
    "provisional": RevisionStatus.PROVISIONAL,
    "revisedprovisional": RevisionStatus.REVISED_PROVISIONAL,
    "definite": RevisionStatus.FINAL,
}


def with_attribute(value: str, attribute: str) -> Figure:
    """A value with what is said about it. An attribute that we don't know is refused beside a value: it may matter."""
    plain = attribute.strip().replace(" ", "").casefold()
    if plain in _REVISIONS:
        return replace(read_figure(value, decimal_point=True), revision=_REVISIONS[plain])
    if value.strip():
        reason = f"Bij deze waarde staat «{attribute.strip()[:30]}», en dat kennen we niet."
        raise FigureError(reason, "Kijk bij de bron wat het betekent.")
    return Figure(None, _ATTRIBUTES.get(plain, ValueStatus.NOT_GIVEN))


def checked(plan: Plan) -> Plan:
    """The plan, with the unit in the names of subjects that have different units. Raises FileError when what a figure
    needs is not in the table.
    """
    if not plan.values:
        raise FileError("In deze tabel staan geen kolommen met cijfers. Kies op StatLine ten minste één onderwerp.")
    if len({meaning.unit for meaning in plan.values.values()}) > 1:
        values = {
            index: replace(meaning, measure=f"{meaning.measure} ({meaning.unit})") if meaning.unit else meaning
            for index, meaning in plan.values.items()
        }
        plan = replace(plan, values=values)
    for meaning in plan.values.values():
        if len(meaning.measure) > LONGEST_SUBJECT:
            shown = meaning.measure[:60]
            raise FileError(f"De kop «{shown}…» is te lang. Kort hem in tot {LONGEST_SUBJECT} tekens.")
    kinds = [plan.meaning_kind(name) for name in plan.labels.values()]
    for kind, words in (("area", "een gebied"), ("period", "een periode")):
        if kinds.count(kind) > 1:
            raise UnknownLayoutError(f"Meer dan één kolom noemt {words}. Laat er één over, of kies welke bedoeld is.")
    if not ("period" in kinds or plan.constant.period or all(meaning.period for meaning in plan.values.values())):
        raise UnknownLayoutError("In dit bestand staat geen periode. Kies op StatLine een periode en download opnieuw.")
    return plan


def heading(name: str, label: str, shown: str, read: Callable[[str, str], Meaning] = read_label) -> Meaning:
    """What a heading says. One that is no period or no area, where it should be, goes for the whole file."""
    try:
        return read(name, label)
    except PeriodError as error:
        raise FileError(f"De kop «{shown[:80]}» is geen periode. {error}") from None
    except (AreaError, LabelError) as error:
        raise FileError(f"De kop «{shown[:80]}» kunnen we niet lezen. {error}") from None


_UNIT = re.compile(
    r"aantal|%|‰|promille|index.*|km²?|ha|jaar|punten|uren|uur|dagen|kg|ton|gwh|°c|score|cijfer"
    r"|(?:mln|mld|1[ .\d]*) ?(?:kwh|kg|m3|ton|uren|arbeidsjaren)"
    r"|x 1[ .\d]*(?:mln|mld)?"  # x 1 000, x 1 mln
    r"|(?:1[ .\d]*)?(?:mln |mld )?euro"  # euro, 1 000 euro, mld euro
    r"|.*\bper 1[ .\d]*\b.*|.*\bper (?:inwoner|huishouden)\b.*"  # per 10 000 inwoners
    r"|% .*|index \(.*\)",
    re.IGNORECASE,
)
_NAME_AND_UNIT = re.compile(r"(.+?) ?\(([^()]+)\)")


def is_unit(cell: str) -> bool:
    return bool(_UNIT.fullmatch(cell))


def measure_and_unit(name: str) -> Meaning:
    """«Gestarte adviezen (aantal)» → the subject and its unit."""
    match = _NAME_AND_UNIT.fullmatch(name)
    if match and is_unit(match[2]):
        return Meaning(measure=match[1], unit=match[2])
    return Meaning(measure=name)


def all_periods(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell]
    try:
        return bool(filled) and all(period_code(read_revision(cell)[0]) for cell in filled)
    except PeriodError:
        return False


def holds_words(cells: Sequence[str]) -> bool:
    """Whether a column holds labels: most of its cells are no figures."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(not is_figure(cell) for cell in filled) > len(filled) / 2


def is_figure(cell: str) -> bool:
    try:
        read_figure(cell)
    except FigureError:
        return bool(re.fullmatch(r"[\d.,OolI]+", cell))  # meant as a figure: reported later, with the reason
    return True


def is_source(cells: Sequence[str]) -> bool:
    return cells[0].startswith(("Bron:", "©")) and not any(cell.strip() for cell in cells[1:])


def unknown_layout(row: Row) -> UnknownLayoutError:
    shown = " | ".join(row.filled)[:80]
    return UnknownLayoutError(
        "Wij herkennen deze indeling niet. Wij lezen van StatLine «CSV volgens tabelindeling», «CSV met statistische "
        "symbolen», de bestanden van het open-dataportaal, en tabellen met een kolom per jaar. Het bestand moet een "
        f"periode noemen. De eerste regel van uw bestand is: «{shown}»."
    )


def refuse_too_wide(cells: Sequence[str]) -> None:
    if len(cells) > MOST_COLUMNS:
        raise FileError(f"Deze tabel heeft meer dan {MOST_COLUMNS} kolommen. Kies op StatLine minder per keer.")


def refuse_duplicates(header: Sequence[str]) -> None:
    for name, count in Counter(cell.casefold() for cell in header if cell).items():
        if count > 1:
            places = [column_letter(index) for index, cell in enumerate(header) if cell.casefold() == name]
            shown = next(cell for cell in header if cell.casefold() == name)
            where = f"{', '.join(places[:-1])} en {places[-1]}"
            raise FileError(f"De kolom «{shown[:80]}» komt {count} keer voor ({where}). Laat er één over.")


def refuse_equal_columns(columns: dict[int, Meaning]) -> None:
    seen: dict[Meaning, int] = {}
    for index, meaning in columns.items():
        if meaning in seen:
            places = f"{column_letter(seen[meaning])} en {column_letter(index)}"
            name = meaning.in_words or "zonder naam"
            raise FileError(f"De kolom «{name[:80]}» komt meer dan één keer voor ({places}). Laat er één over.")
        seen[meaning] = index
