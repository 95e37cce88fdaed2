"""What an edition of delivered figures is made of, read from the raw tables. Only as portal_steward."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from monitor.areas import MUNICIPALITY, REST
from monitor.edition_cubes import REGION, Area, Asked, EditionRefusedError, Given, Layout
from monitor.models import DeliveredValue, Delivery, DeliveryRound, DeliveryStatus, Dimension, Indicator, Observation
from monitor.models.figures import ObservationQuerySet
from monitor.numbers import ValueStatus
from monitor.periods import last_day_of
from network.areas.country import BEGIN
from network.models import AreaMembership, Region

IMPORTED = "import"  # who delivered what a steward imported: one file holds everything


def layout_of(indicator: Indicator) -> Layout:
    region = Region.objects.current()
    if region is None:
        raise EditionRefusedError("Het portaal heeft nog geen regio. Stel eerst de regio in.")
    dimensions = Dimension.objects.filter(indicator=indicator).prefetch_related("parts").order_by("position")
    return Layout(
        region=Area(REGION, region.area_set.name),
        dimensions=tuple((each.name, tuple(part.label for part in each.parts.all())) for each in dimensions),
        overlaps=indicator.has_overlapping_categories,
        by_municipality=is_by_municipality(indicator),
    )


def is_by_municipality(indicator: Indicator) -> bool:
    """Whatever partners are asked for is asked per municipality; a file that was imported may hold one area only."""
    return indicator.geography in {"", MUNICIPALITY} or indicator.rounds.exists()


def asked_of(indicator: Indicator, on: date) -> list[Asked]:
    """Every period that partners were asked for, and every other period that was imported."""
    members = _Members(is_by_municipality(indicator))
    deliveries: dict[DeliveryRound, list[Delivery]] = {}
    # Locked, so that no delivery is taken back between this question and that for its numbers.
    asked = Delivery.objects.filter(round__indicator=indicator).select_related("round").select_for_update(of=("self",))
    for delivery in asked.order_by("round__period", "organisation_id"):
        deliveries.setdefault(delivery.round, []).append(delivery)
    found = [
        Asked(
            each.period,
            members.in_period(each.period),
            tuple(str(delivery.organisation_id) for delivery in its),
            _missing(each, its, on),
        )
        for each, its in deliveries.items()
    ]
    imported = _imported(indicator).exclude(period__in=[each.period for each in found])
    periods = sorted(set(imported.values_list("period", flat=True)))
    return [*found, *(Asked(period, members.in_period(period), (IMPORTED,)) for period in periods)]


def _missing(asked: DeliveryRound, deliveries: Sequence[Delivery], on: date) -> ValueStatus | None:
    """Why a period has no numbers yet; None once every delivery is approved."""
    waiting = [each.status for each in deliveries if each.status != DeliveryStatus.APPROVED]
    if not waiting:
        return None
    is_over = asked.closed_at is not None or on > asked.due_on
    not_given = {DeliveryStatus.WAITING, DeliveryStatus.SENT_BACK} & set(waiting)
    return ValueStatus.NOT_GIVEN if is_over and not_given else ValueStatus.NOT_YET


class _Members:
    """The municipalities that the region had, in one query."""

    def __init__(self, by_municipality: bool) -> None:
        parts = AreaMembership.objects.filter(area_set__in=Region.objects.values("area_set"))
        self._parts = list(parts.select_related("municipality")) if by_municipality else []

    def in_period(self, period: str) -> tuple[Area, ...]:
        day = max(last_day_of(period), BEGIN)
        municipalities = [part.municipality for part in self._parts if part.counts_on(day)]
        areas = [Area(MUNICIPALITY, municipality.name, municipality.pk) for municipality in municipalities]
        return tuple(sorted(areas, key=lambda area: area.name))


class _Place(NamedTuple):
    deliverer: str
    period: str
    municipality_id: int | None
    category: str


def given_of(indicator: Indicator, asked: Sequence[Asked]) -> list[Given]:
    """Every number, with those of municipalities that weren't in the region then under «buiten de regio»."""
    inside = {each.period: {area.municipality_id for area in each.municipalities} for each in asked}
    open_periods = {each.period for each in asked if each.missing is None}
    found: dict[_Place, Given] = {}
    for each in (*_delivered(indicator), *_observed(indicator, asked)):
        if each.period not in open_periods:
            continue
        municipality = each.municipality_id if each.municipality_id in inside[each.period] else None
        place = _Place(each.deliverer, each.period, municipality, each.category)
        before = found.get(place)
        if before is None or before.value is None:
            found[place] = each._replace(municipality_id=municipality)
        elif each.value is not None:
            found[place] = before._replace(value=before.value + each.value)
    return list(found.values())


def _delivered(indicator: Indicator) -> Iterator[Given]:
    values = DeliveredValue.objects.filter(
        delivery__round__indicator=indicator, delivery__status=DeliveryStatus.APPROVED
    ).order_by("pk")
    for organisation, period, municipality, category, value, status in values.values_list(
        "delivery__organisation_id", "delivery__round__period", "municipality_id", "category", "value", "value_status"
    ):
        yield Given(str(organisation), period, municipality, category, value, status)


def _imported(indicator: Indicator) -> ObservationQuerySet:
    return Observation.objects.filter(indicator=indicator, is_total=False)


def _observed(indicator: Indicator, asked: Sequence[Asked]) -> Iterator[Given]:
    """What a steward imported of the partner. Totals of the file stay out: the portal adds up itself."""
    periods = [each.period for each in asked if each.deliverers == (IMPORTED,)]
    if not periods:
        return
    kinds = [MUNICIPALITY, REST] if is_by_municipality(indicator) else [indicator.geography]
    seen = list(_imported(indicator).filter(period__in=periods, area_kind__in=kinds).order_by("pk"))
    if len({each.measure for each in seen}) > 1:
        raise EditionRefusedError("Het ingelezen bestand heeft meer dan één onderwerp. Lees elk onderwerp apart in.")
    if not is_by_municipality(indicator) and len({each.area_name for each in seen}) > 1:
        raise EditionRefusedError("Het ingelezen bestand heeft meer dan één gebied. Houd alleen het eigen gebied over.")
    for each in seen:
        if each.value is not None and (each.value < 0 or each.value != int(each.value)):
            raise EditionRefusedError(
                "Het ingelezen bestand heeft getallen die geen aantal zijn. Controleer het bestand."
            )
        value = None if each.value is None else int(each.value)
        yield Given(IMPORTED, each.period, each.municipality_id, each.category, value, each.value_status)
