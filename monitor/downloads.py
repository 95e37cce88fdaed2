"""Figures as a file for a spreadsheet: first where they come from, then the figures."""

from collections.abc import Iterable

from monitor.areas import KIND_LABELS
from monitor.figures import notes_of, point_of
from monitor.models import Edition, ReleasedValue
from monitor.numbers import ValueStatus
from monitor.series import Contents, Point
from network.dutch import long_date
from network.spreadsheets import Cell, as_csv

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


def edition_as_csv(edition: Edition, values: Iterable[ReleasedValue]) -> str:
    """The whole edition."""
    rows = [_row(value) for value in values]
    points = [point_of(value) for value in values]
    return as_csv([*_head(edition, points), [], COLUMNS, *rows])


def _head(edition: Edition, points: list[Point]) -> list[list[str]]:
    indicator = edition.indicator
    table = " ".join(filter(None, [indicator.table_id, indicator.table_title]))
    return [
        [indicator.source.attribution],
        ["Tabel", table or "niet opgegeven"],
        ["Opgehaald op", long_date(edition.retrieved_on)],
        ["Indicator", indicator.name],
        ["Wat telt mee", indicator.definition],
        ["Eenheid", indicator.unit],
        ["Editie", str(edition.number)],
        ["Licentie", indicator.source.licence or "niet opgegeven"],
        *(["Let op", note] for note in notes_of(edition, Contents.from_json(edition.contents), points)),
    ]


def _row(value: ReleasedValue) -> list[Cell]:
    figure = value.value if value.value_status == ValueStatus.VALUE else None
    return [
        value.area_label,
        KIND_LABELS[value.area_kind],
        value.measure,
        value.category,
        value.period_label,
        value.period,
        value.text if figure is None else figure.normalize(),
        value.get_value_status_display(),
        value.get_revision_status_display(),
    ]
