"""Who takes part in the network."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.history import history_of
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners.cards import member_cards
from partners.models import CareService, Organisation
from partners.register import by_domain


@require_safe
def organisation_list(request: SignedInRequest) -> HttpResponse:
    """All partners of today by domain, and the domains that nobody works in."""
    require(request.user, Permission.ORGANISATION_VIEW)
    partners = Organisation.objects.visible_to(request.user).active().with_number_of_services()
    context = {"domains": by_domain(partners), "total": len(partners)}
    return render(request, "partners/organisation_list.html", context)


@require_safe
def organisation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who they are, the hours they agreed to, and what they offer."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.ORGANISATION_VIEW, organisation)
    services = CareService.objects.visible_to(request.user).of_organisations(frozenset({organisation.pk}))
    may_read_history = may(request.user, Permission.HISTORY_VIEW)
    context = {
        "organisation": organisation,
        "editors": organisation.memberships.on().editors().select_related("person"),
        "capacities": organisation.capacities.all(),
        "municipalities": organisation.municipalities_served.all(),
        "cards": member_cards(services.with_what_members_see(), timezone.localtime()),
        "may_read_history": may_read_history,
        "changes": history_of(organisation) if may_read_history else [],
        "crumbs": [("Partners", reverse("partners:organisation-list")), (str(organisation), None)],
    }
    return render(request, "partners/organisation_detail.html", context)
