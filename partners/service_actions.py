"""What somebody can do with an entry of the sociale kaart, given its state: the buttons on its page."""

from dataclasses import dataclass

from django.urls import reverse

from network.models import Person
from network.policy import Permission, may
from partners.models import CareService, ServiceStatus


@dataclass(frozen=True)
class Step:
    """A button that leads to a page, or that does it at once: `is_done_at_once` posts."""

    label: str
    url: str
    kind: str = "secondary"
    icon: str = ""
    is_done_at_once: bool = False


def next_steps(service: CareService, person: Person) -> list[Step]:
    if not may(person, Permission.SERVICE_EDIT, service):
        return []
    return [Step("Aanbod wijzigen", _url("service-edit", service), icon="edit"), *_to_the_next_state(service, person)]


def _to_the_next_state(service: CareService, person: Person) -> list[Step]:
    """Of an entry that waits for the coordinator, only the coordinator decides."""
    decides = may(person, Permission.SERVICE_PUBLISH)
    publish, close = _url("service-publish", service), _url("service-close", service)
    withdraw = Step("Uit de kaart halen", _url("service-withdraw", service), "subtle")
    reopen = _url("service-reopen", service)
    match ServiceStatus(service.status):
        case ServiceStatus.DRAFT:
            return [Step("Publiceren" if decides else "Insturen", publish, "primary")]
        case ServiceStatus.REVIEW:
            return [Step("Beoordelen", publish, "primary")] if decides else []
        case ServiceStatus.PUBLISHED:
            return [Step("Tijdelijk sluiten", close, "subtle"), withdraw]
        case ServiceStatus.CLOSED:
            return [Step("Heropenen", reopen, is_done_at_once=True), Step("Data wijzigen", close, "subtle"), withdraw]
        case ServiceStatus.WITHDRAWN:
            return [Step("Terug naar concept", reopen, is_done_at_once=True)]


def _url(name: str, service: CareService) -> str:
    return reverse(f"partners:{name}", args=[service.short_id])
