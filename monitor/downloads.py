"""Figures as a file for a spreadsheet: first where they come from, then the figures, nothing that runs as a formula."""

import csv
import io
from collections.abc import Iterable

from monitor.areas import KIND_LABELS
from monitor.figures import notes_of, point_of
from monitor.models import Edition, ReleasedValue
from monitor.numbers import ValueStatus
from monitor.series import Contents, Point
from network.dutch import long_date

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
# A spreadsheet runs a cell that starts with one of these; an apostrophe before it makes it text.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def edition_as_csv(edition: Edition, values: Iterable[ReleasedValue]) -> str:
    """The whole edition, the way Dutch Excel opens it: `;`, decimal comma, byte order mark."""
    rows = [_row(value) for value in values]
    points = [point_of(value) for value in values]
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([as_text(cell) for cell in line] for line in _head(edition, points))
    writer.writerow([])
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def as_text(cell: str) -> str:
    """A cell that a spreadsheet shows as it is written, and never runs."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell


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


def _row(value: ReleasedValue) -> list[str]:
    labels = [
        value.area_label,
        KIND_LABELS[value.area_kind],
        value.measure,
        value.category,
        value.period_label,
        value.period,
    ]
    is_value = value.value_status == ValueStatus.VALUE
    figure = f"{value.value.normalize():f}".replace(".", ",") if is_value and value.value is not None else value.text
    return [
        *(as_text(label) for label in labels),
        figure,
        value.get_value_status_display(),
        value.get_revision_status_display(),
    ]
