"""Changing a part of the plan while somebody else may do so too: what they changed in other fields stays."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from network.history import because
from network.models import Person
from partners.side_by_side import ChangedMeanwhileError, plain

Part = TypeVar("Part", bound=models.Model)

IS_GONE = "Iemand anders verwijderde dit terwijl u bezig was."


@transaction.atomic
def change_part(part: Part, *, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any], reason: str) -> Part:
    """`seen` tells what this person started from. A field that both changed in another way is nobody's to decide here:
    nothing is saved and ChangedMeanwhileError names it.
    """
    current = lock(part)
    take_over(current, seen=seen, changes=changes)
    if changes:
        save(current, by=by, reason=reason)
    return current


def lock(part: Part) -> Part:
    """As it is stored now, for nobody else to change until this is done."""
    kind: Any = type(part)
    current: Part | None = kind.objects.select_for_update().filter(pk=part.pk).first()
    if current is None:
        raise ValidationError(IS_GONE)
    return current


def take_over(current: models.Model, *, seen: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Put the changes on top of what is stored now."""
    both = [name for name in changes if _stored(current, name) not in (_of(seen[name]), _of(changes[name]))]
    if both:
        raise ChangedMeanwhileError(current, both)
    for name, value in changes.items():
        setattr(current, name, one_kind_of_line_ends(value))


def save(current: models.Model, *, by: Person, reason: str) -> None:
    if hasattr(current, "version"):
        current.version += 1
    current.full_clean()
    with because(reason, by=by):
        current.save()


def one_kind_of_line_ends(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _stored(current: models.Model, name: str) -> Any:
    return _of(getattr(current, name))


def _of(value: Any) -> Any:
    """The same for a number and what a browser sends of it, and whatever the line ends."""
    said = plain(value)
    return said.strip() if isinstance(said, str) else said
