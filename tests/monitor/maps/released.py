"""Released figures of municipalities, as the tests of the map make them: the newest edition, and nothing raw."""

from datetime import date
from decimal import Decimal
from typing import Any

from monitor.areas import MUNICIPALITY
from monitor.models import Edition, Indicator, ReleasedValue
from monitor.numbers import RevisionStatus, ValueStatus
from network.models import Municipality
from tests.factories import IndicatorFactory

Told = int | str | ValueStatus


def release(
    figures: dict[tuple[Municipality | tuple[str, str], str], Told], *, measure: str = "", **about: Any
) -> Indicator:
    """One indicator with these figures: (municipality or area, period) → number or kind of missing."""
    indicator: Indicator = IndicatorFactory(**about)
    areas = list(dict.fromkeys(_area(place) for place, _ in figures))
    edition = Edition.objects.create(
        indicator=indicator,
        number=1,
        retrieved_on=date(2026, 9, 3),
        contents={"areas": areas, "categories": [""], "measures": [measure], "period_kinds": ["JJ"]},
    )
    ReleasedValue.objects.bulk_create(
        ReleasedValue(
            edition=edition,
            indicator=indicator,
            measure=measure,
            area_kind=_area(place)[0],
            area_name=_area(place)[1],
            municipality=place if isinstance(place, Municipality) else None,
            period=f"{period}JJ00",
            value=None if isinstance(told, ValueStatus) else Decimal(told),
            value_status=told if isinstance(told, ValueStatus) else ValueStatus.VALUE,
            revision_status=RevisionStatus.FINAL,
        )
        for (place, period), told in figures.items()
    )
    return indicator


def _area(place: Municipality | tuple[str, str]) -> tuple[str, str]:
    return place if isinstance(place, tuple) else (MUNICIPALITY, place.name)
