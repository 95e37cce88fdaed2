"""The lists that the network keeps itself: pillars and target groups."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import changing
from actionplan.division_flows import add_to_list
from actionplan.menu import plan_menu
from actionplan.models import Pillar, TargetGroup
from actionplan.plan_part_forms import PillarForm, PlanPartForm, TargetGroupForm
from actionplan.views.part_pages import part_page
from actionplan.which_plan import plan_asked
from network.pages import SignedInRequest
from network.policy import Permission, may, require


@require_http_methods(["GET", "HEAD", "POST"])
def pillar_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.PLAN_EDIT)
    return _adding(request, PillarForm(_sent(request), instance=Pillar()), "actionplan:pillar-list")


@require_http_methods(["GET", "HEAD", "POST"])
def pillar_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    pillar = get_object_or_404(Pillar.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.PLAN_EDIT)
    return _editing(request, pillar, PillarForm(_sent(request), instance=copy(pillar)), "actionplan:pillar-list")


@require_safe
def target_group_list(request: SignedInRequest) -> HttpResponse:
    """/plan/doelgroepen/: for whom the actions are."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    context = {
        "menu": plan_menu(request.user, "actionplan:target-group-list", plan),
        "groups": TargetGroup.objects.visible_to(request.user).with_number_of_actions(plan),
        "may_edit": may(request.user, Permission.PLAN_EDIT),
    }
    return render(request, "actionplan/target_group_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def target_group_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.PLAN_EDIT)
    form = TargetGroupForm(_sent(request), instance=TargetGroup())
    return _adding(request, form, "actionplan:target-group-list")


@require_http_methods(["GET", "HEAD", "POST"])
def target_group_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(TargetGroup.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.PLAN_EDIT)
    form = TargetGroupForm(_sent(request), instance=copy(group))
    return _editing(request, group, form, "actionplan:target-group-list")


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _adding(request: SignedInRequest, form: PlanPartForm, to: str) -> HttpResponse:
    word = form.instance._meta.verbose_name
    context = {"crumbs": _crumbs(form.instance, to), "title": f"{word} toevoegen".capitalize(), "submit": "Toevoegen"}
    page = part_page(request, form, save=lambda: add_to_list(form.instance, by=request.user), context=context)
    if page is None:
        messages.success(request, f"Toegevoegd: {form.instance}.")
    return page or redirect(to)


def _editing(request: SignedInRequest, part: Pillar | TargetGroup, form: PlanPartForm, to: str) -> HttpResponse:
    word = part._meta.verbose_name
    context = {
        "crumbs": _crumbs(part, to),
        "title": f"{word} wijzigen".capitalize(),
        "lead": str(part),
        "what": f"deze {word}",
        "submit": "Opslaan",
    }

    def save() -> None:
        reason = f"{word} gewijzigd".capitalize()
        changing.change_part(part, by=request.user, seen=form.seen, changes=form.changes, reason=reason)

    page = part_page(request, form, save=save, context=context)
    if page is None:
        messages.success(request, f"Opgeslagen: {form.instance}." if form.changes else "Er is niets veranderd.")
    return page or redirect(to)


def _crumbs(part: Pillar | TargetGroup, to: str) -> list[tuple[str, str]]:
    return [("Plan", reverse("actionplan:plan")), (str(part._meta.verbose_name_plural).capitalize(), reverse(to))]
