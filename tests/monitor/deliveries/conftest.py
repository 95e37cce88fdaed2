"""Two municipalities, a figure by age that partners count per half-year, and what MEE and Sterker are asked."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from monitor.delivery_grid import Grid, grid_of, numbers_of
from monitor.models import DeliveredValue, Delivery, DeliveryRound, DeliveryStatus, Indicator, ValueStatus
from network.database import as_steward
from network.dates import today
from tests.cast import Cast
from tests.factories import (
    AreaMembershipFactory,
    DeliveredIndicatorFactory,
    DeliveryFactory,
    DeliveryRoundFactory,
    DimensionFactory,
    DimensionPartFactory,
    RegionFactory,
)
from tests.signing_in import browser_of

YOUNG, OLD = "Tot 18 jaar", "18 jaar en ouder"


@dataclass(frozen=True)
class Asked:
    """What was asked, and of whom."""

    round: DeliveryRound
    of_mee: Delivery
    of_sterker: Delivery
    cast: Cast

    @property
    def indicator(self) -> Indicator:
        return self.round.indicator

    @property
    def grid(self) -> Grid:
        return grid_of(self.round)

    @property
    def page(self) -> str:
        return self.of_mee.get_absolute_url()

    def form(self, *typed: str, **more: str) -> dict[str, str]:
        """What the form of MEE sends: the cells from left to right, row by row; the rest empty."""
        texts = [*typed, *[""] * (len(self.grid.places) - len(typed))]
        cells = {place.name: text for place, text in zip(self.grid.places, texts, strict=True)}
        version = Delivery.objects.get(pk=self.of_mee.pk).version
        return {"version": str(version), **cells, **more}

    def deliver(self, *typed: str, **more: str) -> None:
        """As Bas does on the page."""
        response = browser_of(self.cast.lead_editor).post(self.page, self.form(*typed, leveren="ja", **more))
        assert response.status_code == 302, response.content.decode()

    def approve(self) -> None:
        delivery = Delivery.objects.get(pk=self.of_mee.pk)
        client = browser_of(self.cast.coordinator)
        client.post(reverse("monitor:delivery-approve", args=[delivery.pk]), {"version": delivery.version})

    def deliver_before(self, *typed: str) -> str:
        """What MEE gave over the half-year before; in words, which one that was."""
        earlier = DeliveryRoundFactory(indicator=self.indicator, period="2025HJ02")
        delivery = DeliveryFactory(round=earlier, organisation=self.of_mee.organisation)
        with as_steward():
            for place, text in zip(self.grid.places, typed, strict=False):
                DeliveredValue.objects.create(
                    delivery=delivery,
                    municipality_id=place.row.municipality,
                    category=place.column.category,
                    value=int(text),
                    value_status=ValueStatus.VALUE,
                )
        Delivery.objects.filter(pk=delivery.pk).update(status=DeliveryStatus.APPROVED, delivered_at=timezone.now())
        return earlier.period_label

    def move(self, *, opens_in: int, due_in: int) -> None:
        """The same question on other days, counted from today."""
        opens_on, due_on = (today() + timedelta(days=days) for days in (opens_in, due_in))
        DeliveryRound.objects.filter(pk=self.round.pk).update(opens_on=opens_on, due_on=due_on)

    def held(self, delivery: Delivery | None = None) -> dict[str, str]:
        """What a delivery holds, in words, without what was left empty."""
        with as_steward():
            numbers = numbers_of(DeliveredValue.objects.filter(delivery=delivery or self.of_mee))
        counts = self.grid.counts_of(numbers)
        return {place.label: count.text for place, count in counts.items() if count.typed}


@pytest.fixture
def asked(cast: Cast) -> Asked:
    """Open since ten days, due in ten, over the first half of 2026."""
    region = RegionFactory(name="Proefregio")
    for municipality in (cast.tiel, cast.nijmegen):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
    indicator = DeliveredIndicatorFactory(name="Meldingen van slachtoffers", frequency="HJ")
    age = DimensionFactory(indicator=indicator, name="Leeftijd")
    for position, label in enumerate((YOUNG, OLD), start=1):
        DimensionPartFactory(dimension=age, label=label, position=position)
    made = DeliveryRoundFactory(
        indicator=indicator,
        period="2026HJ01",
        opens_on=today() - timedelta(days=10),
        due_on=today() + timedelta(days=10),
    )
    mee = DeliveryFactory(round=made, organisation=cast.lead_organisation)
    sterker = DeliveryFactory(round=made, organisation=cast.other_organisation)
    return Asked(made, mee, sterker, cast)


@pytest.fixture
def bas(cast: Cast) -> Client:
    return browser_of(cast.lead_editor)


@pytest.fixture
def marijke(cast: Cast) -> Client:
    return browser_of(cast.coordinator)
