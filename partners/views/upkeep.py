"""Keeping the sociale kaart true: confirming entries, and seeing which ones nobody confirmed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from network.dates import today
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners import upkeep_flows
from partners.views.directory import visible_service


@require_POST
def service_confirm(request: SignedInRequest, short_id: str) -> HttpResponse:
    """«Klopt nog», in one press."""
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_CONFIRM, service)
    upkeep_flows.confirm_service(service, by=request.user, on=today())
    messages.success(request, f"Dank u. «{service}» is vandaag gecontroleerd. Over een half jaar vragen wij het weer.")
    return redirect(service)


def upkeep_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def sections_confirm(request: SignedInRequest, short_id: str) -> HttpResponse:
    raise Http404


@login_not_required
def confirm_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    raise Http404
