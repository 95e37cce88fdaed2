"""How an entry comes into the sociale kaart and leaves it: concept, review, published, closed, taken out."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from network.dates import today
from network.history import because
from network.models import Person
from partners.decisions import because_of
from partners.flows import touch, withdraw_change
from partners.models import CareService, Organisation, ServiceStatus
from partners.public_cache import forget_all_once_stored
from partners.side_by_side import ChangedMeanwhileError

SENT_BACK = "Terug naar concept"


class WrongMomentError(Exception):
    """The entry is no longer in the state in which this can be done; the text is Dutch and says what it is now."""

    def __init__(self, service: CareService) -> None:
        super().__init__(f"Dit aanbod is intussen {service.get_status_display()}. Er is niets veranderd.")


@transaction.atomic
def add_service(*, organisation: Organisation, name: str, audiences: Sequence[str], by: Person) -> CareService:
    """A concept, which only the own organisation and the coordinator see."""
    with because("Toegevoegd aan de sociale kaart", by=by):
        return CareService.objects.create(
            short_id=CareService.objects.free_short_id(),
            organisation=organisation,
            name=name,
            audiences=list(audiences),
            phases=[],
        )


@transaction.atomic
def send_for_review(service: CareService, *, by: Person) -> CareService:
    """Whoever sends it in has just looked at all of it."""
    return _move(service, ServiceStatus.REVIEW, to_be=[ServiceStatus.DRAFT], why="Ter beoordeling gestuurd", looked=by)


@transaction.atomic
def publish_service(service: CareService, *, by: Person, shown: str) -> CareService:
    """Put online exactly the version that was shown: when somebody changed it meanwhile, nothing happens."""
    _still_as_shown(service, shown)
    to_be = [ServiceStatus.DRAFT, ServiceStatus.REVIEW]
    return _move(service, ServiceStatus.PUBLISHED, to_be=to_be, why="Gepubliceerd", looked=by)


@transaction.atomic
def send_back(service: CareService, *, reason: str) -> CareService:
    why = because_of(SENT_BACK, reason)
    return _move(service, ServiceStatus.DRAFT, to_be=[ServiceStatus.REVIEW], why=why)


@transaction.atomic
def close_service(service: CareService, *, first_day: date | None, last_day: date | None, message: str) -> CareService:
    """For a while; it opens by itself, and the message goes with it."""
    locked = _locked(service, [ServiceStatus.PUBLISHED, ServiceStatus.CLOSED])
    locked.status = ServiceStatus.CLOSED
    locked.closed_from, locked.closed_until = first_day, last_day
    locked.alert, locked.alert_until = message, last_day if message else None
    with because("Tijdelijk gesloten"):
        touch(locked, "status", "closed_from", "closed_until", "alert", "alert_until")
    return locked


@transaction.atomic
def reopen_service(service: CareService) -> CareService:
    """What was closed is there again; what was taken out begins as a concept."""
    locked = _locked(service, [ServiceStatus.CLOSED, ServiceStatus.WITHDRAWN])
    was_closed = locked.status == ServiceStatus.CLOSED
    if was_closed and locked.alert_until == locked.closed_until:
        locked.alert, locked.alert_until = "", None  # it told about the closing
    locked.status = ServiceStatus.PUBLISHED if was_closed else ServiceStatus.DRAFT
    locked.closed_from = locked.closed_until = None
    with because("Weer geopend" if was_closed else "Terug als concept"):
        touch(locked, "status", "closed_from", "closed_until", "alert", "alert_until")
    return locked


@transaction.atomic
def withdraw_service(service: CareService, *, by: Person) -> CareService:
    """It leaves the sociale kaart; nothing of it waits any longer, so no address is kept."""
    everything_else = [status for status in ServiceStatus if status != ServiceStatus.WITHDRAWN]
    locked = _move(service, ServiceStatus.WITHDRAWN, to_be=everything_else, why="Uit de sociale kaart gehaald")
    for change in locked.change_requests.waiting():
        withdraw_change(change, by=by)
    forget_all_once_stored()
    return locked


def sent_back(services: Iterable[CareService]) -> dict[CareService, str]:
    """Of these entries the concepts that came back, with what the coordinator wrote; in one query."""
    concepts = {service.pk: service for service in services if service.status == ServiceStatus.DRAFT}
    events = CareService.pgh_event_model.objects.filter(pgh_obj_id__in=concepts)  # type: ignore[attr-defined]  # set by pghistory
    told = events.filter(pgh_context__metadata__reason__startswith=SENT_BACK).order_by("pgh_id")
    words = told.values_list("pgh_obj_id", "pgh_context__metadata__reason")
    return {concepts[pk]: reason.partition(": ")[2] for pk, reason in words}


def _still_as_shown(service: CareService, version: str) -> None:
    stored = CareService.objects.select_for_update().get(pk=service.pk)
    if str(stored.version) != version:
        raise ChangedMeanwhileError(stored)


def _locked(service: CareService, to_be: Sequence[ServiceStatus]) -> CareService:
    stored = CareService.objects.select_for_update().get(pk=service.pk)
    if stored.status not in to_be:
        raise WrongMomentError(stored)
    return stored


def _move(
    service: CareService,
    status: ServiceStatus,
    *,
    to_be: Sequence[ServiceStatus],
    why: str,
    looked: Person | None = None,
) -> CareService:
    locked = _locked(service, to_be)
    locked.status = status
    if looked and (locked.last_verified_on is None or status == ServiceStatus.REVIEW):
        locked.last_verified_on, locked.verified_by = today(), looked
    with because(why):
        touch(locked, "status", "last_verified_on", "verified_by")
    return locked
