"""A new action in the plan: it gets the next number of its bouwsteen, and tells what it follows from."""

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from actionplan.editing import may_be_edited
from actionplan.models import Action, Goal, Pillar, Plan, Priority, TargetGroup
from actionplan.origin_flows import link_action
from actionplan.origins import Thing
from network.history import because
from network.models import Municipality, Person
from partners.models import Organisation


@transaction.atomic
def add_action(
    plan: Plan,
    *,
    title: str,
    building_block: int,
    pillar: Pillar,
    lead_organisation: Organisation,
    description: str = "",
    target_groups: Iterable[TargetGroup] = (),
    municipalities: Iterable[Municipality] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
    goal: Goal | None = None,
    priority: Priority | None = None,
    by: Person | None = None,
    follows_from: Thing | None = None,
) -> Action:
    """Whoever adds one at the same moment waits, and gets the number after it."""
    may_be_edited(plan)
    if twin := Action.objects.of_plan(plan).in_base().filter(title__iexact=title).first():
        raise ValidationError({"title": twin_in_words(twin)})
    of_block = Action.objects.of_plan(plan).filter(building_block=building_block)
    action = Action(
        plan=plan,
        code=next_code(building_block, of_block.values_list("code", flat=True)),
        title=title,
        description=description,
        building_block=building_block,
        pillar=pillar,
        lead_organisation=lead_organisation,
        goal=goal,
        priority=priority,
        starts_on=starts_on,
        ends_on=ends_on,
        position=(of_block.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    action.full_clean()
    with because("Actie toegevoegd", by=by):
        action.save()
        action.target_groups.set(target_groups)
        action.municipalities.set(municipalities)
    if follows_from is not None and by is not None:
        link_action(action, follows_from, by=by)
    return action


def twin_in_words(twin: Action) -> str:
    return f"Deze actie staat al in het plan, als {twin.code}. Kies een andere titel."


def next_code(building_block: int, codes: Iterable[str]) -> str:
    """«4.8» after 4.1, 4.7 and 4.6a; a gap left by an action that is gone is not filled."""
    found = (re.match(rf"{building_block}\.([0-9]+)", code) for code in codes)
    return f"{building_block}.{max((int(number[1]) for number in found if number), default=0) + 1}"
