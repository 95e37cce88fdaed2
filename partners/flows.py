"""What changes in the sociale kaart, as small stories: check, change, and leave a reason in the history."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from network.dates import today
from network.history import because
from network.models import Municipality, Person
from network.policy import Permission, may
from partners.completeness import contradictions, tells_an_address, tells_where
from partners.contents import (
    OF_A_PLACE,
    OF_A_SERVICE,
    PHONES,
    Contents,
    Difference,
    Town,
    clash,
    contents_of,
    differences,
    in_order,
    merge,
    without_what_stays_untold,
)
from partners.decisions import close, still_waiting
from partners.models import (
    CareService,
    ChangeRequest,
    Channel,
    ChannelKind,
    Location,
    RequestStatus,
    RiskyField,
    Visibility,
)
from partners.public_cache import forget_all_once_stored
from partners.side_by_side import ChangedMeanwhileError

# The less an address is told, the lower. Going down happens at once; going up can't be taken back, so it waits.
HOW_VISIBLE = {Visibility.SECRET: 0, "": 1, Visibility.PLACE_ONLY: 2, Visibility.PUBLIC: 3}
ADDRESS = ("place", "street", "postcode")


@dataclass(frozen=True)
class Saved:
    """What a save did: parts that are stored at once, and what waits for the coordinator."""

    online: list[str]
    waiting: list[ChangeRequest] = field(default_factory=list)
    is_live: bool = True  # else only the own organisation and the coordinator see the entry
    kept_of_others: list[str] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        if not self.online and not self.waiting:
            return "Er is niets veranderd."
        where = "Gepubliceerd" if self.is_live else "Nog niet gepubliceerd"
        sentences = [f"Opgeslagen. {where}: {', '.join(self.online)}."] if self.online else ["Opgeslagen."]
        sentences += [
            f"Wacht op beoordeling: {change.get_field_display()} {change.new_text}."
            f" Tot dan ziet iedereen: {change.old_text}."
            for change in self.waiting
        ]
        if self.kept_of_others:
            sentences.append(f"Iemand anders veranderde intussen: {', '.join(self.kept_of_others)}. Dat is bewaard.")
        return " ".join(sentences)


class ChangedUnderneathError(Exception):
    """What everybody sees is no longer what was shown to who decides."""


def goes_online_at_once(service: CareService, by: Person) -> bool:
    """Nobody looks at a concept yet, and who decides on changes needs no second pair of eyes."""
    return not service.is_live or may(by, Permission.CHANGE_REQUEST_DECIDE)


# --- the whole entry ----------------------------------------------------------------------------------------------


@transaction.atomic
def change_service(
    service: CareService, *, by: Person, version: int, contents: Contents, seen: Contents | None = None
) -> Saved:
    """Save what this person changed since they saw it, and keep what others changed in other parts meanwhile.

    The same part changed by two people is for a person to decide: nothing is saved. So it is when nobody can tell
    what they saw, or when both together contradict each other.
    """
    stored = CareService.objects.select_for_update().get(pk=service.pk)
    now, region = contents_of(stored), Town.of(Municipality.objects.to_choose_from())
    started_from = seen or now
    if (seen is None and version != stored.version) or clash(seen=started_from, mine=contents, stored=now):
        raise ChangedMeanwhileError(stored)
    merged = without_what_stays_untold(merge(seen=started_from, mine=contents, stored=now), region)
    if now.is_secret and not goes_online_at_once(stored, by) and not merged.is_nationwide:
        merged = replace(merged, municipalities=region)  # until it is decided, the working area tells nothing either
    if (merged != contents and contradictions(merged)) or _gives_away(stored, now, merged):
        raise ChangedMeanwhileError(stored)
    changed = differences(now, merged)
    with because("Gewijzigd in de sociale kaart"):
        online = _put_at_once(stored, changed, merged, by=by)
        requests = _ask_for_the_rest(stored, changed, now, merged, by=by)
        if with_hours := stored.channel_with_hours:
            with_hours.store_week(merged.week)
    return Saved(
        online=[difference.label for difference in online]
        + [request.get_field_display() for request in requests if not request.is_waiting],
        waiting=[request for request in requests if request.is_waiting],
        is_live=stored.is_live,
        kept_of_others=[difference.label for difference in differences(started_from, now)],
    )


def _gives_away(stored: CareService, now: Contents, merged: Contents) -> bool:
    """The form looked at this too, before the entry was locked: meanwhile it may have become secret, or got a note."""
    if not (now.is_secret or merged.is_secret):
        return False
    new_numbers = [getattr(merged, name) for name in PHONES if getattr(merged, name) != getattr(now, name)]
    channels = stored.channels.prefetch_related("exceptions") if merged.is_secret else []
    return any(map(tells_where, new_numbers)) or any(tells_an_address(text) for each in channels for text in each.texts)


def _put_at_once(stored: CareService, changed: list[Difference], merged: Contents, *, by: Person) -> list[Difference]:
    """All parts, without those that wait or leave a decision behind."""
    online = [
        difference for difference in changed if not stored.is_live or difference.part not in _risky(stored, merged)
    ]
    if not online:
        return []
    parts = {difference.part for difference in online}
    of_service = [name for name in OF_A_SERVICE if name in parts]
    for name in of_service:
        value = merged.parts[name]
        setattr(stored, name, list(value) if isinstance(value, tuple) else value)
    touch(stored, *of_service)
    if "municipalities" in parts:
        stored.municipalities.set([town.pk for town in merged.municipalities])
    if parts & set(OF_A_PLACE):
        _put_place(stored, {name: merged.parts[name] for name in OF_A_PLACE}, by=by)
    for name in PHONES:
        if name in parts:
            _put_number(stored, merged.parts[name], for_professionals=name == RiskyField.PROFESSIONAL_PHONE)
    return online


def _risky(stored: CareService, merged: Contents) -> set[Any]:
    """The parts of which a second pair of eyes looks first."""
    shown_now = stored.location.visibility if stored.location else ""
    is_more_visible = HOW_VISIBLE[merged.visibility] > HOW_VISIBLE[shown_now]
    return {*PHONES, RiskyField.AUDIENCES.value, *(OF_A_PLACE if is_more_visible else ())}


def _ask_for_the_rest(
    stored: CareService, changed: list[Difference], now: Contents, merged: Contents, *, by: Person
) -> list[ChangeRequest]:
    if not stored.is_live:
        return []
    parts, risky = {difference.part for difference in changed}, _risky(stored, merged)
    requests = [
        _ask(stored, RiskyField(name), getattr(now, name), getattr(merged, name), by=by)
        for name in PHONES
        if name in parts
    ]
    if RiskyField.AUDIENCES in parts:
        old, new = ",".join(now.audiences), ",".join(merged.audiences)
        requests.append(_ask(stored, RiskyField.AUDIENCES, old, new, by=by))
    if RiskyField.VISIBILITY in parts & risky:
        address = {name: getattr(merged, name) for name in ADDRESS}
        requests.append(_ask(stored, RiskyField.VISIBILITY, now.visibility, merged.visibility, by=by, details=address))
    return requests


def touch(service: CareService, *names: str) -> None:
    """Store these fields of a locked entry, as a new version that was changed today."""
    service.version += 1
    service.last_changed_on = today()
    service.save(update_fields=[*names, "version", "last_changed_on"])


# --- what waits ---------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_for_new_number(
    service: CareService, *, field: RiskyField, number: str, by: Person, channel: Channel | None = None
) -> ChangeRequest:
    """Let a new number of a published entry wait; without a channel it is about the first number of its kind."""
    known = channel or service.phone(for_professionals=field == RiskyField.PROFESSIONAL_PHONE)
    return _ask(service, field, known.value if known else "", number, by=by, channel=channel)


def _ask(
    service: CareService,
    field: RiskyField,
    old: str,
    new: str,
    *,
    by: Person,
    channel: Channel | None = None,
    details: Mapping[str, str] | None = None,
) -> ChangeRequest:
    """It takes the place of one that waits already. Who decides has decided by asking."""
    waiting = service.change_requests.waiting().filter(field=field, channel=channel).first()
    if waiting and waiting.new_value == new and waiting.details == (details or {}):
        return waiting
    if waiting:
        withdraw_change(waiting, by=by)
    with because(f"Gevraagd: {field.label}"):
        request = ChangeRequest.objects.create(
            service=service,
            field=field,
            channel=channel,
            old_value=old,
            new_value=new,
            details=details or {},
            asked_by=by,
        )
    return decide_change(request, approved=True, by=by) if may(by, Permission.CHANGE_REQUEST_DECIDE) else request


@transaction.atomic
def withdraw_change(change: ChangeRequest, *, by: Person) -> ChangeRequest:
    """Take back what waits; everybody keeps seeing the old."""
    with because(f"Ingetrokken: {change.get_field_display()}"):
        return _close(change, RequestStatus.WITHDRAWN, by=by)


@transaction.atomic
def decide_change(change: ChangeRequest, *, approved: bool, by: Person, seen: str | None = None) -> ChangeRequest:
    """Put online exactly what was asked, or keep the old.

    `seen` is what stood there when it was shown to who decides; by default what stood there when it was asked. When by
    now something else is there, the request no longer tells what changes, so nothing happens.
    """
    CareService.objects.select_for_update().get(pk=change.service_id)
    waiting = still_waiting(change)
    if approved and waiting.value_now != (waiting.old_value if seen is None else seen):
        raise ChangedUnderneathError
    address = waiting.details
    with because(f"{'Goedgekeurd' if approved else 'Afgewezen'}: {waiting.get_field_display()}"):
        closed = _close(waiting, RequestStatus.APPROVED if approved else RequestStatus.REFUSED, by=by)
        if approved:
            _put_online(closed, address, by=by)
    return closed


def _close(change: ChangeRequest, status: RequestStatus, *, by: Person) -> ChangeRequest:
    """Nothing keeps an address that waited."""
    locked = still_waiting(change)
    close(locked, status, by=by)
    locked.details = {}
    locked.save(update_fields=["status", "decided_by", "decided_at", "details"])
    return locked


def _put_online(change: ChangeRequest, address: Mapping[str, str], *, by: Person) -> None:
    service = CareService.objects.select_for_update().get(pk=change.service_id)
    if change.field == RiskyField.AUDIENCES:
        service.audiences = list(in_order("audiences", change.new_value.split(",")))
    elif change.field == RiskyField.VISIBILITY:
        _put_place(service, {"visibility": change.new_value, **address}, by=by)
    else:
        _put_number(service, change.new_value, for_professionals=change.is_for_professionals, channel=change.channel)
    touch(service, "audiences")


def _put_number(service: CareService, number: Any, *, for_professionals: bool, channel: Channel | None = None) -> None:
    channel = channel or service.phone(for_professionals=for_professionals)
    if channel and number:
        channel.value = number
        channel.save(update_fields=["value"])
    elif channel:
        channel.delete()
    elif number:
        Channel.objects.create(
            service=service, kind=ChannelKind.PHONE, value=number, for_professionals=for_professionals
        )


def _put_place(service: CareService, place: Mapping[str, Any], *, by: Person) -> None:
    """A secret place wipes every address at once, and takes back what would tell where it is."""
    if place["visibility"] == Visibility.SECRET:
        service.locations.all().delete()
        _take_back_what_tells_where(service, by=by)
        forget_all_once_stored()
    location = service.location or Location(service=service)
    if not place["visibility"]:
        service.locations.all().delete()
        return
    for name in OF_A_PLACE:
        setattr(location, name, place.get(name, ""))
    location.save()


def _take_back_what_tells_where(service: CareService, *, by: Person) -> None:
    for change in service.change_requests.waiting():
        if change.tells_where:
            withdraw_change(change, by=by)
