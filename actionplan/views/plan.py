"""The plan as a whole: its actions, bouwstenen and pillars."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actionplan import reading
from actionplan.filters import ActionFilter
from actionplan.listing import actions_with_rows, chips, grouped, plan_row
from actionplan.menu import plan_menu
from actionplan.models import Plan
from network.dates import today
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_safe
def plan_page(request: SignedInRequest) -> HttpResponse:
    """/plan/: the four bouwstenen, then the actions by pillar or by bouwsteen."""
    require(request.user, Permission.PLAN_VIEW)
    plan = Plan.objects.current()
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    actions = actions_with_rows(plan, request.user, today())
    filters = ActionFilter(request.GET, queryset=actions, actions=actions)
    shown = filters.matching(actions)
    by = "bouwsteen" if request.GET.get("groep") == "bouwsteen" else "pijler"
    context = {
        "plan": plan,
        "menu": plan_menu(request.user, "actionplan:plan"),
        "blocks": reading.block_lights(actions),
        "counts": reading.lights_of(actions),
        "filter_form": filters.form,
        "chips": chips(filters.chosen, request.GET),
        "shown": len(shown),
        "by": by,
        "groups": grouped(
            [plan_row(action, request.user, today()) for action in shown], by, with_empty_blocks=not filters.chosen
        ),
    }
    return render(request, "actionplan/plan.html", context)


@require_safe
def action_list(request: SignedInRequest) -> HttpResponse:
    """/plan/acties/ is what people type; the list itself is the plan."""
    require(request.user, Permission.PLAN_VIEW)
    return redirect("actionplan:plan")


@require_safe
def building_blocks(request: SignedInRequest) -> HttpResponse:
    """/plan/bouwstenen/: the four with their actions, always in order 1–4."""
    require(request.user, Permission.PLAN_VIEW)
    plan = Plan.objects.current()
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    menu = plan_menu(request.user, "actionplan:building-block-list")
    groups = reading.actions_by_building_block(plan, today())
    return render(request, "actionplan/building_blocks.html", {"plan": plan, "menu": menu, "groups": groups})


@require_safe
def pillars(request: SignedInRequest) -> HttpResponse:
    """/plan/pijlers/: how the actions are spread; each action has one main pillar, so the numbers add up."""
    require(request.user, Permission.PLAN_VIEW)
    plan = Plan.objects.current()
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    context = {
        "plan": plan,
        "menu": plan_menu(request.user, "actionplan:pillar-list"),
        "groups": reading.actions_by_pillar(plan, today()),
        "counts": reading.light_counts(plan, today()),
    }
    return render(request, "actionplan/pillars.html", context)
