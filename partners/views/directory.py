"""The sociale kaart for professionals."""

from django.core.paginator import Page, Paginator
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
from partners.service_actions import next_steps
from partners.service_history import history_of_service
from partners.upkeep import in_short, section_lines
from partners.views.crumbs import Crumbs

PER_PAGE = 20


def visible_service(request: SignedInRequest, short_id: str) -> CareService:
    return get_object_or_404(CareService.objects.visible_to(request.user).with_what_members_see(), short_id=short_id)


def crumbs_of(service: CareService, *pages: tuple[str, str | None]) -> Crumbs:
    """Down to an entry, or to a page about it."""
    return [
        ("Sociale kaart", reverse("partners:service-list")),
        (str(service.organisation), service.organisation.get_absolute_url()),
        (service.name, service.get_absolute_url() if pages else None),
        *pages,
    ]


def _page_of(chosen: ServiceFilter, number: str | None) -> Page[CareService]:
    """Looking for words is what costs, so it is done once: for how many there are and for which."""
    if not chosen.data.get("zoek"):
        return Paginator(chosen.qs.with_what_a_list_shows(), PER_PAGE).get_page(number)
    found = list(chosen.qs.values_list("pk", flat=True))
    page = Paginator(found, PER_PAGE).get_page(number)
    rows = CareService.objects.filter(pk__in=page.object_list).with_what_a_list_shows()
    page.object_list = sorted(rows, key=lambda each: found.index(each.pk))
    return page


@require_safe
def service_list(request: SignedInRequest) -> HttpResponse:
    """What help there is, for professionals: with the numbers that are theirs only."""
    require(request.user, Permission.SERVICE_LIST)
    chosen = ServiceFilter(request.GET, CareService.objects.visible_to(request.user), person=request.user)
    page = _page_of(chosen, request.GET.get("pagina"))
    context = {
        "filter": chosen,
        "page": page,
        "cards": member_cards(page, timezone.localtime()),
        "what_to_drop": [] if page else chosen.what_to_drop(),
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
        "may_confirm": service.is_live and may(request.user, Permission.SERVICE_CONFIRM, service),
        "steps": next_steps(service, request.user),
        "sections": in_short(section_lines(service)),
        "may_read_history": may_read_history,
        "changes": history_of_service(service) if may_read_history else [],
    }
    return render(request, "partners/service_detail.html", context)
