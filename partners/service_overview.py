"""What new entries of the sociale kaart put on «Mijn overzicht»: those to look at, and those that came back."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from network.models import Person
from network.overview import Todo, source
from network.policy import Permission, may
from partners.models import CareService
from partners.publishing_flows import sent_back


@source
def entries_to_publish(person: Person, on: date) -> Iterator[Todo]:
    if not may(person, Permission.SERVICE_PUBLISH):
        return
    for service in CareService.objects.to_be_reviewed().select_related("organisation"):
        yield Todo(
            due=None,
            title=f"Nieuw aanbod van {service.organisation} beoordelen",
            why=f"«{service}» is ingevuld. Niemand ziet het voordat u het publiceert.",
            url=reverse("partners:service-publish", args=[service.short_id]),
            action="Aanbod beoordelen",
            key=f"service-review:{service.pk}",
        )


@source
def own_entries_sent_back(person: Person, on: date) -> Iterator[Todo]:
    if not person.editor_of:
        return
    for service, why in sent_back(CareService.objects.of_organisations(person.editor_of)).items():
        yield Todo(
            due=None,
            title=f"Vul uw aanbod «{service}» aan",
            why=f"De regiocoördinator stuurde het terug. {why}".strip(),
            url=reverse("partners:service-edit", args=[service.short_id]),
            action="Aanbod aanvullen",
            key=f"service-sent-back:{service.pk}",
        )
