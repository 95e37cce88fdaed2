"""One edition as a file for a spreadsheet, in the words of the day on which it was released.

An edition never changes, so the file is made once and kept on this machine, beside the charts that were drawn. It is
asked for after the page knows who asks, and holds what was released only.
"""

import hashlib
import json
from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.core.cache import caches
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import model_to_dict
from django.utils.dateparse import parse_date

from monitor.downloads import COLUMNS, file_row
from monitor.edition_pages import description_of, explained, rule_in_words
from monitor.models import Edition, ReleasedValue
from network.dutch import long_date
from network.spreadsheets import MARK, Cell, as_csv

KEPT_FOR = 24 * 3600  # seconds
MOST_KEPT = 2_000_000  # bytes: the figures of a large table; half a million would be twenty times as much


def edition_file(edition: Edition) -> bytes:
    """The whole edition. Two downloads are the same bytes, whatever was changed at the indicator in between."""
    if not edition.description:  # from before words were kept: the file has those of now
        return _made(edition)
    cache, key = caches["drawings"], _key(edition)
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = _made(edition)
        if len(kept) <= MOST_KEPT:
            cache.set(key, kept, KEPT_FOR)
    return kept


def _key(edition: Edition) -> str:
    """Also the moment of release: where an older copy of the database was put back, the same number may return."""
    told = [settings.VERSION, model_to_dict(edition), edition.pk, edition.released_at]
    return f"edition-{hashlib.sha256(json.dumps(told, cls=DjangoJSONEncoder).encode()).hexdigest()}"


def _made(edition: Edition) -> bytes:
    statuses: set[str] = set()
    threshold = edition.threshold

    def rows() -> Iterator[list[Cell]]:
        for told in ReleasedValue.objects.of_edition(edition).for_a_file():
            statuses.add(told.value_status)
            yield file_row(told, threshold)

    figures = as_csv(chain([[], COLUMNS], rows()))
    return (as_csv(_head(edition, statuses)) + figures.removeprefix(MARK)).encode()


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
