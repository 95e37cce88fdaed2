"""What changes in the sociale kaart, as small stories: check, change, and leave a reason in the history."""

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from network.history import because
from network.models import Person
from network.policy import Permission, may
from partners.contents import Contents, differences
from partners.decisions import close, still_waiting
from partners.models import (
    CareService,
    ChangeRequest,
    Channel,
    ChannelKind,
    HoursKind,
    OpeningHours,
    RequestStatus,
    RiskyField,
)
from partners.opening_hours import Week
from partners.side_by_side import ChangedMeanwhileError


@dataclass(frozen=True)
class Saved:
    """What a save did: parts that are online at once, and numbers that wait for the coordinator."""

    online: list[str]
    waiting: list[ChangeRequest]

    @property
    def in_words(self) -> str:
        if not self.online and not self.waiting:
            return "Er is niets veranderd."
        sentences = [f"Opgeslagen. Nu online: {', '.join(self.online)}."] if self.online else ["Opgeslagen."]
        sentences += [
            f"Wacht op beoordeling: {change.get_field_display()} {change.new_text}."
            f" Tot dan ziet iedereen: {change.old_text}."
            for change in self.waiting
        ]
        return " ".join(sentences)


@transaction.atomic
def change_service(service: CareService, *, by: Person, version: int, contents: Contents) -> Saved:
    """Save an edited entry. Hours and description are online at once; a changed phone number waits for review."""
    stored = CareService.objects.select_for_update().get(pk=service.pk)
    if stored.version != version:
        raise ChangedMeanwhileError(stored)
    changed = differences(stored.contents, contents)
    numbers = [RiskyField(difference.part) for difference in changed if difference.part in RiskyField.values]
    online = [difference for difference in changed if difference.part not in RiskyField.values]
    if online:
        with because("Gewijzigd in de sociale kaart"):
            stored.description = contents.description
            stored.version += 1
            stored.save(update_fields=["description", "version"])
            _save_hours(stored.channel_with_hours, contents.week)
    requests = [
        ask_for_new_number(stored, field=field, number=getattr(contents, field.value), by=by) for field in numbers
    ]
    return Saved(
        online=[difference.label for difference in online]
        + [request.get_field_display() for request in requests if not request.is_waiting],
        waiting=[request for request in requests if request.is_waiting],
    )


@transaction.atomic
def ask_for_new_number(service: CareService, *, field: RiskyField, number: str, by: Person) -> ChangeRequest:
    """Let a new number wait; it takes the place of one that waits already. Who decides has decided by asking."""
    waiting = service.change_requests.waiting().filter(field=field).first()
    if waiting and waiting.new_value == number:
        return waiting
    if waiting:
        withdraw_change(waiting, by=by)
    with because("Nieuw nummer gevraagd"):
        request = ChangeRequest.objects.create(
            service=service,
            field=field,
            old_value=getattr(service.contents, field.value),
            new_value=number,
            asked_by=by,
        )
    return decide_change(request, approved=True, by=by) if may(by, Permission.CHANGE_REQUEST_DECIDE) else request


@transaction.atomic
def withdraw_change(change: ChangeRequest, *, by: Person) -> ChangeRequest:
    """Take back a number that waits; everybody keeps seeing the old one."""
    with because("Nieuw nummer ingetrokken"):
        return _close(change, RequestStatus.WITHDRAWN, by=by)


@transaction.atomic
def decide_change(change: ChangeRequest, *, approved: bool, by: Person) -> ChangeRequest:
    """Put the new number online, or keep the old one."""
    with because("Nieuw nummer goedgekeurd" if approved else "Nieuw nummer afgewezen"):
        closed = _close(change, RequestStatus.APPROVED if approved else RequestStatus.REFUSED, by=by)
        if approved:
            _put_online(closed)
    return closed


def _close(change: ChangeRequest, status: RequestStatus, *, by: Person) -> ChangeRequest:
    locked = still_waiting(change)
    close(locked, status, by=by)
    locked.save(update_fields=["status", "decided_by", "decided_at"])
    return locked


def _put_online(change: ChangeRequest) -> None:
    service = CareService.objects.select_for_update().get(pk=change.service_id)
    channel = service.phone(for_professionals=change.is_for_professionals)
    if channel and change.new_value:
        channel.value = change.new_value
        channel.save(update_fields=["value"])
    elif channel:
        channel.delete()
    else:
        Channel.objects.create(
            service=service,
            kind=ChannelKind.PHONE,
            value=change.new_value,
            for_professionals=change.is_for_professionals,
        )
    service.version += 1
    service.save(update_fields=["version"])


def _save_hours(channel: Channel | None, week: Week) -> None:
    """Store the days that changed; of a day that is «niet opgegeven» nothing is stored."""
    if channel is None:
        return
    stored = channel.week
    for weekday in [weekday for weekday, day in week.items() if day != stored[weekday]]:
        channel.opening_hours.filter(weekday=weekday).delete()
        kind, blocks = week[weekday].kind, week[weekday].blocks
        times: list[tuple[time | None, time | None]] = [(block.opens_at, block.closes_at) for block in blocks]
        if kind != HoursKind.UNKNOWN:
            OpeningHours.objects.bulk_create(
                OpeningHours(channel=channel, weekday=weekday, kind=kind, opens_at=opens, closes_at=closes)
                for opens, closes in times or [(None, None)]
            )
