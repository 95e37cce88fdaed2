"""What happens to a national line: added, changed, and looked up again."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from network.dates import today
from network.history import because
from network.models import Person
from partners.models import HelpLine


class LineError(ValidationError):
    """This can't be done with a line, or not any more; the text is Dutch and says what to do."""


@transaction.atomic
def add_help_line(*, by: Person, values: Mapping[str, Any]) -> HelpLine:
    """Whoever adds a line just looked its number up."""
    line = HelpLine(**values, last_verified_on=today())
    line.full_clean()
    with because("Hulplijn toegevoegd", by=by):
        line.save()
    return line


@transaction.atomic
def change_help_line(line: HelpLine, *, by: Person, seen: str, values: Mapping[str, Any]) -> HelpLine:
    """`seen` is the number that this person saw. A new number counts as looked up now: the proof is about that one."""
    current = HelpLine.objects.select_for_update().get(pk=line.pk)
    if seen not in (current.number, values["number"]):
        raise LineError(f"Iemand anders veranderde het nummer in {current.number}. Kijk na welk nummer klopt.")
    is_new = values["number"] != current.number
    for name, value in values.items():
        setattr(current, name, value)
    if is_new:
        current.last_verified_on = today()
    current.full_clean()
    with because("Nummer van een hulplijn gewijzigd" if is_new else "Hulplijn gewijzigd", by=by):
        current.save()
    return current


@transaction.atomic
def confirm_help_line(line: HelpLine, *, by: Person, proof: str) -> HelpLine:
    current = HelpLine.objects.select_for_update().get(pk=line.pk)
    if current.number != line.number:
        raise LineError(f"Iemand anders veranderde het nummer in {current.number}. Kijk dat nummer na.")
    current.last_verified_on, current.proof = today(), proof
    current.full_clean()
    with because("Hulplijn nagekeken: klopt nog", by=by):
        current.save(update_fields=["last_verified_on", "proof"])
    return current
