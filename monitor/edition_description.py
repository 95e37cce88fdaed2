"""What was said of an indicator at the moment of an edition, so that a later change is not read into old figures."""

from typing import Any

from monitor.models import Indicator, SeriesBreak


def describe(indicator: Indicator) -> dict[str, Any]:
    """Kept with the edition: name, definition, unit, source, table, licence, notes and breaks."""
    source = indicator.source
    return {
        "name": indicator.name,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "source": source.name,
        "attribution": source.attribution,
        "licence": source.licence,
        "table_id": indicator.table_id,
        "table_title": indicator.table_title,
        "direction": indicator.direction,
        "overlaps": indicator.has_overlapping_categories,
        "notes": [line for line in indicator.quality_note.splitlines() if line],
        "breaks": [
            {"day": each.day.isoformat(), "kind": each.kind, "title": each.title, "text": each.text}
            for each in SeriesBreak.objects.filter(indicator=indicator)
            .union(SeriesBreak.objects.filter(source=indicator.source_id))
            .order_by("day", "id")
        ],
    }
