"""What the pages about a partner's own profile show: old beside new, and what was decided lately."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from network.history import names_of_people, told_of
from partners.decisions import reason_in
from partners.models import ContactRequest, Organisation, ProfileChange, RequestStatus

SHOWN_FOR = timedelta(days=30)
DECIDED = (RequestStatus.APPROVED, RequestStatus.REFUSED)


@dataclass(frozen=True)
class Compared:
    """A change beside what everybody sees at this moment, which may differ from what stood there when it was asked."""

    change: ProfileChange
    now: str
    moved: bool  # what everybody sees changed after this was asked


def compared(change: ProfileChange) -> Compared:
    now = getattr(change.organisation, change.field)
    return Compared(change, now=now or "niet ingevuld", moved=now != change.old_value)


@dataclass(frozen=True)
class Decision:
    """The outcome of something that waited."""

    what: str
    is_approved: bool
    when: datetime
    who: str
    reason: str


def recently_decided(organisation: Organisation) -> list[Decision]:
    """What the coordinator decided about the profile and the contacts, newest first; contacts without a name."""
    since = timezone.now() - SHOWN_FOR
    lately = {"status__in": DECIDED, "decided_at__gte": since}
    changes = list(organisation.profile_changes.filter(**lately).with_names())
    requests = list(organisation.contact_requests.filter(**lately).with_names())
    reasons = {**_reasons_of(ProfileChange, changes), **_reasons_of(ContactRequest, requests)}
    decided: list[ProfileChange | ContactRequest] = [*changes, *requests]
    decisions = [
        Decision(
            what=in_words(each),
            is_approved=each.status == RequestStatus.APPROVED,
            when=each.decided_at or since,
            who=str(each.decided_by or "de regiocoördinator"),
            reason=reasons.get(each, ""),
        )
        for each in decided
    ]
    return sorted(decisions, key=lambda decision: decision.when, reverse=True)


def refused_lately(
    organisations: Collection[int],
) -> tuple[QuerySet[ProfileChange], QuerySet[ContactRequest]]:
    """What these organisations have to look at again: refused, and nothing of the kind was asked since."""
    refused: dict[str, Any] = {
        "status": RequestStatus.REFUSED,
        "decided_at__gte": timezone.now() - SHOWN_FOR,
        "organisation__in": organisations,
    }
    asked_since = ProfileChange.objects.filter(
        organisation=OuterRef("organisation"), field=OuterRef("field"), asked_at__gt=OuterRef("decided_at")
    )
    proposed_since = ContactRequest.objects.filter(
        organisation=OuterRef("organisation"), asked_at__gt=OuterRef("decided_at")
    )
    return (
        ProfileChange.objects.filter(~Exists(asked_since), **refused).with_names(),
        ContactRequest.objects.filter(~Exists(proposed_since), **refused).with_names(),
    )


def in_words(decided: ProfileChange | ContactRequest) -> str:
    """«de website: oud.example wordt nieuw.example»; a contact never with a name."""
    return str(decided) if isinstance(decided, ProfileChange) else f"nieuwe {decided.get_contact_kind_display()}"


def _reasons_of(model: type[ProfileChange | ContactRequest], decided: list[Any]) -> dict[Any, str]:
    """Why each was decided as it was, as the history tells it; one question to the database."""
    events = model.pgh_event_model.objects.filter(  # type: ignore[union-attr]  # set by pghistory
        pgh_obj_id__in=[each.pk for each in decided], status__in=DECIDED
    )
    told = {
        event.pgh_obj_id: event.pgh_context.metadata.get("reason", "")
        for event in events.select_related("pgh_context").order_by("-pgh_id")
        if event.pgh_context
    }
    return {each: reason_in(told.get(each.pk, "")) for each in decided}


@dataclass(frozen=True)
class LastChange:
    who: str
    when: datetime


def last_change_of(organisation: Organisation, fields: Collection[str]) -> LastChange:
    """Who touched these fields last: by asking for a change that waits, or by saving."""
    if waiting := organisation.profile_changes.waiting().filter(field__in=fields).with_names().last():
        return LastChange(str(waiting.asked_by or "Iemand anders"), waiting.asked_at)
    events = type(organisation).pgh_event_model.objects.filter(pgh_obj_id=organisation.pk)  # type: ignore[attr-defined]  # set by pghistory
    newest = events.select_related("pgh_context").order_by("-pgh_id")[0]
    told: dict[str, Any] = told_of(newest, names_of_people([newest]))
    return LastChange(told["who"], told["when"])
