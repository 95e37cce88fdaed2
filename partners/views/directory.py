"""The sociale kaart for professionals."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners.cards import member_card, member_cards
from partners.filters import ServiceFilter
from partners.models import CareService
from partners.service_history import history_of_service

PER_PAGE = 20


def visible_service(request: SignedInRequest, short_id: str) -> CareService:
    return get_object_or_404(CareService.objects.visible_to(request.user).with_what_members_see(), short_id=short_id)


def crumbs_of(service: CareService) -> list[tuple[str, str | None]]:
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
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_VIEW, service)
    may_read_history = may(request.user, Permission.HISTORY_VIEW)
    context = {
        "service": service,
        "card": member_card(service, timezone.localtime()),
        "crumbs": crumbs_of(service),
        "may_edit": may(request.user, Permission.SERVICE_EDIT, service),
        "may_confirm": may(request.user, Permission.SERVICE_CONFIRM, service),
        "may_read_history": may_read_history,
        "changes": history_of_service(service) if may_read_history else [],
    }
    return render(request, "partners/service_detail.html", context)
