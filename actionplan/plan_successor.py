"""The plan for the next period, made from the one before it: chosen actions, moved in time and started afresh."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from actionplan.models import (
    Action,
    ActionTarget,
    Ambition,
    Contribution,
    Goal,
    Milestone,
    Plan,
    PlanVersion,
    PolicyConnection,
    Priority,
)
from network.history import because
from network.models import Person
from partners.life_cycle import add_months

# What an action is; where it stands (completed, dropped, lights, what was reached) starts afresh.
_SAME = (
    "code",
    "title",
    "description",
    "building_block",
    "pillar",
    "form",
    "expected_result",
    "national_line",
    "chain_link",
    "lead_organisation",
    "lead_person",
    "position",
)


def months_between(old: Plan, starts_on: date) -> int:
    """How far every day moves: from the start of one plan to that of the next, in whole months."""
    return (starts_on.year - old.starts_on.year) * 12 + starts_on.month - old.starts_on.month


def moved(day: date | None, months: int) -> date | None:
    return add_months(day, months) if day else None


@transaction.atomic
def follow_up(
    plan: Plan,
    *,
    by: Person,
    title: str,
    starts_on: date,
    ends_on: date,
    actions: Iterable[Action],
    with_goals: bool = True,
) -> Plan:
    """Make the next plan. Each of its actions knows which one it goes on from; pressing twice makes it once."""
    Plan.objects.lock_all()
    if there := plan.successors.filter(title=title, starts_on=starts_on, ends_on=ends_on).first():
        return there
    following = Plan(title=title, starts_on=starts_on, ends_on=ends_on, predecessor=plan)
    following.full_clean()
    with because(f"Nieuw plan uit «{plan}»", by=by):
        following.save()
        PlanVersion.objects.create(plan=following, number=following.version)
        goals, priorities = _take_goals(plan, following) if with_goals else ({}, {})
        for action in actions:
            _take_action(action, following, months_between(plan, starts_on), goals, priorities)
    return following


def _take_goals(plan: Plan, following: Plan) -> tuple[dict[int, Goal], dict[int, Priority]]:
    """Ambitions that go on, goals and speerpunten; by the id of what they were."""
    ambitions = {
        each.pk: Ambition.objects.create(
            plan=following,
            title=each.title,
            text=each.text,
            from_year=following.starts_on.year,
            position=each.position,
        )
        for each in plan.ambitions.filter(until_year__isnull=True)
    }
    goals = {
        each.pk: Goal.objects.create(
            plan=following,
            ambition=ambitions.get(each.ambition_id or 0),
            building_block=each.building_block,
            horizon=each.horizon,
            title=each.title,
            text=each.text,
            position=each.position,
        )
        for each in plan.goals.all()
    }
    priorities = {
        each.pk: Priority.objects.create(
            plan=following,
            goal=goals.get(each.goal_id or 0),
            title=each.title,
            text=each.text,
            position=each.position,
        )
        for each in plan.priorities.all()
    }
    return goals, priorities


def _take_action(
    action: Action, following: Plan, months: int, goals: dict[int, Goal], priorities: dict[int, Priority]
) -> None:
    taken = Action.objects.create(
        plan=following,
        predecessor=action,
        goal=goals.get(action.goal_id or 0),
        priority=priorities.get(action.priority_id or 0),
        starts_on=moved(action.starts_on, months),
        ends_on=moved(action.ends_on, months),
        **{name: getattr(action, name) for name in _SAME},
    )
    for links in ("target_groups", "partner_organisations", "interventions", "campaigns"):
        getattr(taken, links).set(getattr(action, links).all())
    Contribution.objects.bulk_create(
        # What a municipality does was said for the old period, so its text stays there.
        Contribution(action=taken, municipality_id=each.municipality_id)
        for each in action.contributions.all()
    )
    PolicyConnection.objects.bulk_create(
        PolicyConnection(action=taken, policy_id=each.policy_id, note=each.note)
        for each in action.policy_connections.all()
    )
    Milestone.objects.bulk_create(
        Milestone(action=taken, title=each.title, planned_on=moved(each.planned_on, months))
        for each in action.milestones.all()
    )
    ActionTarget.objects.bulk_create(
        ActionTarget(
            action=taken,
            unit=each.unit,
            minimum=each.minimum,
            maximum=each.maximum,
            counts_persons=each.counts_persons,
            note=each.note,
        )
        for each in action.targets.all()
    )
