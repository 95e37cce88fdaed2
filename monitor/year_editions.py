"""The figures of a year as they were adopted: kept as bytes, to be cited. What was corrected later stands in a list."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction

from monitor.areas import area_label
from monitor.downloads import edition_as_csv
from monitor.models import LEAST_THRESHOLD, AlteredFileError, Edition, ReleasedValue, YearEdition, YearEditionPart
from monitor.models.figures import EditionQuerySet
from monitor.numbers import figure_text
from monitor.periods import period_label
from network.database import one_at_a_time
from network.dates import today
from network.dutch import long_date
from network.history import because
from network.models import Person
from network.spreadsheets import MARK, as_csv

FIRST_YEAR = 2000
SHOWN = 200  # corrections that a page lists


class YearRefusedError(ValueError):
    """An edition of a year that can't be made; the message is Dutch."""


# --- freezing --------------------------------------------------------------------------------------------------------


def newest_editions() -> EditionQuerySet:
    """The newest edition of each indicator, in the order in which an edition of a year has them."""
    newest = Edition.objects.newest_per_indicator().values("pk")
    found = Edition.objects.filter(pk__in=newest).select_related("indicator__source")
    return found.order_by("indicator__source__name", "indicator__name", "pk")


@transaction.atomic
def freeze_year(year: int, *, note: str = "", by: Person) -> YearEdition:
    """Keep the newest edition of every indicator, as one file with what was said of each."""
    one_at_a_time("edition of a year")
    if kept := YearEdition.objects.filter(year=year).defer("content").first():
        raise YearRefusedError(
            f"Jaareditie {year} is al vastgesteld, op {long_date(kept.frozen_at)}. Zij verandert niet meer."
        )
    editions = list(newest_editions())
    if not editions:
        raise YearRefusedError("Er zijn nog geen vrijgegeven cijfers. Er valt niets vast te stellen.")
    content = _as_file(year, note, editions)
    with because(f"Jaareditie {year} vastgesteld", by=by):
        kept = YearEdition.objects.create(
            year=year, note=note, content=content, sha256=hashlib.sha256(content).hexdigest(), frozen_by=by
        )
        YearEditionPart.objects.bulk_create(YearEditionPart(year_edition=kept, edition=edition) for edition in editions)
    return kept


def _as_file(year: int, note: str, editions: Iterable[Edition]) -> bytes:
    head = [[cite_line(year, long_date(today()))], *([["Toelichting", note]] if note else [])]
    parts = [as_csv(head)]
    for edition in editions:
        values = ReleasedValue.objects.of_edition(edition).for_a_file()
        parts.append(edition_as_csv(edition, values).removeprefix(MARK))
    return "\r\n".join(parts).encode()


def cite_line(year: int, day: str) -> str:
    """«Jaareditie 2025, vastgesteld op 12 maart 2026»."""
    return f"Jaareditie {year}, vastgesteld op {day}"


# --- reading ---------------------------------------------------------------------------------------------------------


def bytes_of(kept: YearEdition) -> bytes:
    """The file; raises AlteredFileError unless these are the very bytes that were adopted."""
    content = bytes(kept.content)
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise AlteredFileError(str(kept))
    return content


def editions_in(kept: YearEdition) -> EditionQuerySet:
    found = Edition.objects.filter(year_parts__year_edition=kept).select_related("indicator__source")
    return found.order_by("indicator__source__name", "indicator__name", "pk")


@dataclass(frozen=True)
class Correction:
    """A figure that is another one by now. The edition of the year keeps what it was."""

    indicator: str
    where: str
    subject: str
    old: str
    new: str


@dataclass(frozen=True)
class Corrections:
    shown: list[Correction]
    total: int


# One pass over both editions: a figure is the same figure when all its names are the same. A figure that came later is
# no correction; one that is gone is.
_CORRECTIONS = """
WITH newest AS (
    SELECT DISTINCT ON (edition.indicator_id) edition.id, edition.indicator_id
    FROM monitor_edition edition ORDER BY edition.indicator_id, edition.number DESC
)
SELECT indicator.name, old.area_kind, old.area_name, old.measure, old.category, old.period,
    old.value, old.value_status, (frozen.rule ->> 'threshold')::int,
    new.value, new.value_status, (later.rule ->> 'threshold')::int, count(*) OVER ()
FROM monitor_yeareditionpart part
JOIN monitor_edition frozen ON frozen.id = part.edition_id
JOIN monitor_indicator indicator ON indicator.id = frozen.indicator_id
JOIN newest ON newest.indicator_id = frozen.indicator_id AND newest.id <> frozen.id
JOIN monitor_edition later ON later.id = newest.id
JOIN monitor_releasedvalue old ON old.edition_id = frozen.id
LEFT JOIN monitor_releasedvalue new ON new.edition_id = newest.id AND new.category = old.category
    AND new.measure = old.measure AND new.area_kind = old.area_kind AND new.area_name = old.area_name
    AND new.period = old.period
WHERE part.year_edition_id = %s
    AND (new.id IS NULL OR (old.value, old.value_status) IS DISTINCT FROM (new.value, new.value_status))
ORDER BY indicator.name, old.period DESC, old.id
LIMIT %s
"""


def corrections_since(kept: YearEdition) -> Corrections:
    """What was released otherwise since, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_CORRECTIONS, [kept.pk, SHOWN])
        rows = cursor.fetchall()
    return Corrections([_correction(*row[:-1]) for row in rows], rows[0][-1] if rows else 0)


def _correction(
    indicator: str,
    area_kind: str,
    area_name: str,
    measure: str,
    category: str,
    period: str,
    old: Decimal | None,
    old_status: str,
    old_threshold: int | None,
    new: Decimal | None,
    new_status: str | None,
    new_threshold: int | None,
) -> Correction:
    return Correction(
        indicator,
        f"{area_label(area_kind, area_name)}, {period_label(period)}",
        ", ".join(filter(None, [measure, category])),
        _text(old, old_status, old_threshold),
        _text(new, new_status, new_threshold) if new_status else "staat er niet meer",
    )


def _text(value: Decimal | None, status: str, threshold: int | None) -> str:
    return figure_text(value, status, threshold or LEAST_THRESHOLD) or "leeg"
