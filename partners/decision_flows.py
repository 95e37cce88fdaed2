"""Decisions: each has a number of its year, which no other decision ever gets."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from network.database import one_at_a_time
from network.dates import today
from network.dutch import long_date
from network.history import because
from network.models import Person
from partners.models import Body, Bottleneck, Decision, Meeting
from partners.side_by_side import refuse_what_both_changed

NUMBERS = "decision numbers"
WITHDRAWN = "Besluit ingetrokken: "
NOT_YET = "Een besluit in de toekomst kan niet. Kies vandaag of een eerdere dag."


class DecisionError(ValidationError):
    """What can't be done now; the text is Dutch and says what can."""


@transaction.atomic
def record_decision(
    *,
    body: Body,
    by: Person,
    decided_on: date,
    title: str,
    text: str,
    meeting: Meeting | None = None,
    bottleneck: Bottleneck | None = None,
) -> Decision:
    """Give it the next number of its year. Whoever does this at the same moment waits and gets the number after it."""
    if decided_on > today():
        raise ValidationError({"decided_on": NOT_YET})
    one_at_a_time(NUMBERS)
    last = Decision.objects.filter(year=decided_on.year).aggregate(last=Max("sequence"))["last"] or 0
    decision = Decision(
        year=decided_on.year,
        sequence=last + 1,
        decided_on=decided_on,
        title=title,
        text=text,
        body=body,
        meeting=meeting,
        bottleneck=bottleneck,
    )
    decision.full_clean()
    with because("Besluit vastgelegd", by=by):
        decision.save()
    return decision


@transaction.atomic
def change_decision(
    decision: Decision, *, by: Person, version: int, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> Decision:
    """Change what this person changed; a field that somebody else changed too meanwhile is for a person to decide."""
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.withdrawn_on:
        raise DecisionError("Dit besluit is intussen ingetrokken. De tekst verandert niet meer.")
    if current.version != version:
        refuse_what_both_changed(current, seen, changes)
    if not changes:
        return current
    for name, value in changes.items():
        setattr(current, name, value)
    if current.decided_on > today():
        raise ValidationError({"decided_on": NOT_YET})
    if current.decided_on.year != current.year:
        raise ValidationError({"decided_on": of_another_year(current)})
    current.version += 1
    current.full_clean()
    with because("Besluit gewijzigd", by=by):
        current.save()
    return current


def of_another_year(decision: Decision) -> str:
    return (
        f"Het nummer {decision.number} hoort bij {decision.year}. Kies een dag in dat jaar, of trek dit besluit in en"
        " leg het opnieuw vast."
    )


@transaction.atomic
def note_carried_out(decision: Decision, *, by: Person, on: date | None) -> Decision:
    """On which day it was done what was decided; None takes that back."""
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.withdrawn_on:
        raise DecisionError("Dit besluit is ingetrokken. Het wordt niet meer uitgevoerd.")
    if on and on < current.decided_on:
        raise DecisionError(f"Dit besluit is van {long_date(current.decided_on)}. Kies die dag of een latere dag.")
    if on and on > today():
        raise DecisionError("Deze dag is nog niet geweest. Kies vandaag of een eerdere dag.")
    if current.carried_out_on == on:
        return current
    current.carried_out_on = on
    current.version += 1
    with because("Besluit uitgevoerd" if on else "Besluit toch niet uitgevoerd", by=by):
        current.save(update_fields=["carried_out_on", "version"])
    return current


def why_not_withdrawn(decision: Decision) -> str:
    """What was done can't be made undone by withdrawing what it followed from; or nothing."""
    if decision.carried_out_on is None:
        return ""
    day = long_date(decision.carried_out_on)
    return f"Dit besluit is uitgevoerd op {day}. Klopt dat niet? Haal eerst «uitgevoerd» weg, dan kunt u het intrekken."


@transaction.atomic
def withdraw_decision(decision: Decision, *, by: Person, reason: str) -> Decision:
    """It keeps its number and its text, so that whoever looks for it finds what became of it."""
    current = Decision.objects.select_for_update().get(pk=decision.pk)
    if current.withdrawn_on:
        raise DecisionError("Dit besluit was al ingetrokken. U hoeft niets meer te doen.")
    if objection := why_not_withdrawn(current):
        raise DecisionError(objection)
    current.withdrawn_on = today()
    current.version += 1
    with because(f"{WITHDRAWN}{reason}", by=by):
        current.save(update_fields=["withdrawn_on", "version"])
    return current
