"""What the plan is for: ambition, goal, action. A number about them is worked out here, for pages and reports alike."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actionplan.models import Ambition, BuildingBlock, Goal, Plan, Priority
from actionplan.progress import RolledUp
from actionplan.reading import ActionGroup, ToldAction, actions_in_short, reported_actions, with_the_first_named
from network.together import fetch_together


@dataclass(frozen=True)
class GoalActions(ActionGroup):
    """A goal with the actions that work on it, and the speerpunten under it."""

    goal: Goal
    priorities: tuple[Priority, ...]

    @property
    def progress(self) -> RolledUp:
        return RolledUp(tuple(each.percent for each in self.actions))

    @property
    def is_without_actions(self) -> bool:
        return not self.actions


@dataclass(frozen=True)
class BlockGoals(ActionGroup):
    """A landelijke bouwsteen with its own goals and its actions."""

    block: BuildingBlock
    goals: tuple[GoalActions, ...]


@dataclass(frozen=True)
class AmbitionGoals:
    """An ambition with its goals; its progress is that of the goals."""

    ambition: Ambition
    goals: tuple[GoalActions, ...]

    @property
    def progress(self) -> RolledUp:
        return RolledUp(tuple(goal.progress.percent for goal in self.goals))


@dataclass(frozen=True)
class PriorityActions(ActionGroup):
    """A speerpunt with its actions."""

    priority: Priority

    @property
    def progress(self) -> RolledUp:
        return RolledUp(tuple(each.percent for each in self.actions))


@dataclass(frozen=True)
class GoalTree:
    """All of a plan's ambitions and goals, and the actions that belong to none."""

    actions: tuple[ToldAction, ...]  # all of them
    ambitions: tuple[AmbitionGoals, ...]
    loose_goals: tuple[GoalActions, ...]  # under no ambition
    priorities: tuple[PriorityActions, ...]

    @property
    def loose(self) -> ActionGroup:
        """For no goal."""
        return ActionGroup(tuple(each for each in self.actions if each.goal_id is None))

    @property
    def goals(self) -> list[GoalActions]:
        """In the order of the four bouwstenen."""
        found = [goal for ambition in self.ambitions for goal in ambition.goals] + [*self.loose_goals]
        return sorted(found, key=lambda each: (each.goal.building_block, each.goal.position, each.goal.pk))

    @property
    def without_actions(self) -> list[Goal]:
        return [each.goal for each in self.goals if each.is_without_actions]

    @property
    def blocks(self) -> list[BlockGoals]:
        """The four bouwstenen in order, empty ones included."""
        return [
            BlockGoals(
                tuple(each for each in self.actions if each.building_block == block),
                block,
                tuple(each for each in self.goals if each.goal.building_block == block),
            )
            for block in BuildingBlock
        ]


def goal_tree(plan: Plan, on: date) -> GoalTree:
    """As the plan stands on that day, with all of its actions; three queries, whatever the number of goals."""
    return _tree(plan, reported_actions(plan, on))


def goal_tree_in_numbers(plan: Plan, on: date) -> GoalTree:
    """The same, of which nobody reads an action by its name."""
    return _tree(plan, actions_in_short(plan, on))


def goal_tree_of_a_page(plan: Plan, on: date, *, per_block: bool = False) -> GoalTree:
    """The same, with as many actions per goal, or per bouwsteen, as a page shows; the others are counted."""
    actions = actions_in_short(plan, on)
    return _tree(
        plan,
        with_the_first_named(actions, lambda each: each.building_block if per_block else each.goal_id),
    )


def _tree(plan: Plan, actions: Sequence[ToldAction]) -> GoalTree:
    by_goal: dict[int | None, list[ToldAction]] = defaultdict(list)
    by_priority: dict[int | None, list[ToldAction]] = defaultdict(list)
    for each in actions:
        by_goal[each.goal_id].append(each)
        by_priority[each.priority_id].append(each)
    priorities, all_goals, ambitions = plan.priorities.all(), plan.goals.all(), plan.ambitions.all()
    fetch_together(priorities, all_goals, ambitions)
    goals = [
        GoalActions(
            tuple(by_goal[goal.pk]),
            goal,
            tuple(each for each in priorities if each.goal_id == goal.pk),
        )
        for goal in all_goals
    ]
    return GoalTree(
        actions=tuple(actions),
        ambitions=tuple(
            AmbitionGoals(ambition, tuple(each for each in goals if each.goal.ambition_id == ambition.pk))
            for ambition in ambitions
        ),
        loose_goals=tuple(each for each in goals if each.goal.ambition_id is None),
        priorities=tuple(PriorityActions(tuple(by_priority[priority.pk]), priority) for priority in priorities),
    )
