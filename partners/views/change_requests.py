"""Changes of risky fields that wait for the coordinator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from network.pages import SignedInRequest
from network.policy import Permission, require
from partners import flows
from partners.decisions import NoLongerWaitingError
from partners.models import ChangeRequest
from partners.service_changes import compared


@require_safe
def change_list(request: SignedInRequest) -> HttpResponse:
    """Old and new side by side; approving puts exactly what is shown online."""
    require(request.user, Permission.CHANGE_REQUEST_DECIDE)
    changes = ChangeRequest.objects.visible_to(request.user).waiting().with_what_is_there_now()
    return render(request, "partners/changerequest_list.html", {"changes": compared(changes)})


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(ChangeRequest.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.CHANGE_REQUEST_DECIDE)
    approved = {"goedkeuren": True, "afwijzen": False}.get(request.POST.get("besluit", ""))
    if approved is None:
        return HttpResponse("Kies «goedkeuren» of «afwijzen».", status=422, content_type="text/plain; charset=utf-8")
    try:
        closed = flows.decide_change(change, approved=approved, by=request.user, seen=request.POST.get("nu"))
    except NoLongerWaitingError as over:
        messages.warning(request, str(over))
    except flows.ChangedUnderneathError:
        text = "Er is nog niets goedgekeurd: bij «{}» is intussen iets anders ingevuld. Kijk hieronder opnieuw."
        messages.warning(request, text.format(change.service))
    else:
        kept = f"Afgewezen. Bij «{closed.service}» blijft staan: {closed.in_words(closed.value_now)}."
        online = f"Goedgekeurd. Bij «{closed.service}» ziet iedereen nu: {closed.new_text}."
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
        now = change.in_words(change.value_now)
        messages.success(request, f"De wijziging is ingetrokken. Iedereen ziet nog: {now}.")
    return redirect("partners:service-edit", short_id=change.service.short_id)
