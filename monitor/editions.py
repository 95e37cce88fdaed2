"""Building editions: the one place where raw figures become figures that people see.

Whatever has to be hidden is hidden here, once; pages, charts, reports and downloads inherit it.
"""

from collections.abc import Callable
from datetime import date

from django.db import connection

from monitor.edition_description import describe
from monitor.edition_flows import order_build
from monitor.models import Edition, Indicator, Observation, SourceKind
from monitor.series import Contents, period_kinds_of
from network.database import as_steward
from network.models import Person

STRETCH = 25_000  # figures that are released in one go


def build_edition(
    indicator: Indicator,
    *,
    retrieved_on: date,
    tell: Callable[[int], None] | None = None,
    reason: str = "",
    by: Person | None = None,
) -> Edition | None:
    """Release all figures that we hold of an indicator, as a new edition; earlier editions stay as they were.

    `tell` hears how many figures are done. None where partners deliver the figures and they could not be protected:
    nothing is released then, and «Mijn overzicht» tells `by` why.
    """
    if indicator.source.kind == SourceKind.DELIVERED:
        return order_build(indicator, reason=reason, by=by).edition
    with as_steward():
        last = Edition.objects.latest_of(indicator)
        edition = Edition.objects.create(
            indicator=indicator,
            number=last.number + 1 if last else 1,
            retrieved_on=retrieved_on,
            contents=_contents(indicator).as_json(),
            description=describe(indicator),
            reason=reason,
        )
        _as_published(edition, tell)
    return edition


_RELEASE = """
INSERT INTO monitor_releasedvalue (
    edition_id, indicator_id, category, measure, area_kind, area_name, municipality_id, period, is_total,
    value, value_status, revision_status
)
SELECT %s, indicator_id, category, measure, area_kind, area_name, municipality_id, period, is_total,
    value, value_status, revision_status
FROM monitor_observation WHERE indicator_id = %s AND id BETWEEN %s AND %s ORDER BY id
"""


def _as_published(edition: Edition, tell: Callable[[int], None] | None) -> None:
    """Figures that a statistics office published itself: exactly as they are. Never filled in, never recomputed.

    The database copies them, stretch by stretch, in the order in which they came in.
    """
    done = 0
    with connection.cursor() as cursor:
        for first, last in _stretches(edition.indicator_id):
            cursor.execute(_RELEASE, [edition.pk, edition.indicator_id, first, last])
            done += cursor.rowcount
            if tell:
                tell(done)


_STRETCHES = """
SELECT min(id), max(id)
FROM (
    SELECT id, (row_number() OVER (ORDER BY id) - 1) / %s AS stretch FROM monitor_observation WHERE indicator_id = %s
) numbered
GROUP BY stretch ORDER BY stretch
"""


def _stretches(indicator: int) -> list[tuple[int, int]]:
    """The first and the last number of each stretch of figures."""
    with connection.cursor() as cursor:
        cursor.execute(_STRETCHES, [STRETCH, indicator])
        return cursor.fetchall()


def _contents(indicator: Indicator) -> Contents:
    """What the edition holds, each list in the order in which it came in."""
    observations = Observation.objects.of_indicator(indicator)
    return Contents(
        tuple((kind, name) for kind, name in observations.kinds_of("area_kind", "area_name")),
        tuple(category for (category,) in observations.kinds_of("category")),
        tuple(measure for (measure,) in observations.kinds_of("measure")),
        period_kinds_of(period for (period,) in observations.kinds_of("period")),
    )
