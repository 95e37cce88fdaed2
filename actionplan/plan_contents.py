"""What a plan holds, as plain values that can be kept: a version stays what it was when others go on writing.

Names of things are kept in words, so that a version can be read when a list has changed since. Names of people are not
kept, and neither is progress, nor money: who may not see amounts may read a version.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.db.models.query import QuerySet

from actionplan.models import Action, ActionTarget, Goal, Milestone, NationalLine, Plan

Contents = dict[str, Any]  # as JSON: text, whole numbers, lists, and days as 2026-05-03


def contents_of(plan: Plan) -> Contents:
    """In nine queries, whatever the number of actions."""
    return {
        "title": plan.title,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "ambitions": [{"id": each.pk, "title": each.title, "text": each.text} for each in plan.ambitions.all()],
        "goals": [_goal(goal) for goal in plan.goals.select_related("ambition")],
        "priorities": [
            {"id": each.pk, "title": each.title, "text": each.text, "goal": _name(each.goal)}
            for each in plan.priorities.select_related("goal")
        ],
        "actions": [_action(action) for action in _actions_in_full(plan)],
    }


def _actions_in_full(plan: Plan) -> "QuerySet[Action]":
    """In the order of the plan, since that is the order in which a version is read."""
    found = plan.actions.order_by("building_block", "position", "pk")
    found = found.select_related("pillar", "goal", "priority", "lead_organisation")
    links = ("target_groups", "partner_organisations", "municipalities", "milestones", "targets")
    return found.prefetch_related(*links)


def _goal(goal: Goal) -> Contents:
    return {
        "id": goal.pk,
        "title": goal.title,
        "text": goal.text,
        "building_block": goal.building_block,
        "horizon": goal.get_horizon_display(),
        "ambition": _name(goal.ambition),
    }


def _action(action: Action) -> Contents:
    return {
        "id": action.pk,
        "code": action.code,
        "title": action.title,
        "description": action.description,
        "expected_result": action.expected_result,
        "building_block": action.building_block,
        "pillar": action.pillar.name,
        "goal": _name(action.goal),
        "priority": _name(action.priority),
        "form": action.get_form_display() if action.form else "",
        "national_line": NationalLine(action.national_line).label if action.national_line else "",
        "lead": action.lead_organisation.name,
        "partners": _names(action.partner_organisations),
        "target_groups": _names(action.target_groups),
        "municipalities": _names(action.municipalities),
        "starts_on": _day(action.starts_on),
        "ends_on": _day(action.ends_on),
        "dropped_on": _day(action.dropped_on),
        "milestones": [_milestone(each) for each in action.milestones.all()],
        "targets": [_target(each) for each in action.targets.all()],
    }


def _milestone(milestone: Milestone) -> Contents:
    return {"id": milestone.pk, "title": milestone.title, "planned_on": _day(milestone.planned_on)}


def _target(target: ActionTarget) -> Contents:
    return {"id": target.pk, "unit": target.unit, "range": _range(target)}


def _range(target: ActionTarget) -> str:
    """25 tot 30; 4; minstens 700; hoogstens 15"""
    low, high = _bound(target.minimum), _bound(target.maximum)
    if low and high:
        return low if low == high else f"{low} tot {high}"
    if low:
        return f"minstens {low}"
    return f"hoogstens {high}" if high else ""


def _bound(value: Decimal | None) -> str:
    return f"{value.normalize():f}".replace(".", ",") if value is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _name(thing: Model | None) -> str:
    return str(thing) if thing else ""


def _names(things: Any) -> list[str]:
    return sorted(str(thing) for thing in things.all())
