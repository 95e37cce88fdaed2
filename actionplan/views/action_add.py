"""A new action in the plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actionplan.action_add_flows import add_action
from actionplan.action_add_forms import AddActionForm, wanted_action
from actionplan.models import Plan
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_http_methods(["GET", "HEAD", "POST"])
def action_add(request: SignedInRequest) -> HttpResponse:
    """`?doelgroep=relative&pijler=aftercare&gemeente=GM0281`: which gap of the sociale kaart it is meant to fill."""
    require(request.user, Permission.ACTION_ADD)
    plan = Plan.objects.current()
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    data = request.POST if request.method == "POST" else None
    form = AddActionForm(data, plan=plan, person=request.user, wanted=wanted_action(request.GET))
    if request.method != "POST" or not form.is_valid():
        context: dict[str, Any] = {"plan": plan, "form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "actionplan/action_add.html", context, status=status)
    action = add_action(plan, **form.cleaned_data)
    messages.success(request, f"Toegevoegd: {action}.")
    return redirect(action)
