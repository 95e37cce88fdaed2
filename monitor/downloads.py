"""Figures as a file for a spreadsheet: first where they come from, then the figures."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import Self

from monitor.areas import KIND_LABELS, area_label
from monitor.figures import breaks_of, notes_of
from monitor.models import Edition, FigureOfAFile
from monitor.numbers import RevisionStatus, ValueStatus, figure_text
from monitor.periods import period_label
from monitor.series import Contents, Point
from network.dutch import long_date
from network.spreadsheets import MARK, Cell, as_csv, as_csv_for_programs


class Form(StrEnum):
    """For whom a file is: `;` and a decimal comma, or `,` and a decimal point."""

    EXCEL, MACHINE = "excel", "machine"

    @classmethod
    def asked(cls, answer: str | None) -> Self:
        """For Excel when the address asks for nothing, or for something unknown."""
        return cls(answer) if answer in set(cls) else cls("excel")


COLUMNS = [
    "Gebied",
    "Soort gebied",
    "Onderwerp",
    "Onderverdeling",
    "Periode",
    "Code periode",
    "Waarde",
    "Soort",
    "Status",
]


def edition_as_csv(edition: Edition, values: Iterable[FigureOfAFile], *, form: Form = Form.EXCEL) -> str:
    """The whole edition, and nothing that isn't in it: no sum, no rate. Half a million values pass one by one."""
    kinds: dict[str, Point] = {}  # of each kind of value the first, to explain its sign
    threshold = edition.threshold

    def rows() -> Iterator[list[Cell]]:
        for each in values:
            if each.value_status not in kinds:
                kinds[each.value_status] = Point(
                    each.period, each.value, each.value_status, each.revision_status, threshold
                )
            yield file_row(each, threshold)

    write = as_csv_for_programs if form == Form.MACHINE else as_csv
    figures = write(chain([[], COLUMNS], rows()))
    return write(_head(edition, list(kinds.values()))) + figures.removeprefix(MARK)


def _head(edition: Edition, points: list[Point]) -> list[list[str]]:
    indicator = edition.indicator
    table = " ".join(filter(None, [indicator.table_id, indicator.table_title]))
    return [
        [indicator.source.attribution],
        ["Tabel", table or "niet opgegeven"],
        ["Opgehaald op", long_date(edition.retrieved_on)],
        ["Licentie", indicator.source.licence or "niet opgegeven"],
        ["Indicator", indicator.name],
        ["Wat telt mee", indicator.definition],
        ["Eenheid", indicator.unit],
        ["Editie", str(edition.number)],
        *(["Let op", note] for note in notes_of(edition, Contents.from_json(edition.contents), points)),
        *(["Let op", each.note] for each in breaks_of(indicator)),
    ]


_STATUSES = dict(ValueStatus.choices)
_REVISIONS = dict(RevisionStatus.choices)


def file_row(told: FigureOfAFile, threshold: int) -> list[Cell]:
    """One figure under `COLUMNS`: a number for a spreadsheet, or the sign of what is missing."""
    status = told.value_status
    figure = told.value if status == ValueStatus.VALUE else None
    return [
        area_label(told.area_kind, told.area_name),
        KIND_LABELS[told.area_kind],
        told.measure,
        told.category,
        period_label(told.period),
        told.period,
        figure_text(None, status, threshold) if figure is None else figure.normalize(),
        f"minder dan {threshold}" if status == ValueStatus.BELOW else _STATUSES[status],
        _REVISIONS[told.revision_status],
    ]
