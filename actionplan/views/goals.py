"""Ambitions, goals and speerpunten: what the plan is for."""

from copy import copy
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import goal_flows as flows
from actionplan.editing import year_of_now
from actionplan.goal_tree import goal_tree_of_a_page
from actionplan.menu import plan_menu
from actionplan.models import Ambition, Evaluation, Goal, Plan, Priority, Vision
from actionplan.plan_part_forms import AmbitionForm, GoalForm, PlanPartForm, PriorityForm
from actionplan.views.part_pages import part_page, removal_page
from actionplan.which_plan import PARAMETER, address_part, plan_asked
from network.dates import today
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require

Part = TypeVar("Part", Ambition, Goal, Priority)


@require_safe
def goal_list(request: SignedInRequest) -> HttpResponse:
    """/plan/doelen/: the vision in short, then ambition, goal and action, with how far each is."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    named = plan if PARAMETER in request.GET else None  # else there is nothing that links have to carry
    context = {
        "plan": plan,
        "menu": plan_menu(request.user, "actionplan:goal-list", named),
        "plan_query": address_part(named) if named else "",
        "tree": goal_tree_of_a_page(plan, today()),
        "vision": Vision.objects.visible_to(request.user).in_force(),
        "may_edit": may(request.user, Permission.PLAN_EDIT) and plan.may_still_change,
    }
    return render(request, "actionplan/goal_list.html", context)


# --- ambitions ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def ambition_add(request: SignedInRequest) -> HttpResponse:
    """`?evaluatie=2026`: it came up when the network looked back on that year, so it starts the year after."""
    require(request.user, Permission.PLAN_EDIT)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    year = number_in(request.GET, "evaluatie")
    evaluation = Evaluation.objects.visible_to(request.user).filter(year=year).first() if year else None
    first = min(evaluation.year + 1, plan.ends_on.year) if evaluation else year_of_now(plan)
    initial = {"from_year": first, "came_up_in": evaluation and evaluation.pk}
    form = AmbitionForm(_sent(request), instance=Ambition(plan=plan), initial=initial)
    return _adding(request, plan, form, lead="Wat het netwerk met dit plan wil bereiken.")


@require_http_methods(["GET", "HEAD", "POST"])
def ambition_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    ambition = _part_to_edit(request, Ambition, pk)
    return _editing(request, ambition, AmbitionForm(_sent(request), instance=copy(ambition)))


@require_http_methods(["GET", "HEAD", "POST"])
def ambition_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    ambition = _part_to_edit(request, Ambition, pk)
    return _removing(request, ambition, _what_stays(ambition.goals.count(), "doel", "doelen", without="ambitie"))


# --- goals --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def goal_add(request: SignedInRequest) -> HttpResponse:
    """`?ambitie=12&bouwsteen=2`: what it is meant for."""
    require(request.user, Permission.PLAN_EDIT)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    initial = {"ambition": number_in(request.GET, "ambitie"), "building_block": number_in(request.GET, "bouwsteen")}
    form = GoalForm(_sent(request), instance=Goal(plan=plan), initial=initial)
    return _adding(request, plan, form, lead="Een doel hoort bij één bouwsteen en heeft acties nodig.")


@require_http_methods(["GET", "HEAD", "POST"])
def goal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = _part_to_edit(request, Goal, pk)
    return _editing(request, goal, GoalForm(_sent(request), instance=copy(goal)))


@require_http_methods(["GET", "HEAD", "POST"])
def goal_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = _part_to_edit(request, Goal, pk)
    return _removing(request, goal, _what_stays(goal.actions.count(), "actie", "acties", without="doel"))


# --- speerpunten --------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def priority_add(request: SignedInRequest) -> HttpResponse:
    """`?doel=12`: the goal that it is under."""
    require(request.user, Permission.PLAN_EDIT)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    initial = {"goal": number_in(request.GET, "doel")}
    form = PriorityForm(_sent(request), instance=Priority(plan=plan), initial=initial)
    return _adding(request, plan, form, lead="Waar de regio het eerst aan werkt.")


@require_http_methods(["GET", "HEAD", "POST"])
def priority_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    priority = _part_to_edit(request, Priority, pk)
    return _editing(request, priority, PriorityForm(_sent(request), instance=copy(priority)))


@require_http_methods(["GET", "HEAD", "POST"])
def priority_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    priority = _part_to_edit(request, Priority, pk)
    return _removing(request, priority, _what_stays(priority.actions.count(), "actie", "acties", without="speerpunt"))


# --- the same for all three ---------------------------------------------------------------------------------------


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _part_to_edit(request: SignedInRequest, kind: type[Part], pk: int) -> Part:
    """Unseen is 404, seen but not for this person to change is 403."""
    parts: Any = kind.objects.visible_to(request.user).select_related("plan")
    part: Part = get_object_or_404(parts, pk=pk)
    require(request.user, Permission.PLAN_EDIT)
    return part


def _adding(request: SignedInRequest, plan: Plan, form: PlanPartForm, *, lead: str) -> HttpResponse:
    word = form.instance._meta.verbose_name
    context = {**_around(plan), "title": f"{word} toevoegen".capitalize(), "lead": lead, "submit": "Toevoegen"}
    page = part_page(request, form, save=lambda: flows.add_part(form.instance, by=request.user), context=context)
    if page is None:
        messages.success(request, f"Toegevoegd: «{form.instance}».")
    return page or redirect(_back_to(plan))


def _editing(request: SignedInRequest, part: Part, form: PlanPartForm) -> HttpResponse:
    word = part._meta.verbose_name
    context = {
        **_around(part.plan),
        "title": f"{word} wijzigen".capitalize(),
        "lead": str(part),
        "what": f"deze {word}" if word == "ambitie" else f"dit {word}",
        "submit": "Opslaan",
        "remove_url": reverse(f"actionplan:{part._meta.model_name}-remove", args=[part.pk]),
    }
    page = part_page(
        request,
        form,
        save=lambda: flows.change_part(part, by=request.user, seen=form.seen, changes=form.changes),
        context=context,
    )
    if page is None:
        messages.success(request, "Opgeslagen." if form.changes else "Er is niets veranderd.")
    return page or redirect(_back_to(part.plan))


def _removing(request: SignedInRequest, part: Ambition | Goal | Priority, stays: str) -> HttpResponse:
    word = part._meta.verbose_name
    context = {**_around(part.plan), "title": f"{word} verwijderen".capitalize(), "part": part, "stays": stays}
    page = removal_page(request, remove=lambda: flows.remove_part(part, by=request.user), context=context)
    if page is None:
        messages.success(request, f"«{part}» is verwijderd.")
    return page or redirect(_back_to(part.plan))


def _around(plan: Plan) -> dict[str, Any]:
    return {"crumbs": [("Plan", reverse("actionplan:plan") + address_part(plan)), ("Visie en doelen", _back_to(plan))]}


def _back_to(plan: Plan) -> str:
    return reverse("actionplan:goal-list") + address_part(plan)


def _what_stays(number: int, one: str, many: str, *, without: str) -> str:
    if number == 0:
        return ""
    return f"{f'1 {one} blijft' if number == 1 else f'{number} {many} blijven'} in het plan staan, zonder {without}."
