"""The vision is written and adopted. Writing on after that makes the next version; the adopted one stays as it was."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actionplan import changing
from actionplan.models import Vision
from network.dutch import long_date
from network.history import because
from network.models import Person

CHANGED = "De tekst is veranderd sinds u deze bladzijde opende. Lees haar nog eens, en stel haar dan vast."
NOTHING_TO_ADOPT = "Er is geen nieuwe versie van de visie om vast te stellen."


def to_write_on() -> Vision:
    """The version in the making. Before there is one: the next, not stored yet, with the texts of the one in force."""
    if there := Vision.objects.being_made():
        return there
    in_force = Vision.objects.in_force()
    texts = {name: getattr(in_force, name) for name in Vision.TEXTS} if in_force else {}
    return Vision(number=in_force.number + 1 if in_force else 1, **texts)


def write_vision(*, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any]) -> Vision:
    """Go on with the version in the making, or begin it. Two who begin at once write in the same one."""
    try:
        return _write(by=by, seen=seen, changes=changes)
    except IntegrityError:
        if Vision.objects.being_made() is None:
            raise
        return _write(by=by, seen=seen, changes=changes)


@transaction.atomic
def _write(*, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any]) -> Vision:
    current = to_write_on()
    if current.pk:
        return changing.change_part(current, by=by, seen=seen, changes=changes, reason="Visie gewijzigd")
    changing.take_over(current, seen=seen, changes=changes)
    if not changes:
        return Vision.objects.in_force() or current
    current.full_clean()
    with because("Nieuwe versie van de visie", by=by):
        current.save()
    return current


@transaction.atomic
def adopt_vision(*, by: Person, on: date, version: int) -> Vision:
    """What this person read is what is adopted: `version` tells which text that was."""
    current = Vision.objects.select_for_update().being_made()
    if current is None:
        raise ValidationError(NOTHING_TO_ADOPT)
    if current.version != version:
        raise ValidationError(CHANGED)
    previous = Vision.objects.in_force()
    if previous is not None and previous.adopted_on is not None and on < previous.adopted_on:
        raise ValidationError(
            f"Versie {previous.number} is vastgesteld op {long_date(previous.adopted_on)}. Kies die dag of een latere."
        )
    current.adopted_on = on
    changing.save(current, by=by, reason="Visie vastgesteld")
    return current
