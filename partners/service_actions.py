"""What somebody can do with an entry of the sociale kaart, given its state: the buttons on its page."""

from dataclasses import dataclass

from django.urls import reverse

from network.models import Person
from network.policy import Permission, may
from partners.models import CareService, ServiceStatus

# Per state the pages that lead to the next one.
NEXT = {
    ServiceStatus.DRAFT: [("Publiceren", "service-publish")],
    ServiceStatus.REVIEW: [("Beoordelen", "service-publish")],
    ServiceStatus.PUBLISHED: [("Tijdelijk sluiten", "service-close"), ("Uit de kaart halen", "service-withdraw")],
    ServiceStatus.CLOSED: [("Heropenen", "service-reopen"), ("Uit de kaart halen", "service-withdraw")],
    ServiceStatus.WITHDRAWN: [("Opnieuw publiceren", "service-publish")],
}


@dataclass(frozen=True)
class Step:
    """A button that leads to a page."""

    label: str
    url: str
    kind: str = "secondary"
    icon: str = ""


def next_steps(service: CareService, person: Person) -> list[Step]:
    """Of an entry that waits for the coordinator, only the coordinator decides."""
    if not may(person, Permission.SERVICE_EDIT, service):
        return []
    status = ServiceStatus(service.status)
    waits_for_others = status == ServiceStatus.REVIEW and not may(person, Permission.SERVICE_PUBLISH)
    steps = [] if waits_for_others else NEXT[status]
    edit = Step("Aanbod wijzigen", _url("service-edit", service), icon="edit")
    return [edit, *(Step(label, _url(name, service), kind="subtle") for label, name in steps)]


def _url(name: str, service: CareService) -> str:
    return reverse(f"partners:{name}", args=[service.short_id])
