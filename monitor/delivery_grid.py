"""Which cells a delivery has, and what stands in them. What reads numbers here is called `as_steward()`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, product

from django.db.models import Q, Subquery

from monitor.categories import BETWEEN_PARTS
from monitor.delivery_cells import ELSEWHERE, Column, Count, Counts, Place, Row
from monitor.models import DeliveredValue, Delivery, DeliveryRound, DimensionPart, Indicator, ValueStatus
from monitor.periods import last_day_of, period_kind
from network.areas.country import BEGIN
from network.models import Municipality

MOST_CELLS = 900  # a form with more is not taken: the portal reads a thousand fields at most
Numbers = dict[tuple[int | None, str], Count]  # by municipality and parts


@dataclass(frozen=True)
class Grid:
    """The municipalities of the region at that period, and every combination of parts."""

    indicator: Indicator
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(Place(row, column) for row, column in product(self.rows, self.columns))

    @property
    def adds_up(self) -> bool:
        return self.indicator.adds_up

    @property
    def has_row_totals(self) -> bool:
        return self.adds_up and len(self.columns) > 1 and not self.indicator.has_overlapping_categories

    def column_label(self, column: Column) -> str:
        return column.category or self.indicator.unit.capitalize()

    def counts_of(self, numbers: Numbers) -> Counts:
        """Every cell; one that was never filled in is «niet opgegeven»."""
        return {place: numbers.get((place.row.municipality, place.column.category), Count()) for place in self.places}


def grid_of(asked: DeliveryRound) -> Grid:
    """In two queries."""
    there = Municipality.objects.of_this_region(max(last_day_of(asked.period), BEGIN)).order_by("name")
    rows = [Row(municipality.pk, municipality.code, municipality.name) for municipality in there]
    return Grid(asked.indicator, (*rows, Row(None, "", ELSEWHERE)), columns_of(asked.indicator))


def columns_of(indicator: Indicator) -> tuple[Column, ...]:
    """One column without a category when the indicator is not divided."""
    parts = DimensionPart.objects.filter(dimension__indicator=indicator)
    in_order = parts.order_by("dimension__position", "position", "pk")
    dimensions = [list(group) for _, group in groupby(in_order, key=lambda part: part.dimension_id)]
    return tuple(
        Column("-".join(str(part.pk) for part in combination), BETWEEN_PARTS.join(part.label for part in combination))
        for combination in product(*dimensions)
    )


def numbers_of(values: Iterable[DeliveredValue]) -> Numbers:
    return {(each.municipality_id, each.category): Count(each.value, ValueStatus(each.value_status)) for each in values}


@dataclass(frozen=True)
class Held:
    """What a delivery holds, beside what the same partner gave of the last period before it."""

    numbers: Numbers
    before: Numbers
    period_before: str = ""


def held_by(delivery: Delivery) -> Held:
    """In one query."""
    asked = delivery.round
    before = Delivery.objects.filter(
        organisation=delivery.organisation_id,
        round__indicator=asked.indicator_id,
        round__period__lt=asked.period,
        round__period__contains=period_kind(asked.period),
        delivered_at__isnull=False,
    ).order_by("-round__period")
    values = DeliveredValue.objects.filter(Q(delivery=delivery) | Q(delivery=Subquery(before.values("pk")[:1])))
    own: list[DeliveredValue] = []
    earlier: list[DeliveredValue] = []
    for value in values.select_related("delivery__round"):
        (own if value.delivery_id == delivery.pk else earlier).append(value)
    return Held(numbers_of(own), numbers_of(earlier), earlier[0].delivery.round.period if earlier else "")
