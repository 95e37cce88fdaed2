"""The sociale kaart for professionals."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.dates import today
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners import flows
from partners.cards import member_card, member_cards
from partners.contents import changed_by_others
from partners.filters import ServiceFilter
from partners.forms import ServiceForm
from partners.models import CareService
from partners.service_history import history_of_service, last_change_of
from partners.side_by_side import ChangedMeanwhileError

PER_PAGE = 20


def _visible_service(request: SignedInRequest, short_id: str) -> CareService:
    return get_object_or_404(CareService.objects.visible_to(request.user).with_what_members_see(), short_id=short_id)


def _crumbs(service: CareService) -> list[tuple[str, str | None]]:
    return [
        ("Sociale kaart", reverse("partners:service-list")),
        (str(service.organisation), service.organisation.get_absolute_url()),
        (service.name, None),
    ]


@require_safe
def service_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.SERVICE_LIST)
    services = CareService.objects.visible_to(request.user).with_what_members_see()
    chosen = ServiceFilter(request.GET, services, request=request)
    page = Paginator(chosen.qs, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "filter": chosen,
        "page": page,
        "cards": member_cards(page, timezone.localtime()),
        "may_decide": may(request.user, Permission.CHANGE_REQUEST_DECIDE),
    }
    return render(request, "partners/service_list.html", context)


@require_safe
def service_detail(request: SignedInRequest, short_id: str) -> HttpResponse:
    service = _visible_service(request, short_id)
    require(request.user, Permission.SERVICE_VIEW, service)
    may_read_history = may(request.user, Permission.HISTORY_VIEW)
    context = {
        "service": service,
        "card": member_card(service, timezone.localtime()),
        "crumbs": _crumbs(service),
        "may_edit": may(request.user, Permission.SERVICE_EDIT, service),
        "may_confirm": may(request.user, Permission.SERVICE_CONFIRM, service),
        "may_read_history": may_read_history,
        "changes": history_of_service(service) if may_read_history else [],
    }
    return render(request, "partners/service_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def service_edit(request: SignedInRequest, short_id: str) -> HttpResponse:
    """One page for numbers, hours and description. Two people at once: the second sees what the first changed."""
    service = _visible_service(request, short_id)
    require(request.user, Permission.SERVICE_EDIT, service)
    form = ServiceForm(request.POST if request.method == "POST" else None, service=service)
    context = {
        "service": service,
        "form": form,
        "crumbs": _crumbs(service),
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


@require_POST
def service_confirm(request: SignedInRequest, short_id: str) -> HttpResponse:
    """«Klopt nog», in one press."""
    service = _visible_service(request, short_id)
    require(request.user, Permission.SERVICE_CONFIRM, service)
    flows.confirm_service(service, by=request.user, on=today())
    messages.success(request, f"Dank u. «{service}» is vandaag gecontroleerd. Over een half jaar vragen wij het weer.")
    return redirect(service)
