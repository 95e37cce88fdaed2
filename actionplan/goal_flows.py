"""Ambitions, goals and speerpunten are added, changed and taken away; each is a change of the plan's contents."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from actionplan import changing
from actionplan.editing import may_be_edited
from actionplan.evaluation_flows import list_the_ambitions
from actionplan.models import Ambition, Evaluation, Goal, Plan, Priority
from network.dutch import enumeration
from network.history import because
from network.models import Person

Part = TypeVar("Part", Ambition, Goal, Priority)


@transaction.atomic
def add_part(part: Part, *, by: Person) -> Part:
    """At the end of its list. Whoever presses the button twice adds it once."""
    lock_for_editing(part.plan)
    evaluations = _open_evaluations(part)
    kind: Any = type(part)
    others = kind.objects.filter(plan=part.plan)
    same = others.filter(title=part.title)
    if isinstance(part, Goal):
        same = same.filter(building_block=part.building_block)
    if there := same.first():
        found: Part = there
        return found
    part.position = (others.aggregate(last=Max("position"))["last"] or 0) + 1
    part.full_clean()
    with because(f"{part._meta.verbose_name} toegevoegd".capitalize(), by=by):
        part.save()
    _list_the_ambitions(evaluations)
    return part


@transaction.atomic
def change_part(part: Part, *, by: Person, seen: Mapping[str, Any], changes: Mapping[str, Any]) -> Part:
    lock_for_editing(part.plan)
    evaluations = _open_evaluations(part)
    reason = f"{part._meta.verbose_name} gewijzigd".capitalize()
    current = changing.change_part(part, by=by, seen=seen, changes=changes, reason=reason)
    _list_the_ambitions(evaluations)
    return current


@transaction.atomic
def remove_part(part: Ambition | Goal | Priority, *, by: Person) -> None:
    """What hung under it stays in the plan. An ambition on which there is a verdict stays too."""
    lock_for_editing(part.plan)
    current = changing.lock(part)
    if isinstance(current, Ambition):
        _refuse_with_a_verdict(current)
        current.verdicts.all().delete()
    with because(f"{part._meta.verbose_name} verwijderd".capitalize(), by=by):
        current.delete()


def lock_for_editing(plan: Plan) -> Plan:
    """The contents of one plan are changed by one person at a time."""
    return may_be_edited(plan)


def _open_evaluations(part: Ambition | Goal | Priority) -> list[Evaluation]:
    """Those that an ambition may have to be listed in, locked in the order in which closing one locks too."""
    return list(Evaluation.objects.open().select_for_update()) if isinstance(part, Ambition) else []


def _list_the_ambitions(evaluations: list[Evaluation]) -> None:
    for evaluation in evaluations:
        list_the_ambitions(evaluation)


def _refuse_with_a_verdict(ambition: Ambition) -> None:
    judged = ambition.verdicts.exclude(outcome="", evaluation__closed_on__isnull=True)
    years = sorted(judged.values_list("evaluation__year", flat=True))
    if years:
        raise ValidationError(
            f"Over deze ambitie staat een oordeel in de evaluatie van {enumeration([str(year) for year in years])}. "
            "Vul bij de ambitie in tot en met welk jaar zij loopt; dan blijft het oordeel staan."
        )
