"""What a partner changes in its own profile, as small stories: save, let wait, take back, decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from network.history import because
from network.models import Person
from network.policy import Permission, may
from partners.decisions import APPROVED, REFUSED, because_of, close, still_waiting
from partners.models import Organisation, ProfileChange, ProfileField, RequestStatus
from partners.side_by_side import ChangedMeanwhileError, Plain, plain

AREA = "municipalities_served"
ONLINE_AT_ONCE = ("description", AREA)


@dataclass(frozen=True)
class Saved:
    """What a save did: fields that everybody sees now, changes that wait, and those that were taken back."""

    online: list[str]
    waiting: list[ProfileChange]
    taken_back: list[str]

    @property
    def in_words(self) -> str:
        if not self.online and not self.waiting and not self.taken_back:
            return "Er is niets veranderd."
        sentences = [f"Opgeslagen. Nu zichtbaar: {', '.join(self.online)}."] if self.online else ["Opgeslagen."]
        sentences += [
            f"Wacht op de regiocoördinator: {change.get_field_display()}. Tot dan ziet iedereen: {change.old_text}."
            for change in self.waiting
        ]
        sentences += [f"Ingetrokken: de wijziging van {label}." for label in self.taken_back]
        return " ".join(sentences)


def profile_of(organisation: Organisation) -> dict[str, Any]:
    """What the form shows: what everybody sees, with on top of it what was asked and waits."""
    stored = {field: getattr(organisation, field) for field in ("description", *ProfileField.values)}
    waiting = organisation.profile_changes.waiting().values_list("field", "new_value")
    return {**stored, AREA: list(organisation.municipalities_served.all()), **dict(waiting)}


@transaction.atomic
def change_profile(
    organisation: Organisation, *, by: Person, seen: Mapping[str, Plain], changes: Mapping[str, Any]
) -> Saved:
    """Change what this person changed, and keep what somebody else changed in other fields meanwhile.

    `seen` tells what this person started from. A field that both changed, each in another way, is nobody's to decide
    here: nothing is saved and ChangedMeanwhileError names it. What others act on waits for who may decide.
    """
    current = Organisation.objects.select_for_update().get(pk=organisation.pk)
    now = profile_of(current)
    both = [name for name in changes if plain(now[name]) not in (seen[name], plain(changes[name]))]
    if both:
        raise ChangedMeanwhileError(current, both)
    changed = {name: value for name, value in changes.items() if plain(now[name]) != plain(value)}
    online = [name for name in ONLINE_AT_ONCE if name in changed]
    if online:
        _put_at_once(current, {name: changed[name] for name in online}, by=by)
    asked = {field: ask_for_change(current, field=field, value=changed[field], by=by) for field in _risky(changed)}
    made = [change for change in asked.values() if change]
    return Saved(
        online=[label_of(name) for name in online]
        + [change.get_field_display() for change in made if not change.is_waiting],
        waiting=[change for change in made if change.is_waiting],
        taken_back=[field.label for field, change in asked.items() if change is None],
    )


def label_of(name: str) -> str:
    return str(Organisation._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # each of these has one


def _risky(changed: Mapping[str, Any]) -> list[ProfileField]:
    return [field for field in ProfileField if field.value in changed]


def _put_at_once(organisation: Organisation, values: Mapping[str, Any], *, by: Person) -> None:
    with because("Profiel gewijzigd", by=by):
        for name in values.keys() - {AREA}:
            setattr(organisation, name, values[name])
        organisation.version += 1
        organisation.save(update_fields=[*values.keys() - {AREA}, "version"])
        if AREA in values:
            organisation.municipalities_served.set(values[AREA])


@transaction.atomic
def ask_for_change(organisation: Organisation, *, field: ProfileField, value: str, by: Person) -> ProfileChange | None:
    """Let a new value wait; it takes the place of one that waits already. Who decides has decided by asking.

    None when this only takes back what waited.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    waiting = organisation.profile_changes.waiting().filter(field=field).first()
    if waiting:
        withdraw_profile_change(waiting, by=by)
    old = getattr(organisation, field)
    if value == old:
        return None
    with because("Wijziging van het profiel gevraagd", by=by):
        change = ProfileChange.objects.create(
            organisation=organisation, field=field, old_value=old, new_value=value, asked_by=by
        )
    if may(by, Permission.PROFILE_CHANGE_DECIDE):
        return decide_profile_change(change, approved=True, by=by)
    return change


@transaction.atomic
def withdraw_profile_change(change: ProfileChange, *, by: Person) -> ProfileChange:
    """Take back what waits; everybody keeps seeing the old value."""
    with because("Wijziging van het profiel ingetrokken", by=by):
        locked = still_waiting(change)
        close(locked, RequestStatus.WITHDRAWN, by=by)
        locked.save()
    return locked


@transaction.atomic
def decide_profile_change(change: ProfileChange, *, approved: bool, by: Person, reason: str = "") -> ProfileChange:
    """Show everybody the new value, or keep the old one. ValidationError when the new one can't stand there."""
    organisation = Organisation.objects.select_for_update().get(pk=change.organisation_id)
    locked = still_waiting(change)
    if locked.organisation_id != organisation.pk:  # which went up in another one meanwhile, and the change with it
        organisation = Organisation.objects.select_for_update().get(pk=locked.organisation_id)
    with because(because_of(APPROVED if approved else REFUSED, reason), by=by):
        if approved:
            _put_online(organisation, locked)
        close(locked, RequestStatus.APPROVED if approved else RequestStatus.REFUSED, by=by)
        locked.save()
    return locked


def _put_online(organisation: Organisation, change: ProfileChange) -> None:
    setattr(organisation, change.field, change.new_value)
    organisation.version += 1
    organisation.validate_constraints()
    organisation.save(update_fields=[change.field, "version"])
