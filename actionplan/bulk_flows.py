"""The same change in several actions at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplan import flows
from actionplan.models import Action, Plan
from network.models import Person
from network.policy import Permission, may

MAY_NOT = "die mag u niet wijzigen"
CHANGED = "die is veranderd terwijl u bezig was"
SAME = "daar staat dit al"


@dataclass
class Outcome:
    changed: list[Action] = field(default_factory=list)
    refused: list[tuple[Action, str]] = field(default_factory=list)


@transaction.atomic
def change_together(
    actions: Iterable[Action], *, by: Person, versions: Mapping[int, int], changes: Mapping[str, Any], reason: str
) -> Outcome:
    """Each action for itself: one that can't be changed is named with the reason, and the others are changed.

    `versions` are those that this person saw.
    """
    outcome, actions = Outcome(), list(actions)
    _hold_the_plans_of(actions)
    for action in actions:
        try:
            outcome.changed.append(_change_one(action, by, versions, changes, reason))
        except ValidationError as error:
            outcome.refused.append((action, " ".join(error.messages)))
    return outcome


def _hold_the_plans_of(actions: Iterable[Action]) -> None:
    """Before any of the actions, in the order in which everybody does."""
    plans = Plan.objects.filter(pk__in={action.plan_id for action in actions}).order_by("pk")
    list(plans.select_for_update(no_key=True).values_list("pk"))


def _change_one(
    action: Action, by: Person, versions: Mapping[int, int], changes: Mapping[str, Any], reason: str
) -> Action:
    if not may(by, Permission.ACTION_EDIT, action):
        raise ValidationError(MAY_NOT)
    other = {name: value for name, value in changes.items() if getattr(action, name) != value}
    if not other:
        raise ValidationError(SAME)
    seen = {name: getattr(action, name) for name in other}
    with transaction.atomic():
        current = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
        if current.version != versions.get(action.pk):
            raise ValidationError(CHANGED)
        return flows.change_action(action, version=current.version, seen=seen, changes=other, reason=reason)
