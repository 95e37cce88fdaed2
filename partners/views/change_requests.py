"""New numbers that wait for the coordinator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from network.pages import SignedInRequest
from network.policy import Permission, require
from partners import flows
from partners.decisions import NoLongerWaitingError
from partners.models import ChangeRequest


@require_safe
def change_list(request: SignedInRequest) -> HttpResponse:
    """Old and new side by side; approving puts exactly the shown number online."""
    require(request.user, Permission.CHANGE_REQUEST_DECIDE)
    changes = ChangeRequest.objects.visible_to(request.user).waiting().with_names()
    crumbs = [("Sociale kaart", reverse("partners:service-list")), ("Nieuwe nummers", None)]
    return render(request, "partners/changerequest_list.html", {"changes": changes, "crumbs": crumbs})


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(ChangeRequest.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.CHANGE_REQUEST_DECIDE)
    approved = {"goedkeuren": True, "afwijzen": False}.get(request.POST.get("besluit", ""))
    if approved is None:
        return HttpResponse("Kies «goedkeuren» of «afwijzen».", status=422, content_type="text/plain; charset=utf-8")
    try:
        flows.decide_change(change, approved=approved, by=request.user)
    except NoLongerWaitingError as over:
        messages.warning(request, str(over))
    else:
        kept = f"Afgewezen. Bij «{change.service}» blijft staan: {change.old_text}."
        online = f"Goedgekeurd. Bij «{change.service}» ziet iedereen nu: {change.new_text}."
        messages.success(request, online if approved else kept)
    return redirect("partners:changerequest-list")


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(ChangeRequest.objects.visible_to(request.user).select_related("service"), pk=pk)
    require(request.user, Permission.SERVICE_EDIT, change.service)
    try:
        flows.withdraw_change(change, by=request.user)
    except NoLongerWaitingError as over:
        messages.warning(request, str(over))
    else:
        messages.success(request, f"De wijziging is ingetrokken. Iedereen ziet nog: {change.old_text}.")
    return redirect("partners:service-edit", short_id=change.service.short_id)
