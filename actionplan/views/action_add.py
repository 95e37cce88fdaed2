"""A new action in the plan."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actionplan.action_add_flows import add_action
from actionplan.action_add_forms import AddActionForm, wanted_action
from actionplan.list_look import look_of
from actionplan.models import Action
from actionplan.origins import Thing
from actionplan.quick_add import ADDING
from actionplan.which_plan import plan_asked
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_http_methods(["GET", "HEAD", "POST"])
def action_add(request: SignedInRequest) -> HttpResponse:
    """`?doelgroep=relative&pijler=aftercare&gemeente=GM0281`: which gap of the sociale kaart it is meant to fill.

    `?uit=besluit-12`: what it follows from; the two are linked as the action is made.
    """
    require(request.user, Permission.ACTION_ADD)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    wanted = wanted_action(request.GET, plan=plan, person=request.user)
    if "uit" in request.GET and wanted.follows_from is None:
        raise Http404
    form = AddActionForm(
        request.POST if request.method == "POST" else None, plan=plan, person=request.user, wanted=wanted
    )
    if form.is_valid():
        try:
            action = add_action(plan, **form.cleaned_data, by=request.user, follows_from=wanted.follows_from)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _told(action, wanted.follows_from))
            return redirect(_back_to(request, action))
    context: dict[str, Any] = {"plan": plan, "form": form, "thing": wanted.follows_from}
    return render(request, "actionplan/action_add.html", context, status=422 if form.errors else 200)


def _back_to(request: SignedInRequest, action: Action) -> str:
    """Who added it in the list goes on there, with the form open for the next one."""
    if request.POST.get("terug") != "lijst":
        return action.get_absolute_url()
    query = look_of(request.GET).query
    return f"{reverse('actionplan:plan')}{query}{'&' if query else '?'}{ADDING}=ja#actie-{action.pk}"


def _told(action: Action, thing: Thing | None) -> str:
    if thing is None:
        return f"Toegevoegd: {action}."
    return f"Toegevoegd: {action}. De actie en het {thing._meta.verbose_name} verwijzen naar elkaar."
