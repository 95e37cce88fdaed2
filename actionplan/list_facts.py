"""What the list of actions has to know of all actions at once: how they count, in which order and in which groups.

A plan can hold thousands of actions, of which one page is read in full; the rest is known by these few values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject

from actionplan.models import STALE, BuildingBlock, Light, TargetGroup
from actionplan.models.actions import ActionQuerySet

STALE_IN_WORDS = "Niet bijgewerkt"
LIGHT_CHOICES = [*Light.choices, (STALE, STALE_IN_WORDS)]
# What needs attention stands first.
LIGHTS_IN_ORDER = (Light.RED.value, Light.AMBER.value, STALE, Light.GREY.value, Light.GREEN.value)
LAST = 1 << 30  # after everything that has a place of its own


class Grouping(StrEnum):
    """What the list can be grouped by, as the address says it."""

    PILLAR = "pijler"
    BLOCK = "bouwsteen"
    LEAD = "trekker"
    PRIORITY = "speerpunt"
    LIGHT = "stand"


class ActionFact(NamedTuple):
    pk: int
    building_block: int
    position: int
    pillar_id: int
    pillar_position: int
    pillar_name: str
    lead_id: int
    lead_name: str
    priority_id: int | None
    priority_position: int | None
    priority_title: str | None
    light: str
    has_words: bool  # what somebody searched for is in it
    target_groups: list[dict[str, Any]]  # each with pk, name and position


@dataclass(frozen=True, order=True)
class GroupKey:
    """Which group an action is in; they sort in the order of the list."""

    order: tuple[Any, ...]
    anchor: str
    name: str
    number: int | None = None


def facts_of(actions: ActionQuerySet, on: date, *, words: str = "") -> list[ActionFact]:
    """One query, whatever the number of actions and what is searched for."""
    has_words = Case(When(_with_words(words), then=Value(True)), default=Value(False), output_field=BooleanField())
    asked = actions.with_light(on).annotate(has_words=has_words, groups=_groups())
    rows = asked.values_list(
        "pk",
        "building_block",
        "position",
        "pillar_id",
        "pillar__position",
        "pillar__name",
        "lead_organisation_id",
        "lead_organisation__name",
        "priority_id",
        "priority__position",
        "priority__title",
        "light",
        "has_words",
        "groups",
    )
    return [ActionFact(*row) for row in rows]


def _groups() -> ArraySubquery:
    groups = TargetGroup.objects.filter(actions=OuterRef("pk")).order_by()
    return ArraySubquery(groups.values(each=JSONObject(pk="pk", name="name", position="position")))


def _with_words(words: str) -> Q:
    """Every word is somewhere in the number, title, text or lead; accents don't matter."""
    every = Q(pk__isnull=False)
    for word in words.split():
        every &= (
            Q(code__iexact=word)
            | Q(title__unaccent__icontains=word)
            | Q(description__unaccent__icontains=word)
            | Q(lead_organisation__name__unaccent__icontains=word)
        )
    return every


def group_of(fact: ActionFact, by: Grouping) -> GroupKey:
    if by == Grouping.BLOCK:
        return block_key(BuildingBlock(fact.building_block))
    if by == Grouping.LEAD:
        return GroupKey((fact.lead_name.casefold(), fact.lead_id), f"trekker-{fact.lead_id}", fact.lead_name)
    if by == Grouping.PRIORITY:
        if fact.priority_id is None:
            return GroupKey((LAST, 0), "zonder-speerpunt", "Zonder speerpunt")
        place = (fact.priority_position or 0, fact.priority_id)
        return GroupKey(place, f"speerpunt-{fact.priority_id}", fact.priority_title or "")
    if by == Grouping.LIGHT:
        words = str(dict(LIGHT_CHOICES)[fact.light])
        return GroupKey((LIGHTS_IN_ORDER.index(fact.light),), f"stand-{fact.light}", words)
    order = (fact.pillar_position, fact.pillar_name, fact.pillar_id)
    return GroupKey(order, f"pijler-{fact.pillar_id}", fact.pillar_name)


def block_key(block: BuildingBlock) -> GroupKey:
    return GroupKey((block.value,), f"bouwsteen-{block.value}", str(block.label), block.value)


def in_groups(facts: Iterable[ActionFact], by: Grouping) -> list[tuple[GroupKey, ActionFact]]:
    """All of them in the order of the list, each with its group; inside a group in the order of the plan."""
    keyed = [(group_of(fact, by), fact) for fact in facts]
    return sorted(keyed, key=lambda pair: (pair[0].order, pair[1].building_block, pair[1].position, pair[1].pk))


def sizes(keyed: Sequence[tuple[GroupKey, ActionFact]]) -> dict[GroupKey, int]:
    """How many actions each group has, in the order of the list."""
    found: dict[GroupKey, int] = {}
    for key, _ in keyed:
        found[key] = found.get(key, 0) + 1
    return found
