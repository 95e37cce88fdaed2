"""The plan as a whole: its actions, bouwstenen and pillars."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actionplan import reading
from actionplan.filters import ActionFilter, asked_in
from actionplan.goal_tree import goal_tree_of_a_page
from actionplan.last_change import action_to_undo
from actionplan.list_facts import groups_of, tallies_of
from actionplan.list_look import PAGE, column_choice, look_of
from actionplan.listing import chips, lights_in, listing
from actionplan.menu import plan_menu
from actionplan.models import Action
from actionplan.quick_add import ADDING, QuickAddForm
from actionplan.scans import block_tallies, together
from actionplan.target_totals import target_totals
from actionplan.which_plan import PARAMETER, address_part, plan_asked
from network.dates import today
from network.pages import SignedInRequest
from network.policy import Permission, may, require


@require_safe
def plan_page(request: SignedInRequest) -> HttpResponse:
    """/plan/: the four bouwstenen, then the actions in groups, to be edited where they stand."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    look = look_of(request.GET)
    actions = Action.objects.visible_to(request.user).of_plan(plan).in_base(today())
    tallies = tallies_of(actions, today(), asked_in(request.GET))
    filters = ActionFilter(request.GET, tallies=tallies)
    groups = groups_of(filters.matching(tallies), look.by)
    lights, scanned = lights_in(tallies), block_tallies(today().year)
    context = {
        "plan": plan,
        "menu": plan_menu(request.user, "actionplan:plan", plan if PARAMETER in request.GET else None),
        "tiles": [(block, scanned.get(block.number)) for block in lights["blocks"]],
        "scan": together(scanned.values()),
        "counts": lights["counts"],
        "filter_form": filters,
        "chips": chips(filters.chosen, request.GET),
        "shown": sum(group.size for group in groups),
        "look": look,
        "columns": column_choice(request.GET, look),
        "list": listing(
            filters.kept_of(actions.with_light(today())),
            groups,
            request.user,
            today(),
            look,
            page=request.GET.get(PAGE),
            with_empty_blocks=not filters.chosen,
            undo_of=action_to_undo(request.session),
        ),
        "may_add": plan.may_still_change and may(request.user, Permission.ACTION_ADD),
        "quick_add": QuickAddForm(None, plan=plan, person=request.user) if ADDING in request.GET else None,
    }
    if request.headers.get("HX-Request") and ADDING in request.GET:
        return render(request, "actionplan/_quick_add.html", context)
    return render(request, "actionplan/plan.html", context)


@require_safe
def action_list(request: SignedInRequest) -> HttpResponse:
    """/plan/acties/ is what people type; the list itself is the plan."""
    require(request.user, Permission.PLAN_VIEW)
    return redirect("actionplan:plan")


@require_safe
def building_blocks(request: SignedInRequest) -> HttpResponse:
    """/plan/bouwstenen/: the four with their goals and actions, always in order 1–4."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    context = {
        "plan": plan,
        "menu": plan_menu(request.user, "actionplan:building-block-list", plan if PARAMETER in request.GET else None),
        "plan_query": address_part(plan) if PARAMETER in request.GET else "",
        "groups": goal_tree_of_a_page(plan, today(), per_block=True).blocks,
        "totals": target_totals(plan, today()),
        "may_edit": may(request.user, Permission.PLAN_EDIT) and plan.may_still_change,
    }
    return render(request, "actionplan/building_blocks.html", context)


@require_safe
def pillars(request: SignedInRequest) -> HttpResponse:
    """/plan/pijlers/: how the actions are spread; each action has one main pillar, so the numbers add up."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    groups = reading.lights_by_pillar(plan, today())
    context = {
        "plan": plan,
        "menu": plan_menu(request.user, "actionplan:pillar-list", plan if PARAMETER in request.GET else None),
        "groups": groups,
        "counts": reading.lights_of(each for group in groups for each in group.actions),
        "may_edit": may(request.user, Permission.PLAN_EDIT),
    }
    return render(request, "actionplan/pillars.html", context)
