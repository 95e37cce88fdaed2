"""Weeks in which all partners look at their entries."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network.history import because
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.campaign_flows import start_campaign
from partners.campaign_forms import CampaignForm
from partners.campaigns import partners_in, totals
from partners.models import Campaign
from partners.views.crumbs import Crumbs

PER_PAGE = 25


@require_safe
def campaign_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.CAMPAIGN_RUN)
    page = Paginator(Campaign.objects.visible_to(request.user), PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "partners/campaign_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.CAMPAIGN_RUN)
    return _form_page(request, None, title="Controleronde toevoegen")


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who answered what. The button lets the mails go out, once."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.CAMPAIGN_RUN)
    if request.method == "POST" and campaign.is_running:
        number = start_campaign(campaign, by=request.user)
        messages.success(request, _started(number))
        return redirect("partners:campaign-detail", pk)
    if request.method == "POST":
        messages.warning(request, "De mails gaan pas de deur uit in de weken van de controleronde.")
        return redirect("partners:campaign-detail", pk)
    partners = partners_in(campaign)
    context = {
        "campaign": campaign,
        "partners": partners,
        "totals": totals(partners),
        "crumbs": _crumbs(str(campaign)),
    }
    return render(request, "partners/campaign_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.CAMPAIGN_RUN)
    return _form_page(request, campaign, title="Controleronde wijzigen")


def _form_page(request: SignedInRequest, campaign: Campaign | None, *, title: str) -> HttpResponse:
    form = CampaignForm(request.POST if request.method == "POST" else None, instance=campaign)
    if form.is_valid():
        with because(title):
            saved = form.save()
        messages.success(request, "Opgeslagen.")
        return redirect("partners:campaign-detail", saved.pk)
    back = reverse("partners:campaign-detail", args=[campaign.pk]) if campaign else reverse("partners:campaign-list")
    context = {"form": form, "title": title, "back": back, "crumbs": _crumbs(title)}
    return render(request, "partners/campaign_form.html", context, status=422 if form.errors else 200)


def _started(number: int) -> str:
    if number == 0:
        return "Er gaat nu geen mail uit: iedereen kreeg er al een, of kreeg er minder dan 25 dagen geleden een."
    return f"{number} {'mail gaat' if number == 1 else 'mails gaan'} nu de deur uit."


def _crumbs(page: str) -> Crumbs:
    return [
        ("Sociale kaart", reverse("partners:service-list")),
        ("Controlerondes", reverse("partners:campaign-list")),
        (page, None),
    ]
