"""Pages for whoever needs help: no account, no cookie, no form, and never an empty list.

The database role of visitors reads published entries only; these views ask for the same, so that somebody who is
signed in sees no more here than anybody else.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.cards import visitor_cards
from partners.models import Audience, CareService, HelpLine, Phase
from partners.models.directory import CareServiceQuerySet
from partners.public_cache import kept_for_a_moment
from partners.public_search import AT_ONCE, WHO, lines_for


def _help_page(
    request: HttpRequest, template: str, services: CareServiceQuerySet, audience: Audience, *, when: str = ""
) -> HttpResponse:
    """The lines that stand above everything, then the help of this page, then the other lines for these people."""
    shown = list(HelpLine.objects.shown())
    above, others = [line for line in shown if line.is_first], lines_for(audience, shown)
    context = {
        "above": above,
        "lines": [line for line in others if not line.without_talking],
        "silent_lines": [line for line in others if line.without_talking],
        "cards": visitor_cards(services.with_what_visitors_see()[:AT_ONCE], timezone.localtime()),
        "checked_on": min((line.last_verified_on for line in [*above, *others] if line.last_verified_on), default=None),
        # What the button to search further sends along.
        "who": next(code for code, each in WHO.items() if each == audience),
        "when": when,
    }
    return render(request, template, context)


def _for(audience: Audience) -> CareServiceQuerySet:
    return CareService.objects.open_to_the_public().taking_people_in().for_audiences([audience])


@kept_for_a_moment
@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The first question: acuut, or langer geleden?"""
    return render(request, "partners/help_index.html", {"above": HelpLine.objects.shown().first_to_call()})


@kept_for_a_moment
@login_not_required
@require_safe
def acute(request: HttpRequest) -> HttpResponse:
    services = _for(Audience.VICTIM).in_phases([Phase.ACUTE])
    return _help_page(request, "partners/help_acute.html", services, Audience.VICTIM, when="kort")


@kept_for_a_moment
@login_not_required
@require_safe
def longer_ago(request: HttpRequest) -> HttpResponse:
    services = _for(Audience.VICTIM).in_phases([Phase.NON_ACUTE])
    return _help_page(request, "partners/help_longer_ago.html", services, Audience.VICTIM, when="lang")


@kept_for_a_moment
@login_not_required
@require_safe
def relatives(request: HttpRequest) -> HttpResponse:
    return _help_page(request, "partners/help_relatives.html", _for(Audience.RELATIVE), Audience.RELATIVE)


@kept_for_a_moment
@login_not_required
@require_safe
def oneself(request: HttpRequest) -> HttpResponse:
    """For who fears to go too far, or did: an entrance of its own."""
    return _help_page(request, "partners/help_oneself.html", _for(Audience.PERPETRATOR), Audience.PERPETRATOR)


@kept_for_a_moment
@login_not_required
@require_safe
def at_work(request: HttpRequest) -> HttpResponse:
    return _help_page(request, "partners/help_work.html", _for(Audience.PROFESSIONAL), Audience.PROFESSIONAL)


@kept_for_a_moment
@login_not_required
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """How to look around here without somebody noticing."""
    return render(request, "partners/help_safety.html")


@kept_for_a_moment
@login_not_required
@require_safe
def service(request: HttpRequest, short_id: str) -> HttpResponse:
    """One entry; of what is not there, or not for visitors, a page that says so, with the numbers."""
    above = HelpLine.objects.shown().first_to_call()
    found = CareService.objects.open_to_the_public().with_what_visitors_see().filter(short_id=short_id).first()
    if found is None:
        return render(request, "partners/help_gone.html", {"above": above}, status=404)
    card = visitor_cards([found], timezone.localtime())[0]
    return render(request, "partners/help_service.html", {"card": card, "above": above})
