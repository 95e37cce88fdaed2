"""Figures as a file for a spreadsheet: first where they come from, then the figures."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import Self

from monitor.areas import KIND_LABELS
from monitor.figures import breaks_of, notes_of, point_of
from monitor.models import Edition, ReleasedValue
from monitor.numbers import RevisionStatus, ValueStatus, figure_text
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


def edition_as_csv(edition: Edition, values: Iterable[ReleasedValue], *, form: Form = Form.EXCEL) -> str:
    """The whole edition, and nothing that isn't in it: no sum, no rate. Half a million values pass one by one."""
    kinds: dict[str, Point] = {}  # of each kind of value the first, to explain its sign

    def rows() -> Iterator[list[Cell]]:
        for value in values:
            if value.value_status not in kinds:
                kinds[value.value_status] = point_of(edition, value)
            yield file_row(value, edition.threshold)

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


def file_row(value: ReleasedValue, threshold: int) -> list[Cell]:
    """One figure under `COLUMNS`: a number for a spreadsheet, or the sign of what is missing."""
    figure = value.value if value.value_status == ValueStatus.VALUE else None
    below = f"minder dan {threshold}" if value.value_status == ValueStatus.BELOW else ""
    return [
        value.area_label,
        KIND_LABELS[value.area_kind],
        value.measure,
        value.category,
        value.period_label,
        value.period,
        figure_text(None, value.value_status, threshold) if figure is None else figure.normalize(),
        below or ValueStatus(value.value_status).label,
        RevisionStatus(value.revision_status).label,
    ]
