"""How the register changes, as small stories: add, change, come back, and the hours that were agreed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from network.history import because
from network.models import Person
from partners.models import Capacity, EarlierParticipation, Organisation
from partners.register_forms import hours_of, values_of
from partners.side_by_side import ChangedMeanwhileError, plain


class KnownAlreadyError(Exception):
    """Another partner has this KvK number, or is this municipality."""


class TakesPartError(Exception):
    """The partner takes part, so it can't come back."""


@transaction.atomic
def add_organisation(*, by: Person, values: dict[str, Any]) -> Organisation:
    values = {**values}
    served = values.pop("municipalities_served")
    with because("Toegevoegd aan het register", by=by):
        organisation = _unless_known(lambda: Organisation.objects.create(**_clean(values)))
        organisation.municipalities_served.set(served)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, by: Person, version: int | None, values: dict[str, Any]
) -> Organisation:
    """Save what was changed, when nobody else saved since it was opened."""
    stored = Organisation.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=organisation.pk)
    if stored.version != version:
        raise ChangedMeanwhileError(stored)
    now = values_of(stored)
    changed = {name: value for name, value in values.items() if name in now and plain(now[name]) != plain(value)}
    if not changed:
        return stored
    served = changed.pop("municipalities_served", None)
    with because("Gegevens van de partner gewijzigd", by=by):
        for name, value in changed.items():
            setattr(stored, name, value)
        stored.version += 1
        _unless_known(lambda: stored.save(update_fields=[*changed, "version"]))
        if served is not None:
            stored.municipalities_served.set(served)
    return stored


@transaction.atomic
def rejoin(organisation: Organisation, *, by: Person, on: date) -> Organisation:
    """A partner comes back; the period that is over stays known. Its people are invited again, one by one."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.left_on is None or not organisation.has_left:
        raise TakesPartError
    with because(f"{organisation} doet weer mee", by=by):
        EarlierParticipation.objects.create(
            organisation=organisation,
            starts_on=organisation.joined_on,
            ends_on=organisation.left_on,
            reason=organisation.leaving_reason,
        )
        organisation.joined_on, organisation.left_on, organisation.leaving_reason = on, None, ""
        organisation.version += 1
        organisation.save(update_fields=["joined_on", "left_on", "leaving_reason", "version"])
    return organisation


# --- hours --------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_capacity(organisation: Organisation, *, by: Person, values: dict[str, Any]) -> Capacity:
    with because("Uren afgesproken", by=by):
        return Capacity.objects.create(organisation=organisation, **values)


@transaction.atomic
def change_capacity(capacity: Capacity, *, by: Person, seen: dict[str, Any], values: dict[str, Any]) -> Capacity:
    """Save the hours, when they are what this person saw when they began."""
    stored = Capacity.objects.select_for_update().get(pk=capacity.pk)
    if any(plain(value) != seen.get(name) for name, value in hours_of(stored).items()):
        raise ChangedMeanwhileError(stored)
    with because("Afgesproken uren gewijzigd", by=by):
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save(update_fields=list(values))
    return stored


@transaction.atomic
def remove_capacity(capacity: Capacity, *, by: Person) -> None:
    with because("Afgesproken uren weggehaald", by=by):
        capacity.delete()


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _unless_known(save: Callable[[], Any]) -> Any:
    """Of two who type the same number at once, the second hears what the form would have said."""
    try:
        with transaction.atomic():
            return save()
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise KnownAlreadyError from error
        raise
