"""What the list of actions has to know of all actions at once: how they count, and in which groups they are.

A plan can hold thousands of actions, of which one page is read. The rest is counted by the database: how many have the
same bouwsteen, pillar, lead, speerpunt and light.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Count, Exists, F, Func, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Cast, JSONObject

from actionplan.action_completeness import lacks_something
from actionplan.models import STALE, Action, ActionTargetGroup, BuildingBlock, Light
from actionplan.models.actions import ActionQuerySet

STALE_IN_WORDS = "Niet bijgewerkt"
LIGHT_CHOICES = [*Light.choices, (STALE, STALE_IN_WORDS)]
# What needs attention stands first.
LIGHTS_IN_ORDER = (Light.RED.value, Light.AMBER.value, STALE, Light.GREY.value, Light.GREEN.value)
LAST = 1 << 30  # after everything that has a place of its own


class Grouping(StrEnum):
    """What the list can be grouped by, as the address says it."""

    BLOCK = "bouwsteen"
    PILLAR = "pijler"
    LEAD = "trekker"
    PRIORITY = "speerpunt"
    LIGHT = "stand"


class Tally(NamedTuple):
    """How many actions have all of this together."""

    building_block: int
    pillar_id: int
    pillar_position: int
    pillar_name: str
    lead_id: int
    lead_name: str
    priority_id: int | None
    priority_position: int | None
    priority_title: str | None
    light: str
    has_words: bool  # what somebody searched for is in them
    is_for_group: bool  # they are for the target group that somebody asked for
    is_incomplete: bool
    groups: str  # JSON: what groups_in() reads; the same in each
    number: int


class GroupTally(NamedTuple):
    pk: int
    name: str
    position: int
    number: int


@dataclass(frozen=True)
class Asked:
    """What the address asks that only the database can tell of an action."""

    words: str = ""
    group: int | None = None
    only_incomplete: bool = False


@dataclass(frozen=True, order=True)
class GroupKey:
    """Which group an action is in; they sort in the order of the list."""

    order: tuple[Any, ...]
    anchor: str
    name: str
    number: int | None = None


def tallies_of(actions: ActionQuerySet, on: date, asked: Asked) -> list[Tally]:
    """One query, which gives as many rows for ten thousand actions as for a few that differ as much."""
    of_group = ActionTargetGroup.objects.filter(action=OuterRef("pk"), target_group=asked.group)
    rows = (
        actions.with_light_of_many(on)
        .annotate(
            has_words=_whether(with_words(asked.words) if asked.words else None),
            is_for_group=_whether(Q(Exists(of_group)) if asked.group else None),
            is_incomplete=_whether(lacks_something() if asked.only_incomplete else None),
            groups=_groups_of(actions),
        )
        .order_by()
        .values_list(
            "building_block",
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
            "is_for_group",
            "is_incomplete",
            "groups",
        )
        .annotate(number=Count("pk"))
    )
    return [Tally(*row) for row in rows]


def one_each(tallies: Iterable[Tally]) -> list[Tally]:
    """Each as often as it counts."""
    return [tally for tally in tallies for _ in range(tally.number)]


def groups_in(tallies: Sequence[Tally]) -> list[GroupTally]:
    """The target groups of all actions together, with how many actions are for each."""
    told = json.loads(tallies[0].groups or "[]") if tallies else []
    return [GroupTally(**each) for each in told]


def _whether(condition: Q | None) -> Case | Value:
    """Whether it is so; where nothing was asked it is, without asking the database."""
    if condition is None:
        return Value(True, output_field=BooleanField())
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _groups_of(actions: ActionQuerySet) -> Cast:
    """Nothing in it depends on the action, so the database works it out once. As text, since only one row is read."""
    groups = ActionTargetGroup.objects.filter(action__in=actions.order_by().values("pk")).order_by()
    told = JSONObject(
        pk=F("target_group_id"),
        name=F("target_group__name"),
        position=F("target_group__position"),
        number=Count("pk"),
    )
    by_group = groups.values("target_group_id", "target_group__name", "target_group__position").annotate(told=told)
    return Cast(Func(ArraySubquery(by_group.values("told")), function="array_to_json"), TextField())


def with_words(words: str) -> Q:
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


def group_of(tally: Tally, by: Grouping) -> GroupKey:
    if by == Grouping.BLOCK:
        return block_key(BuildingBlock(tally.building_block))
    if by == Grouping.LEAD:
        return GroupKey((tally.lead_name.casefold(), tally.lead_id), f"trekker-{tally.lead_id}", tally.lead_name)
    if by == Grouping.PRIORITY:
        if tally.priority_id is None:
            return GroupKey((LAST, 0), "zonder-speerpunt", "Zonder speerpunt")
        place = (tally.priority_position or 0, tally.priority_id)
        return GroupKey(place, f"speerpunt-{tally.priority_id}", tally.priority_title or "")
    if by == Grouping.LIGHT:
        words = str(dict(LIGHT_CHOICES)[tally.light])
        return GroupKey((LIGHTS_IN_ORDER.index(tally.light),), f"stand-{tally.light}", words)
    order = (tally.pillar_position, tally.pillar_name, tally.pillar_id)
    return GroupKey(order, f"pijler-{tally.pillar_id}", tally.pillar_name)


def block_key(block: BuildingBlock) -> GroupKey:
    return GroupKey((block.value,), f"bouwsteen-{block.value}", str(block.label), block.value)


@dataclass(frozen=True)
class Group:
    """A group of the list: what its actions have in common, and how many there are."""

    key: GroupKey
    value: int | str | None
    size: int


# What the actions of a group have in common: in a tally, and in the database.
_COMMON = {
    Grouping.PILLAR: ("pillar_id", "pillar_id"),
    Grouping.BLOCK: ("building_block", "building_block"),
    Grouping.LEAD: ("lead_id", "lead_organisation_id"),
    Grouping.PRIORITY: ("priority_id", "priority_id"),
    Grouping.LIGHT: ("light", "light"),
}


def common_of(action: Action, by: Grouping) -> int | str | None:
    """What this action has in common with the others of its group."""
    value: int | str | None = getattr(action, _COMMON[by][1])
    return value


def groups_of(tallies: Iterable[Tally], by: Grouping) -> list[Group]:
    """In the order of the list."""
    sizes: Counter[tuple[GroupKey, int | str | None]] = Counter()
    for tally in tallies:
        sizes[group_of(tally, by), getattr(tally, _COMMON[by][0])] += tally.number
    return [Group(key, value, size) for (key, value), size in sorted(sizes.items(), key=lambda each: each[0][0].order)]


def on_page(groups: Sequence[Group], start: int, stop: int) -> tuple[list[Group], int]:
    """The groups that the actions from `start` up to `stop` are in, and which action of those is the first."""
    begin, first = 0, 0
    found: list[Group] = []
    for group in groups:
        if begin < stop and begin + group.size > start:
            if not found:
                first = start - begin
            found.append(group)
        begin += group.size
    return found, first


def in_groups(actions: ActionQuerySet, groups: Sequence[Group], by: Grouping) -> ActionQuerySet:
    """The actions of these groups in the order of the list; inside a group in the order of the plan."""
    name = _COMMON[by][1]
    mine = [Q((f"{name}__isnull", True)) if group.value is None else Q((name, group.value)) for group in groups]
    of_these = Q()
    for condition in mine:
        of_these |= condition
    place = Case(*(When(condition, then=Value(place)) for place, condition in enumerate(mine)))
    return actions.filter(of_these).order_by(place, "building_block", "position", "pk")
