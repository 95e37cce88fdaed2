"""One edition as a file for a spreadsheet, in the words of the day on which it was released."""

from collections.abc import Iterable

from django.utils.dateparse import parse_date

from monitor.areas import KIND_LABELS
from monitor.downloads import COLUMNS
from monitor.edition_pages import description_of, explained, rule_in_words, threshold_of
from monitor.models import Edition, ReleasedValue
from monitor.numbers import ValueStatus, figure_text
from network.dutch import long_date
from network.spreadsheets import Cell, as_csv


def edition_file(edition: Edition, values: Iterable[ReleasedValue]) -> str:
    """The whole edition. Two downloads are the same bytes, whatever was changed at the indicator in between."""
    values = list(values)
    threshold = threshold_of(edition)
    rows = [_row(value, threshold) for value in values]
    return as_csv([*_head(edition, {value.value_status for value in values}), [], COLUMNS, *rows])


def _head(edition: Edition, statuses: set[str]) -> list[list[str]]:
    told = description_of(edition)
    table = " ".join(filter(None, [told["table_id"], told["table_title"]]))
    breaks = [
        f"vanaf {long_date(day)}: {each['title']}. {each['text']}"
        for each in told["breaks"]
        if (day := parse_date(each["day"]))
    ]
    return [
        [told["attribution"]],
        ["Tabel", table or "niet opgegeven"],
        ["Opgehaald op", long_date(edition.retrieved_on)],
        ["Indicator", told["name"]],
        ["Wat telt mee", told["definition"]],
        ["Eenheid", told["unit"]],
        ["Editie", str(edition.number)],
        ["Vrijgegeven op", long_date(edition.released_at)],
        ["Waarom deze editie", edition.reason or "niet opgegeven"],
        ["Licentie", told["licence"] or "niet opgegeven"],
        *(
            ["Regel voor kleine aantallen", line]
            for line in (rule_in_words(edition.rule) if edition.is_protected else [])
        ),
        *(["Trendbreuk", line] for line in breaks),
        *(["Let op", line] for line in [*told["notes"], *explained(statuses, edition)]),
    ]


def _row(value: ReleasedValue, threshold: int) -> list[Cell]:
    figure = value.value if value.value_status == ValueStatus.VALUE else None
    return [
        value.area_label,
        KIND_LABELS[value.area_kind],
        value.measure,
        value.category,
        value.period_label,
        value.period,
        figure_text(None, value.value_status, threshold) if figure is None else figure.normalize(),
        value.get_value_status_display(),
        value.get_revision_status_display(),
    ]
