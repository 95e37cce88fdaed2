"""Reading the plan: one function per question, the same for pages and reports, so a number is worked out once.

Every answer about progress is an answer *on a day*. Dropped actions leave the base.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from django.db.models import Q, QuerySet

from actionplan.finance import FinanceLine, FinanceTable, finance_table
from actionplan.models import (
    FRESH_FOR,
    Action,
    BudgetLine,
    BuildingBlock,
    FundingSource,
    Light,
    Milestone,
    Pillar,
    Plan,
    StatusReport,
)
from actionplan.models.actions import ActionQuerySet
from actionplan.progress import LightCounts, PeriodList, count_lights, percent_of_action, period_list

MOST_OF_A_GROUP = 50


@dataclass(frozen=True)
class BlockLights:
    """One of the four landelijke bouwstenen with the lights of its actions."""

    block: BuildingBlock
    counts: LightCounts

    @property
    def number(self) -> int:
        return self.block.value

    @property
    def name(self) -> str:
        return str(self.block.label)


@dataclass(frozen=True)
class ReportedAction:
    """An action with its light, and the newest report on it where that says more than that all goes well."""

    action: Action  # with what a report prints of it
    light: str  # a Light, or STALE
    report: StatusReport | None
    percent: int | None = None  # how far it is; None while nobody filled it in

    @property
    def building_block(self) -> int:
        return self.action.building_block

    @property
    def goal_id(self) -> int | None:
        return self.action.goal_id

    @property
    def priority_id(self) -> int | None:
        return self.action.priority_id


class ActionInShort(NamedTuple):
    """What one has to know of an action to count it: a plan can hold thousands, of which a page names a few."""

    pk: int
    building_block: int
    pillar_id: int
    goal_id: int | None
    priority_id: int | None
    light: str
    percent: int | None


ToldAction = ReportedAction | ActionInShort


@dataclass(frozen=True)
class ActionGroup:
    """Actions that belong together."""

    actions: tuple[ToldAction, ...]

    @property
    def first_actions(self) -> tuple[ToldAction, ...]:
        """As many as a page with several groups shows; the list of the plan has them all."""
        return self.actions[:MOST_OF_A_GROUP]

    @property
    def counts(self) -> LightCounts:
        return count_lights(each.light for each in self.actions)


@dataclass(frozen=True)
class PillarActions(ActionGroup):
    actions: tuple[ReportedAction, ...]
    pillar: Pillar


@dataclass(frozen=True)
class PeriodMilestones:
    """The milestones of a plan in a report over a period. Each is in exactly one of the five."""

    earlier: tuple[Milestone, ...]
    achieved: tuple[Milestone, ...]
    missed: tuple[Milestone, ...]
    next: tuple[Milestone, ...]
    later: tuple[Milestone, ...]


def light_counts(plan: Plan, on: date) -> LightCounts:
    return lights_of(counted_actions(plan, on))


def counted_actions(plan: Plan, on: date) -> list[Action]:
    """The actions that count on that day, with their light."""
    return list(Action.objects.of_plan(plan).in_base(on).with_light(on))


class HasLight(Protocol):
    """An action that was read with_light(), or what a list has to know of one."""

    @property
    def building_block(self) -> int: ...

    @property
    def light(self) -> str: ...


def lights_of(actions: Iterable[HasLight]) -> LightCounts:
    """How many of these actions have each light; they have been read with_light()."""
    return count_lights(action.light for action in actions)


def block_lights(actions: Iterable[HasLight]) -> list[BlockLights]:
    """The four bouwstenen with the lights of these actions, which have been read with_light()."""
    lights = [(action.building_block, action.light) for action in actions]
    return [
        BlockLights(block, count_lights(light for number, light in lights if number == block))
        for block in BuildingBlock
    ]


# Of a plan with thousands of actions, reading what nobody prints takes longer than all the rest of a report.
_PRINTED = (
    *("plan", "code", "title", "building_block", "position", "pillar", "goal", "priority", "lead_organisation__name"),
    *("starts_on", "ends_on", "completed_on", "dropped_on"),
)


def actions_to_print(plan: Plan, on: date) -> ActionQuerySet:
    """All actions in the base, in the order of the plan, with what a report prints of them."""
    told = Action.objects.of_plan(plan).in_base(on).with_light_of_many(on, progress="reported_progress")
    return told.select_related("lead_organisation").only(*_PRINTED)


def reports_to_print(plan: Plan, on: date) -> QuerySet[StatusReport]:
    """The newest report on each action, but for one that only says that all went well lately."""
    newest = StatusReport.objects.filter(action__plan=plan, reported_on__lte=on)
    newest = newest.order_by("action_id", "-reported_on", "-pk").distinct("action_id")
    says_more = ~Q(light=Light.GREEN) | Q(reported_on__lt=on - FRESH_FOR)
    return StatusReport.objects.filter(says_more, pk__in=newest.values("pk")).order_by()


def reported_actions(plan: Plan, on: date) -> list[ReportedAction]:
    """All actions in the base, in the order of the plan, with lead; two queries."""
    return with_reports(actions_to_print(plan, on), reports_to_print(plan, on), on)


def with_reports(actions: Iterable[Action], reports: Iterable[StatusReport], on: date) -> list[ReportedAction]:
    of_action = {report.action_id: report for report in reports}
    return [_reported(action, of_action.get(action.pk), on) for action in actions]


def _reported(action: Action, report: StatusReport | None, on: date) -> ReportedAction:
    is_completed = action.completed_on is not None and action.completed_on <= on
    percent = percent_of_action(is_completed=is_completed, reported=action.reported_progress)
    return ReportedAction(action, action.light, report, percent)


def by_pillar(actions: Iterable[ReportedAction], pillars: Iterable[Pillar]) -> list[PillarActions]:
    """Every pillar in its own order, empty ones included; together they hold each action once."""
    held: dict[int, list[ReportedAction]] = defaultdict(list)
    for each in actions:
        held[each.action.pillar_id].append(each)
    return [PillarActions(tuple(held[pillar.pk]), pillar) for pillar in pillars]


def actions_in_short(plan: Plan, on: date) -> list[ActionInShort]:
    """All actions in the base, in the order of the plan; one query."""
    actions = Action.objects.of_plan(plan).in_base(on).with_light_of_many(on)
    names = ("pk", "building_block", "pillar_id", "goal_id", "priority_id", "light", "newest__progress", "completed_on")
    return [
        ActionInShort(
            *(pk, block, pillar, goal, priority, light),
            percent=percent_of_action(is_completed=done is not None and done <= on, reported=progress),
        )
        for pk, block, pillar, goal, priority, light, progress, done in actions.values_list(*names)
    ]


def with_the_first_named(
    actions: Sequence[ActionInShort], group: Callable[[ActionInShort], Hashable]
) -> list[ToldAction]:
    """The first of each group become whole actions, with lead and pillar; one query."""
    named: dict[Hashable, list[int]] = defaultdict(list)
    for each in actions:
        of_group = named[group(each)]
        if len(of_group) < MOST_OF_A_GROUP:
            of_group.append(each.pk)
    first = [pk for of_group in named.values() for pk in of_group]
    whole = Action.objects.select_related("lead_organisation", "pillar").in_bulk(first)
    return [
        ReportedAction(whole[each.pk], each.light, None, each.percent) if each.pk in whole else each for each in actions
    ]


@dataclass(frozen=True)
class PillarInShort(ActionGroup):
    pillar: Pillar


def lights_by_pillar(plan: Plan, on: date) -> list[PillarInShort]:
    """Every pillar in its own order, empty ones included, to count their actions; two queries."""
    held: dict[int, list[ActionInShort]] = defaultdict(list)
    for each in actions_in_short(plan, on):
        held[each.pillar_id].append(each)
    return [PillarInShort(tuple(held[pillar.pk]), pillar) for pillar in Pillar.objects.all()]


def milestones_to_print(plan: Plan, on: date) -> QuerySet[Milestone]:
    """Of the actions in the base; what a report prints of those it has already."""
    return Milestone.objects.of_plan(plan, on).only("title", "action", "planned_on", "achieved_on")


def in_period(milestones: Iterable[Milestone], start: date, end: date, on: date) -> PeriodMilestones:
    """What was reached, missed and comes next in a report over `start`–`end`, as known on `on`."""
    lists: dict[PeriodList, list[Milestone]] = {which: [] for which in PeriodList}
    for milestone in milestones:
        # Without a date it is for a later report, unless it was reached.
        planned = milestone.planned_on or milestone.achieved_on or date.max
        lists[period_list(planned, milestone.achieved_on, start, end, on)].append(milestone)
    return PeriodMilestones(**{which.value: tuple(found) for which, found in lists.items()})


def finance_of(source: FundingSource) -> FinanceTable:
    """What each partner asks of this source, and what is short."""
    lines = BudgetLine.objects.asked_from(source).select_related("organisation", "action", "choice")
    return finance_table(map(_finance_line, lines), source.amount_available)


def _finance_line(line: BudgetLine) -> FinanceLine:
    choice = getattr(line, "choice", None)  # a line without one has no such attribute
    return FinanceLine(
        organisation=line.organisation.name,
        description=line.description,
        hours_per_week=line.hours_per_week,
        hours_per_year=line.hours_per_year,
        requested=line.amount_requested or Decimal(),
        granted=line.amount_granted,
        spent=line.amount_spent,
        note=line.note,
        action_id=line.action_id,
        action_code=line.action.code if line.action else "",
        pk=line.pk,
        choice=choice.in_words if choice else "",
        less=choice.amount_less if choice else Decimal(),
        choice_note=choice.note if choice else "",
    )
