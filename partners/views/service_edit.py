"""Changing an entry of the sociale kaart, and putting it on the public pages."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from network.pages import SignedInRequest
from network.policy import Permission, require
from partners import flows
from partners.contents import changed_by_others
from partners.forms import ServiceForm
from partners.models import CareService
from partners.service_history import last_change_of
from partners.side_by_side import ChangedMeanwhileError
from partners.views.directory import crumbs_of, visible_service


@require_http_methods(["GET", "HEAD", "POST"])
def service_edit(request: SignedInRequest, short_id: str) -> HttpResponse:
    """One page for numbers, hours and description. Two people at once: the second sees what the first changed."""
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_EDIT, service)
    form = ServiceForm(request.POST if request.method == "POST" else None, service=service)
    context = {
        "service": service,
        "form": form,
        "crumbs": crumbs_of(service),
        "waiting": service.change_requests.waiting(),
    }
    if request.method != "POST":
        return render(request, "partners/service_edit.html", context)
    if not form.is_valid():
        return render(request, "partners/service_edit.html", context, status=422)
    try:
        saved = flows.change_service(
            service, by=request.user, version=form.cleaned_data["version"], contents=form.contents
        )
    except ChangedMeanwhileError as conflict:
        return _show_conflict(request, form, conflict.stored, context)
    messages.success(request, saved.in_words)
    return redirect(service)


def _show_conflict(
    request: SignedInRequest, form: ServiceForm, stored: CareService, context: dict[str, object]
) -> HttpResponse:
    """409: nothing is saved yet, nothing that was typed is lost."""
    seen = form.seen_contents(stored)
    context |= {
        "form": form.on_top_of(stored),
        "conflict": changed_by_others(seen=seen, mine=form.contents, stored=stored.contents),
        "last_change": last_change_of(stored),
    }
    return render(request, "partners/service_edit.html", context, status=409)


def service_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def service_publish(request: SignedInRequest, short_id: str) -> HttpResponse:
    raise Http404


def service_close(request: SignedInRequest, short_id: str) -> HttpResponse:
    raise Http404


def service_reopen(request: SignedInRequest, short_id: str) -> HttpResponse:
    raise Http404


def service_withdraw(request: SignedInRequest, short_id: str) -> HttpResponse:
    raise Http404
