"""One edition as a file for a spreadsheet, in the words of the day on which it was released."""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.utils.dateparse import parse_date

from monitor.downloads import COLUMNS, file_row
from monitor.edition_pages import description_of, explained, rule_in_words
from monitor.models import Edition, ReleasedValue
from network.dutch import long_date
from network.spreadsheets import MARK, Cell, as_csv


def edition_file(edition: Edition, values: Iterable[ReleasedValue]) -> str:
    """The whole edition. Two downloads are the same bytes, whatever was changed at the indicator in between."""
    statuses: set[str] = set()

    def rows() -> Iterator[list[Cell]]:
        for value in values:
            statuses.add(value.value_status)
            yield file_row(value, edition.threshold)

    figures = as_csv(chain([[], COLUMNS], rows()))
    return as_csv(_head(edition, statuses)) + figures.removeprefix(MARK)


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
