"""What waits for the coordinator is decided or taken back once."""

from typing import TypeVar

from django.utils import timezone

from network.models import Person
from partners.models import ChangeRequest, ContactRequest, ProfileChange, RequestStatus

Waiting = ChangeRequest | ContactRequest | ProfileChange
Decided = TypeVar("Decided", ChangeRequest, ContactRequest, ProfileChange)

APPROVED, REFUSED = "Goedgekeurd", "Afgewezen"


class NoLongerWaitingError(Exception):
    """Somebody decided it already, or took it back; the text is Dutch and says which."""

    def __init__(self, request: Waiting) -> None:
        super().__init__(_what_happened(request))


def _what_happened(request: Waiting) -> str:
    if request.status != RequestStatus.WITHDRAWN:
        return f"Hierover is intussen al beslist: {request.get_status_display()}. U hoeft niets meer te doen."
    if isinstance(request, ProfileChange) and _is_replaced(request):
        return "Deze wijziging is intussen vervangen door een nieuwe. Er is niets veranderd. De nieuwe staat hieronder."
    return "Dit is intussen ingetrokken. Er is niets veranderd. U hoeft niets meer te doen."


def _is_replaced(change: ProfileChange) -> bool:
    return ProfileChange.objects.waiting().filter(organisation=change.organisation_id, field=change.field).exists()


def still_waiting(request: Decided) -> Decided:
    """The request itself, locked."""
    locked: Decided = type(request).objects.select_for_update().get(pk=request.pk)
    require_waiting(locked)
    return locked


def require_waiting(request: Waiting) -> None:
    if not request.is_waiting:
        raise NoLongerWaitingError(request)


def close(request: Waiting, status: RequestStatus, *, by: Person) -> None:
    request.status, request.decided_by, request.decided_at = status, by, timezone.now()


def because_of(words: str, reason: str) -> str:
    """«Afgewezen: staat zo niet in het handelsregister»"""
    return f"{words}: {reason}" if reason else words


def reason_in(words: str) -> str:
    """The other way round: «staat zo niet in het handelsregister»"""
    return words.partition(": ")[2] if words.startswith((APPROVED, REFUSED)) else ""
