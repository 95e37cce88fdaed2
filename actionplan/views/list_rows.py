"""One row of the list, as it is sent back after it was read again or saved."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers

from actionplan.list_look import look_of
from actionplan.listing import PlanRow, for_list, lights_of_plan, plan_row
from actionplan.models import Action
from network.dates import today
from network.pages import SignedInRequest


def action_in_list(request: SignedInRequest, pk: int) -> Action:
    return get_object_or_404(for_list(Action.objects.visible_to(request.user), today()), pk=pk)


def row_of(request: SignedInRequest, action: Action) -> PlanRow:
    """With the columns of the list that it stands in."""
    return plan_row(action, request.user, today(), look_of(request.GET))


def row_again(request: SignedInRequest, pk: int, words: str, *, may_undo: bool = False) -> HttpResponse:
    """The row in its new state with what was done, and the counts that changed with it."""
    action = action_in_list(request, pk)
    context: dict[str, Any] = {
        "row": replace(row_of(request, action), saved=words, may_undo=may_undo),
        **lights_of_plan(action.plan, request.user, today()),
    }
    response = render(request, "actionplan/_action_saved.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
