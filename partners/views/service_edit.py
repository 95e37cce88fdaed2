"""Changing an entry of the sociale kaart."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from network.pages import SignedInRequest
from network.policy import Permission, require
from partners import flows
from partners.contents import changed_by_others, contents_of
from partners.forms import ServiceForm
from partners.models import CareService
from partners.publishing_flows import sent_back
from partners.publishing_page import missing_in
from partners.service_history import last_change_of
from partners.service_steps import channels_of, steps_of
from partners.side_by_side import ChangedMeanwhileError
from partners.upkeep import section_lines
from partners.views.directory import crumbs_of, visible_service


@require_http_methods(["GET", "HEAD", "POST"])
def service_edit(request: SignedInRequest, short_id: str) -> HttpResponse:
    """One page for the whole entry. Two people at once: different parts are both kept, the same part is chosen."""
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_EDIT, service)
    at_once = flows.goes_online_at_once(service, request.user)
    form = ServiceForm(request.POST if request.method == "POST" else None, service=service, at_once=at_once)
    if request.method != "POST":
        return _show(request, service, form)
    if not form.is_valid():
        return _show(request, service, form, status=422)
    try:
        saved = flows.change_service(
            service,
            by=request.user,
            version=form.cleaned_data["version"],
            contents=form.contents,
            seen=form.seen_contents,
        )
    except ChangedMeanwhileError as conflict:
        return _show_conflict(request, form, conflict.stored)
    messages.success(request, saved.in_words)
    return redirect(service)


def _show_conflict(request: SignedInRequest, form: ServiceForm, stored: CareService) -> HttpResponse:
    """409: nothing is saved yet, nothing that was typed is lost."""
    now = contents_of(stored)
    conflict = changed_by_others(seen=form.seen_contents or now, mine=form.contents, stored=now)
    on_top = form.on_top_of(stored)
    return _show(request, stored, on_top, status=409, conflict=conflict, last_change=last_change_of(stored))


def _show(
    request: SignedInRequest, service: CareService, form: ServiceForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "service": service,
        "form": form,
        "steps": steps_of(form, section_lines(service)),
        "channels": channels_of(form),
        "missing": missing_in(service),
        "sent_back": sent_back([service]).get(service),
        "waiting": service.change_requests.waiting(),
        "crumbs": crumbs_of(service, ("Wijzigen", None)),
    }
    return render(request, "partners/service_edit.html", context | more, status=status)
