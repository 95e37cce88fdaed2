"""From rows to figures, by a plan: one after another, and no more kept than what tells a figure from its double."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple, TypeVar

from monitor.areas import MUNICIPALITY, Area, area_of_code, read_area
from monitor.numbers import FigureError, RevisionStatus, ValueStatus, decimals_of
from monitor.statline.lines import Lines
from monitor.statline.mapped import TableLines
from monitor.statline.meanings import MOST_KEPT, Cache, category_of
from monitor.statline.plan import BEFORE_ATTRIBUTE, PROBLEMS, Plan, is_source
from monitor.statline.results import FileError, ParsedFigure, Rejected
from network.dutch import number
from network.tables import column_letter

_MOST_HELD = 1_000  # rows that wait until it is clear whether decimals belong in this table
_SIGN_BITS, _PERIOD_BITS, _AREA_BITS = 32, 14, 26
_SIGN = (1 << _SIGN_BITS) - 1
MOST_FIGURES, MOST_REJECTED = 1_000_000, 10_000
_START_OF_SOURCE = frozenset({"B", "©"})


@dataclass
class Seen:
    """What is known of a table once it was read."""

    rows: int = 0
    source_line: str = ""
    doubles: int = 0
    categories: dict[str, None] = field(default_factory=dict)
    statuses: set[ValueStatus] = field(default_factory=set)
    has_provisional: bool = False
    unnamed: dict[str, None] = field(default_factory=dict)  # codes of which nobody told the name


class _RowFigures(NamedTuple):
    figures: list[ParsedFigure]
    with_value: int
    with_decimals: int


class _Value(NamedTuple):
    value: Decimal | None
    status: ValueStatus
    revision: RevisionStatus | None
    has_decimals: bool
    sign: int  # the same for the same value, to tell a double from a contradiction


class _Cell(NamedTuple):
    """Where a row of a series has a figure, and what the heading of that column says. Equal numbers, equal things."""

    column: int
    category: str
    measure: str
    series_number: int
    area: Area | None
    area_number: int
    period: str
    period_number: int
    revision: RevisionStatus | None


Key = str | tuple[str, ...]
T = TypeVar("T")


def figures_of(plan: Plan, lines: Lines | TableLines, seen: Seen) -> Iterator[ParsedFigure | Rejected]:
    """Every figure, and every line that is not accepted: such a line gives no figures at all."""
    whole = _WholeNumbers() if plan.unit == "aantal" else None
    rejected = 0
    for item in _RowReader(plan, seen).rows(lines):
        if isinstance(item, Rejected):
            rejected += 1
            if rejected > MOST_REJECTED:
                raise FileError(
                    f"Meer dan {number(MOST_REJECTED)} regels zijn afgekeurd. Controleer of dit het goede bestand is. "
                    f"De laatste reden: {item.reason}"
                )
            yield item
        elif whole:
            yield from whole.let_through(item)
        else:
            yield from item.figures
    if whole:
        yield from whole.rest()


class _RowReader:
    """Reads one row after another: what its labels say, and a figure for each column with figures."""

    def __init__(self, plan: Plan, seen: Seen) -> None:
        self._plan = plan
        self._seen = seen
        self._doubles: dict[int, int] = {}
        self._area_numbers: dict[Area, int] = {}
        self._period_numbers: dict[str, int] = {}
        self._series_numbers: dict[tuple[str, str], int] = {}
        kinds = {index: plan.meaning_kind(name) for index, name in plan.labels.items()}
        code, unit = plan.area_code_column, plan.unit_column
        self._area = [index for index, kind in kinds.items() if kind == "area"] + ([] if code is None else [code])
        self._period = [index for index, kind in kinds.items() if kind == "period"]
        self._rest = [index for index, kind in kinds.items() if kind not in {"area", "period"}]
        self._rest += [] if unit is None else [unit]
        used = {*plan.labels, *plan.values, *plan.skipped, *self._area, *self._rest}
        self._beside = [index for index in range(plan.width) if index not in used]
        self._area_of, self._period_of, self._rest_of = map(_getter, (self._area, self._period, self._rest))
        self._areas: Cache[Key, tuple[Area | None, int]] = Cache(self._find_area)
        self._periods: Cache[Key, tuple[str, RevisionStatus, int]] = Cache(self._find_period)
        self._series: Cache[Key, list[_Cell]] = Cache(self._find_series, most=MOST_KEPT // len(plan.values))
        self._values: Cache[str, _Value] = Cache(self._find_value)

    def rows(self, lines: Lines | TableLines) -> Iterator[Rejected | _RowFigures]:
        """The figures of each row, or why the row is refused. The names here are local ones, because a table may have
        hundreds of thousands of rows.
        """
        plan, seen, width, first_line = self._plan, self._seen, self._plan.width, self._plan.first_line
        area_of, period_of, rest_of = self._area_of, self._period_of, self._rest_of
        areas, periods, series = self._areas, self._periods, self._series
        beside, attribute = self._beside, plan.attribute_column
        for cells in lines:
            if lines.rejected:
                yield from lines.taken_rejected()
            first = cells[0]
            if lines.number < first_line or not (first or any(map(str.strip, cells))):
                continue
            if first[:1] in _START_OF_SOURCE and is_source(cells):
                seen.source_line = source_line(first)
                yield from _below_source(lines, width)
                break
            seen.rows += 1
            if len(self._doubles) > MOST_FIGURES:
                raise FileError(
                    f"In dit bestand staan meer dan {number(MOST_FIGURES)} cijfers. Kies bij de bron minder per keer."
                )
            line = lines.number
            if len(cells) != width:
                yield _misfit(cells, line, plan)
                continue
            if beside and (problem := _without_heading(beside, cells, line)):
                yield problem
                continue
            if attribute is not None and (told := cells[attribute].strip()) != "None":
                for index in plan.values:
                    cells[index] += f"{BEFORE_ATTRIBUTE}{told}"
            try:
                labels = areas[area_of(cells)], periods[period_of(cells)], series[rest_of(cells)]
            except PROBLEMS as error:
                yield self._unreadable(error, cells, line)
                continue
            yield from self._figures(cells, line, *labels)
        yield from lines.taken_rejected()

    def _figures(
        self,
        cells: list[str],
        line: int,
        area_read: tuple[Area | None, int],
        period_read: tuple[str, RevisionStatus, int],
        series: list[_Cell],
    ) -> list[_RowFigures] | list[Rejected]:
        area, area_number = area_read
        period, revision, period_number = period_read
        values, doubles = self._values, self._doubles
        figures: list[ParsedFigure] = []
        problems: list[Rejected] = []
        keys: list[int] = []
        with_value = with_decimals = 0
        for (
            index,
            category,
            measure,
            series_number,
            own_area,
            own_area_number,
            own_period,
            own_period_number,
            own_revision,
        ) in series:
            try:
                value, status, stated, has_decimals, sign = values[cells[index]]
            except FigureError as error:
                shown = cells[index].partition(BEFORE_ATTRIBUTE)[0].strip()[:80]
                problems.append(Rejected(line, self._plan.names[index], shown, error.reason, error.advice))
                continue
            key = (series_number << _AREA_BITS | (own_area_number or area_number)) << _PERIOD_BITS
            key |= own_period_number or period_number
            place = line << _SIGN_BITS | sign
            before = doubles.setdefault(key, place)
            figure = ParsedFigure(
                line,
                category,
                measure,
                own_area or area,
                own_period or period,
                value,
                status,
                stated or own_revision or revision,
            )
            if before is place:
                keys.append(key)
                figures.append(figure)
                with_value += value is not None
                with_decimals += has_decimals
            elif before & _SIGN == sign:
                self._seen.doubles += 1
            else:
                problems.append(_contradiction(figure, before >> _SIGN_BITS))
        if problems:
            for key in keys:
                del doubles[key]
            return problems
        return [_RowFigures(figures, with_value, with_decimals)]

    def _find_area(self, key: Key) -> tuple[Area | None, int]:
        area, code = self._plan.constant.area, ""
        for index, label in zip(self._area, _labels_in(key), strict=True):
            if index == self._plan.area_code_column:
                code = label.strip()
            else:
                area = self._plan.read_label(self._plan.labels[index], label).area
        if code and area:
            area = area_of_code(code, area.label)
        elif code:
            area = read_area(code)
        if area and area.kind != MUNICIPALITY and area.name == area.code:
            self._seen.unnamed[area.code] = None
        return area, _number_of(area, self._area_numbers)

    def _find_period(self, key: Key) -> tuple[str, RevisionStatus, int]:
        meaning = self._plan.constant
        for index, label in zip(self._period, _labels_in(key), strict=True):
            meaning = meaning.with_(self._plan.read_label(self._plan.labels[index], label))
        revision = meaning.revision or RevisionStatus.FINAL
        self._seen.has_provisional |= revision != RevisionStatus.FINAL
        return meaning.period, revision, _number_of(meaning.period, self._period_numbers)

    def _find_series(self, key: Key) -> list[_Cell]:
        """Category and subject for each column with figures."""
        meaning, unit = self._plan.constant, ""
        for index, label in zip(self._rest, _labels_in(key), strict=True):
            if index == self._plan.unit_column:
                unit = label.strip()
            else:
                meaning = meaning.with_(self._plan.read_label(self._plan.labels[index], label))
                self._note_a_code_without_name(self._plan.labels[index], label.strip())
        found = []
        for index, column in self._plan.values.items():
            both = meaning.with_(column)
            measure = both.measure
            if unit and unit != self._plan.usual_unit:
                measure = f"{measure} ({unit})"
            category = category_of(both.categories)
            self._seen.categories[category] = None
            found.append(
                _Cell(
                    index,
                    category,
                    measure,
                    _number_of((category, measure), self._series_numbers),
                    column.area,
                    _number_of(column.area, self._area_numbers),
                    column.period,
                    _number_of(column.period, self._period_numbers),
                    column.revision,
                )
            )
        return found

    def _note_a_code_without_name(self, name: str, code: str) -> None:
        codes = self._plan.codes
        if codes and code and self._plan.meaning_kind(name) == "category" and not codes.of(name, code):
            self._seen.unnamed[code] = None

    def _find_value(self, cell: str) -> _Value:
        figure = self._plan.read_figure(cell)
        self._seen.statuses.add(figure.status)
        self._seen.has_provisional |= figure.revision not in {None, RevisionStatus.FINAL}
        has_decimals = figure.value is not None and decimals_of(figure.value) > 0
        sign = hash((figure.value, figure.status)) & _SIGN
        return _Value(figure.value, figure.status, figure.revision, has_decimals, sign)

    def _unreadable(self, error: ValueError, cells: Sequence[str], line: int) -> Rejected:
        reason, _, advice = str(error).partition(". ")
        for index, name in self._plan.labels.items():
            try:
                self._plan.read_label(name, cells[index])
            except PROBLEMS:
                return Rejected(line, name, cells[index].strip()[:80], f"{reason.rstrip('.')}.", advice)
        return Rejected(line, "", " | ".join(cells)[:80], f"{reason.rstrip('.')}.", advice)


def _number_of(thing: T | None, known: dict[T, int]) -> int:
    """Above 0 for each different thing, 0 for nothing."""
    return known.setdefault(thing, len(known) + 1) if thing else 0


def _getter(indexes: Sequence[int]) -> Callable[[list[str]], Key]:
    return itemgetter(*indexes) if indexes else lambda cells: ()


def _labels_in(key: Key) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key


class _WholeNumbers:
    """In a table of whole counts a figure such as 1,310 is no count: it may be 1.310 in another notation. Rows with
    decimals wait, until it is clear whether this is a table of averages.
    """

    def __init__(self) -> None:
        self._with_value = self._with_decimals = 0
        self._waiting: list[list[ParsedFigure]] = []
        self._are_averages = False

    def let_through(self, row: _RowFigures) -> Iterator[ParsedFigure | Rejected]:
        self._with_value += row.with_value
        self._with_decimals += row.with_decimals
        if not row.with_decimals or self._are_averages:
            yield from row.figures
            return
        self._waiting.append(row.figures)
        if len(self._waiting) > _MOST_HELD:
            yield from self.rest()

    def rest(self) -> Iterator[ParsedFigure | Rejected]:
        """Those that wait, now that no more can be known."""
        self._are_averages = self._with_decimals * 2 >= self._with_value
        for figures in self._waiting:
            yield from figures if self._are_averages else map(_stray, filter(_has_decimals, figures))
        self._waiting = []


def _has_decimals(figure: ParsedFigure) -> bool:
    return figure.value is not None and decimals_of(figure.value) > 0


def _stray(figure: ParsedFigure) -> Rejected:
    shown = str(figure.value).replace(".", ",")
    reason = "Hier staan cijfers achter de komma, terwijl deze tabel hele aantallen telt."
    return Rejected(figure.line, figure.measure, shown, reason, "Controleer het bij de bron.")


def _misfit(cells: Sequence[str], line: int, plan: Plan) -> Rejected:
    """A row with more or fewer cells than the headings."""
    shown = " | ".join(cell.strip() for cell in cells[:100])[:80]
    reason = f"Deze regel heeft {len(cells)} cellen, de kop heeft er {plan.width}."
    return Rejected(line, "", shown, reason, "Kijk of er een scheidingsteken te veel of te weinig staat.")


def _below_source(lines: Lines | TableLines, width: int) -> Iterator[Rejected]:
    """Notes may stand below the line with the source; figures there belong to another table."""
    for cells in lines:
        if len(cells) == width > 1 and sum(map(bool, map(str.strip, cells))) > 1:
            shown = " | ".join(cell.strip() for cell in cells[:100])[:80]
            reason = "Deze regel staat onder de regel met de bron."
            yield Rejected(lines.number, "", shown, reason, "Breng elke tabel in een eigen bestand in.")


def _without_heading(columns: Sequence[int], cells: Sequence[str], line: int) -> Rejected | None:
    for index in columns:
        if shown := cells[index].strip()[:80]:
            reason = "Boven deze cel staat geen kop."
            return Rejected(line, column_letter(index), shown, reason, "Zet er een kop boven.")
    return None


def _contradiction(figure: ParsedFigure, line: int) -> Rejected:
    where = ", ".join(filter(None, [figure.area.label if figure.area else "", figure.category, figure.measure]))
    reason = f"Dit cijfer staat ook op regel {line}, met een andere waarde."
    return Rejected(figure.line, "", where[:80], reason, "Laat één van de twee regels over.")


def source_line(footer: str) -> str:
    """«Bron: CBS;;;» → Bron: CBS. The older «© Centraal Bureau voor de Statistiek …» means the same."""
    footer = footer.strip()
    if footer.startswith("©"):
        return "Bron: CBS" if "centraal bureau" in footer.casefold() else footer[:200]
    return f"Bron: {footer.removeprefix('Bron:').strip()}"[:200]
