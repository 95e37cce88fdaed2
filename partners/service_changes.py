"""What waits for the coordinator in the sociale kaart: what visitors see now, and what they will see."""

from collections.abc import Iterable
from dataclasses import dataclass

from partners.models import ChangeRequest, Location, RiskyField


@dataclass(frozen=True)
class Compared:
    """One change: old and new side by side, as people read them."""

    change: ChangeRequest
    now: str
    then: str
    seen: str  # what stands there now, as a form sends it back: approving is about exactly this
    has_moved: bool  # by now something else stands there than when it was asked
    who_sees_it: str


def compared(changes: Iterable[ChangeRequest]) -> list[Compared]:
    """The changes come with their entries and the channels and places of those."""
    return [_compared(change) for change in changes]


def _compared(change: ChangeRequest) -> Compared:
    now = change.value_now
    return Compared(
        change,
        now=_with_address(change.in_words(now), _address_now(change)),
        then=_with_address(change.new_text, Location(**change.details).address),
        seen=now,
        has_moved=now != change.old_value,
        who_sees_it=_who_sees_it(change),
    )


def _who_sees_it(change: ChangeRequest) -> str:
    """Whom a wrong value would reach."""
    if change.is_for_professionals:
        return "Alleen wie is ingelogd, ziet dit nummer."
    return "Bezoekers van de openbare pagina zien dit." if change.service.is_open_to_the_public else ""


def _address_now(change: ChangeRequest) -> str:
    location = change.service.location
    if change.field != RiskyField.VISIBILITY or location is None:
        return ""
    return location.address


def _with_address(text: str, address: str) -> str:
    return f"{text}: {address}" if address else text
