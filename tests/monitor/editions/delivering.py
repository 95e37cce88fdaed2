"""Delivered indicators for tests: numbers that partners gave and that were approved, straight into the raw tables."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from monitor.edition_flows import order_build
from monitor.models import (
    DeliveredValue,
    Delivery,
    DeliveryRound,
    DeliveryStatus,
    DimensionPart,
    Edition,
    EditionBuild,
    Indicator,
)
from monitor.numbers import ValueStatus
from network.database import as_steward
from network.models import AreaSet, Municipality, Region
from partners.models import Organisation
from tests.factories import (
    AreaMembershipFactory,
    AreaSetFactory,
    DeliveredIndicatorFactory,
    DeliveryRoundFactory,
    DimensionFactory,
    MunicipalityFactory,
    RegionFactory,
)

# Per municipality and category; None for what is unknown or outside the region.
Numbers = Mapping[tuple[str | None, str], int | ValueStatus]


def make_region(*names: str, name: str = "Gelderland-Zuid") -> Region:
    """A region with these municipalities; those that exist already are taken."""
    area_set = AreaSetFactory(name=name)
    known = {each.name: each for each in Municipality.objects.filter(name__in=names)}
    for each in names:
        AreaMembershipFactory(
            area_set=area_set,
            municipality=known.get(each) or MunicipalityFactory(name=each),
            valid_from=date(2021, 1, 1),
        )
    return RegionFactory(name=name, area_set=AreaSet.objects.get(pk=area_set.pk))


def divided(*dimensions: Sequence[str], **fields: object) -> Indicator:
    """A delivered indicator, divided into these parts."""
    indicator = DeliveredIndicatorFactory(**fields)
    for position, parts in enumerate(dimensions, start=1):
        dimension = DimensionFactory(indicator=indicator, name=f"verdeling {position}", position=position)
        DimensionPart.objects.bulk_create(
            DimensionPart(dimension=dimension, label=part, position=at) for at, part in enumerate(parts, start=1)
        )
    return Indicator.objects.select_related("source").get(pk=indicator.pk)


def ask(indicator: Indicator, period: str = "2025JJ00", **fields: object) -> DeliveryRound:
    found = DeliveryRound.objects.filter(indicator=indicator, period=period).first()
    return found or DeliveryRoundFactory(indicator=indicator, period=period, **fields)


def deliver(
    indicator: Indicator,
    organisation: Organisation,
    numbers: Numbers,
    *,
    period: str = "2025JJ00",
    status: DeliveryStatus = DeliveryStatus.APPROVED,
) -> Delivery:
    """What one partner gave, or gives now instead of what it gave before."""
    delivery, _ = Delivery.objects.update_or_create(
        round=ask(indicator, period),
        organisation=organisation,
        defaults={"status": status, "delivered_at": timezone.now(), "decided_at": timezone.now()},
    )
    places = {each.name: each.pk for each in Municipality.objects.all()}
    with as_steward():
        DeliveredValue.objects.filter(delivery=delivery).delete()
        DeliveredValue.objects.bulk_create(
            DeliveredValue(
                delivery=delivery,
                municipality_id=places[municipality] if municipality else None,
                category=category,
                value=None if isinstance(given, ValueStatus) else given,
                value_status=given if isinstance(given, ValueStatus) else ValueStatus.VALUE,
            )
            for (municipality, category), given in numbers.items()
        )
    return delivery


def build(indicator: Indicator, *, reason: str = "nieuwe cijfers") -> EditionBuild:
    return order_build(indicator, reason=reason, by=None)


def release(indicator: Indicator, *, reason: str = "nieuwe cijfers") -> Edition:
    """The edition; a test that gets none reads why."""
    found = build(indicator, reason=reason)
    assert found.edition, (found.problem, found.cells)
    return found.edition


def released(edition: Edition) -> dict[tuple[str, str, str], int | str]:
    """Area, category and period → the number that is shown, or why none is."""
    return {
        (each.area_name, each.category, each.period): each.value_status if each.value is None else int(each.value)
        for each in edition.values.all()
    }
