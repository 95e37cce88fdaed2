"""What an action follows from: coupling it to a verbeterpunt, knelpunt, besluit, succes or punt uit de scan, and
undoing that.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods

from actionplan import origin_flows as flows
from actionplan.models import Action, ActionOrigin, ScanAnswer, Success
from actionplan.origin_forms import LinkForm
from actionplan.origins import (
    NEAR,
    Thing,
    actions_to_link,
    editable_actions,
    may_link,
    new_action_address,
    thing_of,
    things_seen_by,
)
from network.dates import today
from network.pages import SignedInRequest
from network.policy import DUTCH, Permission, may, require
from partners.models import Bottleneck, Decision, Lesson

LISTS = {
    Lesson: ("Verbeterpunten", reverse_lazy("partners:lesson-list")),
    Bottleneck: ("Knelpunten", reverse_lazy("partners:bottleneck-list")),
    Decision: ("Besluiten", reverse_lazy("partners:decision-list")),
    Success: ("Successen", reverse_lazy("actionplan:success-list")),
    ScanAnswer: ("Scan", reverse_lazy("actionplan:scan")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_link(request: SignedInRequest, pk: int) -> HttpResponse:
    return _link_page(request, "verbeterpunt", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_link(request: SignedInRequest, pk: int) -> HttpResponse:
    return _link_page(request, "knelpunt", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_link(request: SignedInRequest, pk: int) -> HttpResponse:
    return _link_page(request, "besluit", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def success_link(request: SignedInRequest, pk: int) -> HttpResponse:
    return _link_page(request, "succes", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def scan_link(request: SignedInRequest, pk: int) -> HttpResponse:
    return _link_page(request, "scan", pk)


def _link_page(request: SignedInRequest, word: str, pk: int) -> HttpResponse:
    """Only for who may change an action of the plan; and only those can be chosen."""
    seen = things_seen_by(request.user, word)
    thing: Thing = get_object_or_404(seen, pk=pk)  # type: ignore[arg-type]  # our own words
    if not may_link(request.user, today()):
        raise PermissionDenied(DUTCH[Permission.ACTION_EDIT])
    actions = actions_to_link(thing, request.user, today())
    if request.method == "POST":
        form = LinkForm(request.POST, actions=editable_actions(request.user, today()))  # a second press is no mistake
    else:
        form = LinkForm(actions=actions)
    if form.is_valid():
        action: Action = form.cleaned_data["action"]
        flows.link_action(action, thing, by=request.user)
        messages.success(request, f"Gekoppeld aan actie {action}. De actie verwijst hiernaar terug.")
        return redirect(thing)
    context = {
        "thing": thing,
        "kind": thing._meta.verbose_name,
        "form": form,
        "has_actions": actions.exists(),
        "is_new_lesson": isinstance(thing, Lesson) and thing.is_new,
        "new_url": new_action_address(thing) if may(request.user, Permission.ACTION_ADD) else "",
        "crumbs": [LISTS[type(thing)], (str(thing), thing.get_absolute_url()), ("Aan een actie koppelen", None)],
    }
    return render(request, "actionplan/origin_link.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def origin_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    of_seen_actions = ActionOrigin.objects.filter(action__in=Action.objects.visible_to(request.user).values("pk"))
    near = of_seen_actions.select_related("action__lead_organisation", *NEAR)
    origin: ActionOrigin = get_object_or_404(near, pk=pk)
    require(request.user, Permission.ACTION_EDIT, origin.action)
    thing = thing_of(origin)
    if request.method == "POST":
        flows.unlink_action(origin, by=request.user)
        messages.success(request, f"De koppeling met «{thing}» is weggehaald.")
        return redirect(f"{origin.action.get_absolute_url()}#herkomst")
    context = {"origin": origin, "action": origin.action, "thing": thing, "kind": thing._meta.verbose_name}
    return render(request, "actionplan/origin_remove.html", context)
