"""The deliveries of the demo: some approved, some late, and of what was released nothing small to be seen."""

import pytest

from monitor.demo_deliveries import FIGURES, load_deliveries
from monitor.models import Delivery, DeliveryStatus, Edition, ReleasedValue, ValueStatus
from network.demo import load_region_and_people
from partners.models import Organisation
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_the_demo_shows_protected_editions_and_loads_once() -> None:
    load_region_and_people()
    for name in {name for figure in FIGURES for each in figure.rounds for name in each.partners}:
        OrganisationFactory(name=name)
    load_deliveries()
    load_deliveries()

    statuses = set(Delivery.objects.values_list("status", flat=True))
    assert statuses == set(DeliveryStatus.values)
    editions = Edition.objects.all()
    assert len(editions) == len(FIGURES)
    assert {edition.is_protected for edition in editions} == {True}
    small = ReleasedValue.objects.filter(value_status=ValueStatus.VALUE, value__gt=0, value__lt=10)
    hidden = ReleasedValue.objects.filter(value_status__in=[ValueStatus.BELOW, ValueStatus.HIDDEN])
    assert (small.count(), hidden.exists()) == (0, True)
    assert Organisation.objects.count() == 5
