"""What new entries of the sociale kaart put on «Mijn overzicht» of who decides about them."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from network.models import Person
from network.overview import Todo, source
from network.policy import Permission, may
from network.together import Fetch, fetch
from partners.models import CareService


@source
def entries_to_publish(person: Person, on: date) -> Iterator[Todo | Fetch]:
    if not may(person, Permission.SERVICE_PUBLISH):
        return
    services = CareService.objects.to_be_reviewed().select_related("organisation")
    yield fetch(services)
    for service in services:
        yield Todo(
            due=None,
            title=f"Nieuw aanbod van {service.organisation} beoordelen",
            why=f"«{service}» is ingevuld. Niemand ziet het voordat u het publiceert.",
            url=reverse("partners:service-publish", args=[service.short_id]),
            action="Aanbod beoordelen",
            key=f"service-review:{service.pk}",
        )
