"""The page on which one part of a plan is added or changed, and what somebody sees when that doesn't go through."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from actionplan.plan_part_forms import PlanPartForm
from network.history import history_of
from network.pages import SignedInRequest
from partners.side_by_side import ChangedMeanwhileError


def part_page(
    request: SignedInRequest, form: PlanPartForm, *, save: Callable[[], object], context: dict[str, Any]
) -> HttpResponse | None:
    """Nothing when it was saved. Else the form: empty, refused, or beside what somebody else saved meanwhile."""
    shown: dict[str, Any] = {"form": form}
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                save()
            except ChangedMeanwhileError as meanwhile:
                shown, status = _side_by_side(form, meanwhile), 409
            except ValidationError as refused:
                form.add_error(None, refused.messages)
            else:
                return None
    return render(request, "actionplan/part_form.html", context | shown, status=status)


def _side_by_side(form: PlanPartForm, meanwhile: "ChangedMeanwhileError[Any]") -> dict[str, Any]:
    current = meanwhile.stored
    changes = history_of(current, limit=1) if current.pk else []
    return {
        "form": form.having_seen(current),
        "conflict": form.differences_with(current, meanwhile.fields),
        "last_change": changes[0] if changes else None,
    }


def removal_page(
    request: SignedInRequest, *, remove: Callable[[], object], context: dict[str, Any]
) -> HttpResponse | None:
    """Nothing when it is gone. Else the question whether somebody is sure, or why it has to stay."""
    refusals: list[str] = []
    if request.method == "POST":
        try:
            remove()
        except ValidationError as refused:
            refusals = refused.messages
        else:
            return None
    shown = context | {"refusals": refusals}
    return render(request, "actionplan/part_remove.html", shown, status=422 if refusals else 200)
