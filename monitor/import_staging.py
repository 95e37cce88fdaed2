"""Figures of a file, one after another, into the table where they wait to be compared. Raw: as portal_steward.

What waits is gone before the transaction ends: a worker that is killed leaves nothing behind.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from django.db import connection

from monitor.areas import Area
from monitor.import_progress import TellPart
from monitor.import_register import Register, Unplaced
from monitor.models import ImportRun, IncomingFigure
from monitor.numbers import RevisionStatus, ValueStatus
from monitor.statline import ParsedFigure, Reading, Rejected

AREA_COLUMN = "Regio's"
STRETCH = 10_000  # figures that go to the database in one go
SAMPLES = 10
MOST_REJECTED = 5_000  # lines that are kept with their reason; the others are counted

_COPY = """
COPY monitor_incomingfigure (
    import_run_id, line, category, measure, area_kind, area_name, municipality_id, period, is_total,
    value, value_status, revision_status
) FROM STDIN
"""
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NULL = "\\N"
_NOWHERE = Area("", "")

K = TypeVar("K")


@dataclass
class Staged:
    """What was seen of a file while its figures went by, lines that were not accepted left out of the counts."""

    figures: int = 0
    zeros: int = 0
    kinds: Counter[tuple[ValueStatus, RevisionStatus]] = field(default_factory=Counter)
    periods: dict[str, set[RevisionStatus]] = field(default_factory=dict)
    areas: dict[Area, None] = field(default_factory=dict)
    measures: dict[str, None] = field(default_factory=dict)
    samples: list[ParsedFigure] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    rejected_lines: set[int] = field(default_factory=set)
    meant: dict[str, str] = field(default_factory=dict)  # name in the file → the area that was probably meant
    _step: int = 1
    _last: ParsedFigure | None = None

    def count(self, figure: ParsedFigure) -> None:
        if self.figures % self._step == 0:
            self._sample(figure)
        self.figures += 1
        self.kinds[figure.status, figure.revision] += 1
        self.periods.setdefault(figure.period, set()).add(figure.revision)
        self.measures[figure.measure] = None
        if figure.value is not None and not figure.value:
            self.zeros += 1
        self._last = figure

    def refuse(self, line: Rejected) -> None:
        self.rejected_lines.add(line.row)
        if len(self.rejected) < MOST_REJECTED:
            self.rejected.append(line)

    @property
    def missing(self) -> dict[str, int]:
        """How often each kind of missing occurs: those of StatLine always, the others when they do occur."""
        found: Counter[ValueStatus] = Counter()
        for (status, _), count in self.kinds.items():
            found[status] += count
        always = {ValueStatus.SUPPRESSED, ValueStatus.IMPOSSIBLE, ValueStatus.NIL}
        return {
            status.value: found[status]
            for status in ValueStatus
            if status in always or (found[status] and status != ValueStatus.VALUE)
        }

    @property
    def provisional(self) -> int:
        return sum(count for (_, revision), count in self.kinds.items() if revision != RevisionStatus.FINAL)

    @property
    def spread(self) -> list[ParsedFigure]:
        """A few figures from the whole file, the first and the last included."""
        kept = self.samples if self._last is None or self._last in self.samples[-1:] else [*self.samples, self._last]
        if len(kept) <= SAMPLES:
            return kept
        step = (len(kept) - 1) / (SAMPLES - 1)
        return [kept[round(index * step)] for index in range(SAMPLES)]

    def _sample(self, figure: ParsedFigure) -> None:
        """However long the file, between 100 and 200 figures at even distances."""
        self.samples.append(figure)
        if len(self.samples) >= 20 * SAMPLES:
            del self.samples[1::2]
            self._step *= 2


@contextmanager
def staged(
    run: ImportRun, reading: Reading, register: Register, *, area: Area | None, tell: TellPart | None
) -> Iterator[Staged]:
    """Within this block the figures of the file wait in the database. `area` is that of a file that names none."""
    found = Staged()
    places = _Places(register, found)
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        lines: list[str] = []
        for row in _accepted(run, reading, places, found, area):
            lines.append(row)
            if len(lines) == STRETCH:
                copy.write("".join(lines))
                lines.clear()
                if tell:
                    tell(found.figures)
        copy.write("".join(lines))
    yield found
    IncomingFigure.objects.filter(import_run=run).delete()


def _accepted(run: ImportRun, reading: Reading, places: "_Places", found: Staged, area: Area | None) -> Iterator[str]:
    """The rows for COPY. A line with one area that can't be placed is refused as a whole."""
    subjects = _Cached[tuple[str, str]](lambda key: "\t".join(map(_escaped, key)))
    endings = _Cached[tuple[ValueStatus, RevisionStatus]](lambda key: f"{key[0].value}\t{key[1].value}")
    for line, items in groupby(reading.figures(), key=_line_of):
        figures = []
        for item in items:
            if isinstance(item, Rejected):
                found.refuse(item)
            else:
                figures.append(item)
        where = [figure.area or area or _NOWHERE for figure in figures]
        if unplaced := [each for each in dict.fromkeys(where) if places[each] is None]:
            for each in unplaced:
                found.refuse(places.refusal(line, each))
            continue
        for figure, each in zip(figures, where, strict=True):
            found.count(figure)
            value = NULL if figure.value is None else figure.value
            subject, ending = subjects[figure.category, figure.measure], endings[figure.status, figure.revision]
            yield f"{run.pk}\t{line}\t{subject}\t{places[each]}\t{figure.period}\tf\t{value}\t{ending}\n"


def _line_of(item: ParsedFigure | Rejected) -> int:
    return item.row if isinstance(item, Rejected) else item.line


class _Places(dict[Area, str | None]):
    """Area of the file → the columns that say where it is, or None when it can't be placed."""

    def __init__(self, register: Register, found: Staged) -> None:
        super().__init__({_NOWHERE: f"\t\t{NULL}"})
        self._register = register
        self._found = found
        self._unplaced: dict[Area, Unplaced] = {}

    def __missing__(self, area: Area) -> str | None:
        place = self._register.place(area)
        if isinstance(place, Unplaced):
            self._unplaced[area] = place
            self[area] = None
            if place.meant:
                self._found.meant[area.name] = place.meant
        else:
            self._found.areas[area] = None
            pk = NULL if place.municipality is None else place.municipality
            self[area] = f"{place.kind}\t{_escaped(place.name)}\t{pk}"
        return self[area]

    def refusal(self, line: int, area: Area) -> Rejected:
        why = self._unplaced[area]
        return Rejected(line, AREA_COLUMN, area.name, why.reason, why.advice)


class _Cached(dict[K, str]):
    def __init__(self, written: Callable[[K], str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, key: K) -> str:
        self[key] = self._written(key)
        return self[key]


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
