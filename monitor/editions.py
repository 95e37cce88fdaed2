"""Building editions: the one place where raw figures become figures that people see.

Whatever has to be hidden is hidden here, once; pages, charts, reports and downloads inherit it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice

from monitor.models import Edition, Indicator, Observation, ReleasedValue
from monitor.series import Contents, period_kinds_of
from network.database import as_steward

BATCH = 2_000


def build_edition(indicator: Indicator, *, retrieved_on: date, tell: Callable[[int], None] | None = None) -> Edition:
    """Release all figures that we hold of an indicator, as a new edition; earlier editions stay as they were.

    `tell` hears how many figures are done.
    """
    with as_steward():
        last = Edition.objects.latest_of(indicator)
        edition = Edition.objects.create(
            indicator=indicator,
            number=last.number + 1 if last else 1,
            retrieved_on=retrieved_on,
            contents=_contents(indicator).as_json(),
        )
        done = 0
        released = _as_published(edition, Observation.objects.of_indicator(indicator).iterator(chunk_size=BATCH))
        while batch := list(islice(released, BATCH)):
            ReleasedValue.objects.bulk_create(batch)
            done += len(batch)
            if tell:
                tell(done)
    return edition


def _as_published(edition: Edition, observations: Iterable[Observation]) -> Iterator[ReleasedValue]:
    """Figures that a statistics office published itself: exactly as they are. Never filled in, never recomputed."""
    for seen in observations:
        yield ReleasedValue(
            edition=edition,
            indicator_id=seen.indicator_id,
            category=seen.category,
            measure=seen.measure,
            area_kind=seen.area_kind,
            area_name=seen.area_name,
            municipality_id=seen.municipality_id,
            period=seen.period,
            is_total=seen.is_total,
            value=seen.value,
            value_status=seen.value_status,
            revision_status=seen.revision_status,
        )


def _contents(indicator: Indicator) -> Contents:
    """What the edition holds, each list in the order in which it came in."""
    observations = Observation.objects.of_indicator(indicator)
    return Contents(
        tuple((kind, name) for kind, name in observations.kinds_of("area_kind", "area_name")),
        tuple(category for (category,) in observations.kinds_of("category")),
        tuple(measure for (measure,) in observations.kinds_of("measure")),
        period_kinds_of(period for (period,) in observations.kinds_of("period")),
    )
