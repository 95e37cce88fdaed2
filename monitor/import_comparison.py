"""Figures that wait, beside the figures we hold: compared and written by the database. Raw: as portal_steward."""

from dataclasses import dataclass, field

from django.db import connection

from monitor.import_progress import TellPart
from monitor.models import ImportRun, Indicator, Observation
from monitor.revisions import Change, Held, Key

STRETCH = 25_000  # figures that are written in one go


@dataclass(frozen=True)
class Comparison:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    goes_back: int = 0  # definitive figures that would become provisional again: a sign of an old file
    changes: list[Change] = field(default_factory=list)  # the first of `changed`

    @property
    def to_save(self) -> int:
        return self.new + self.changed


_COUNT = """
SELECT
    count(*) FILTER (WHERE held.id IS NULL),
    count(*) FILTER (WHERE held.id IS NOT NULL AND (coming.value, coming.value_status, coming.revision_status)
        IS DISTINCT FROM (held.value, held.value_status, held.revision_status)),
    count(*) FILTER (WHERE held.id IS NOT NULL AND (coming.value, coming.value_status, coming.revision_status)
        IS NOT DISTINCT FROM (held.value, held.value_status, held.revision_status)),
    count(*) FILTER (WHERE held.revision_status = 'final' AND coming.revision_status <> 'final')
FROM monitor_incomingfigure coming
LEFT JOIN (SELECT * FROM monitor_observation WHERE indicator_id = %(indicator)s) held
    USING (category, measure, area_kind, area_name, period)
WHERE coming.import_run_id = %(run)s
"""
_CHANGES = """
SELECT
    category, measure, area_kind, area_name, period,
    held.value, held.value_status, held.revision_status, coming.value, coming.value_status, coming.revision_status
FROM monitor_incomingfigure coming
JOIN monitor_observation held USING (category, measure, area_kind, area_name, period)
WHERE coming.import_run_id = %(run)s AND held.indicator_id = %(indicator)s
    AND (coming.value, coming.value_status, coming.revision_status)
        IS DISTINCT FROM (held.value, held.value_status, held.revision_status)
ORDER BY coming.id LIMIT %(most)s
"""


def compare(run: ImportRun, indicator: Indicator | None, *, figures: int, shown: int) -> Comparison:
    """What the figures that wait would change. `shown` is how many of the changes are told one by one."""
    if indicator is None or not Observation.objects.filter(indicator=indicator).exists():
        return Comparison(new=figures)
    given = {"run": run.pk, "indicator": indicator.pk, "most": shown}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, given)
        new, changed, unchanged, goes_back = cursor.fetchone()
        cursor.execute(_CHANGES, given)
        changes = [Change(Key(*row[:5]), Held(*row[5:8]), Held(*row[8:])) for row in cursor.fetchall()]
    return Comparison(new, changed, unchanged, goes_back, changes)


_STRETCHES = """
SELECT min(id), max(id)
FROM (
    SELECT id, (row_number() OVER (ORDER BY id) - 1) / %s AS stretch
    FROM monitor_incomingfigure WHERE import_run_id = %s
) numbered
GROUP BY stretch ORDER BY stretch
"""
_REVISE = """
UPDATE monitor_observation held SET
    value = coming.value, value_status = coming.value_status, revision_status = coming.revision_status,
    is_total = coming.category = ANY(%(totals)s), municipality_id = coming.municipality_id, import_run_id = %(run)s
FROM monitor_incomingfigure coming
WHERE coming.import_run_id = %(run)s AND coming.id BETWEEN %(first)s AND %(last)s
    AND (held.indicator_id, held.category, held.measure, held.area_kind, held.area_name, held.period)
        = (%(indicator)s, coming.category, coming.measure, coming.area_kind, coming.area_name, coming.period)
    AND (coming.value, coming.value_status, coming.revision_status)
        IS DISTINCT FROM (held.value, held.value_status, held.revision_status)
"""
_ADD = """
INSERT INTO monitor_observation (
    indicator_id, category, measure, area_kind, area_name, municipality_id, period, is_total,
    value, value_status, revision_status, import_run_id
)
SELECT
    %(indicator)s, coming.category, coming.measure, coming.area_kind, coming.area_name, coming.municipality_id,
    coming.period, coming.category = ANY(%(totals)s), coming.value, coming.value_status, coming.revision_status, %(run)s
FROM monitor_incomingfigure coming
LEFT JOIN (SELECT * FROM monitor_observation WHERE indicator_id = %(indicator)s) held
    USING (category, measure, area_kind, area_name, period)
WHERE coming.import_run_id = %(run)s AND coming.id BETWEEN %(first)s AND %(last)s AND held.id IS NULL
ORDER BY coming.id
"""


_ADD_ALL = """
INSERT INTO monitor_observation (
    indicator_id, category, measure, area_kind, area_name, municipality_id, period, is_total,
    value, value_status, revision_status, import_run_id
)
SELECT
    %(indicator)s, category, measure, area_kind, area_name, municipality_id,
    period, category = ANY(%(totals)s), value, value_status, revision_status, %(run)s
FROM monitor_incomingfigure WHERE import_run_id = %(run)s AND id BETWEEN %(first)s AND %(last)s
ORDER BY id
"""


def write(
    run: ImportRun,
    indicator: Indicator,
    comparison: Comparison,
    *,
    totals: set[str],
    tell: TellPart | None = None,
) -> None:
    """New figures are added, changed ones revised; the history keeps what they were. `tell` hears how many are done."""
    given = {"run": run.pk, "indicator": indicator.pk, "totals": sorted(totals)}
    are_all_new = not comparison.changed and not comparison.unchanged
    with connection.cursor() as cursor:
        cursor.execute(_STRETCHES, [STRETCH, run.pk])
        for number, (first, last) in enumerate(cursor.fetchall(), start=1):
            stretch = {**given, "first": first, "last": last}
            if comparison.changed:
                cursor.execute(_REVISE, stretch)
            if comparison.new:
                cursor.execute(_ADD_ALL if are_all_new else _ADD, stretch)
            if tell:
                tell(number * STRETCH)
