"""Reading the timeline: the actions that count, with their milestones, as they stand on a day."""

from collections.abc import Callable, Iterable
from datetime import date

from django.core.paginator import Page, Paginator
from django.urls import reverse

from actionplan.models import Action, BuildingBlock, Milestone, Plan
from actionplan.models.actions import ActionQuerySet
from actionplan.timeline import Mark, Mile, Planned, Timeline, Window, make_timeline
from network.models import Person

PER_PAGE = 100
WHOLE = "alles"  # in the address: all years of the plan
GROUPS: dict[str, tuple[str, Callable[[Action], str]]] = {
    "bouwsteen": ("Bouwsteen", lambda action: f"{action.building_block}. {BuildingBlock(action.building_block).label}"),
    "pijler": ("Pijler", lambda action: str(action.pillar)),
    "trekker": ("Trekker", lambda action: str(action.lead_organisation)),
}
_ORDERS = {
    "bouwsteen": ("building_block",),
    "pijler": ("pillar__position", "pillar__name"),
    "trekker": ("lead_organisation__name",),
}


def window_of(plan: Plan, year: int | None) -> Window:
    """A year, or the whole plan."""
    return Window(plan.starts_on, plan.ends_on) if year is None else Window(date(year, 1, 1), date(year, 12, 31))


def timeline_of(plan: Plan, person: Person, window: Window, *, by: str, on: date) -> Timeline:
    """All of it, as on paper."""
    return make_timeline(_planned(_actions_of(plan, person, window, by, on), by, on), window, on)


def timeline_page(
    plan: Plan, person: Person, window: Window, *, by: str, on: date, page: str | None
) -> "tuple[Timeline, Page[Action]]":
    """As much of it as a page on screen holds; the database picks them, so that only those are read."""
    wanted = Paginator(_actions_of(plan, person, window, by, on), PER_PAGE).get_page(page)
    return make_timeline(_planned(wanted, by, on), window, on), wanted


def _actions_of(plan: Plan, person: Person, window: Window, by: str, on: date) -> ActionQuerySet:
    """In two questions, whatever the number of actions; whatever was dropped is left out."""
    actions = Action.objects.visible_to(person).of_plan(plan).in_base(on).busy_between(window.first, window.last, on)
    actions = actions.with_light(on).select_related("lead_organisation", "pillar").prefetch_related("milestones")
    return actions.order_by(*_ORDERS[by], "building_block", "position", "pk")


def _planned(actions: Iterable[Action], by: str, on: date) -> list[Planned]:
    group = GROUPS[by][1]
    return [_planned_action(each, group(each), on) for each in actions]


def _planned_action(action: Action, group: str, on: date) -> Planned:
    completed = action.completed_on if action.completed_on and action.completed_on <= on else None
    url = reverse("actionplan:action-detail", args=[action.pk])
    return Planned(
        code=action.code,
        title=action.title,
        lead=str(action.lead_organisation),
        url=url,
        group=group,
        light=action.light,
        starts_on=action.starts_on,
        ends_on=action.ends_on,
        completed_on=completed,
        is_late=action.is_late(on),
        milestones=tuple(_mile(each, action, url, on) for each in action.milestones.all()),
    )


def _mile(milestone: Milestone, action: Action, url: str, on: date) -> Mile:
    is_achieved = milestone.is_achieved(on)
    return Mile(
        title=milestone.title,
        action=str(action),
        url=url,
        planned_on=milestone.planned_on,
        forecast_on=milestone.forecast_on,
        achieved_on=milestone.achieved_on if is_achieved else None,
        mark=Mark.ACHIEVED if is_achieved else Mark.LATE if milestone.is_late(on) else Mark.PLANNED,
    )
