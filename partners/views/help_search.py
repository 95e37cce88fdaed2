"""Searching for help, as a visitor. Posted and answered in place: nothing of the question is in an address, a title, a
log or anything that stays.
"""

from contextlib import AbstractContextManager, nullcontext

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.database import PUBLIC, acting_as
from partners.cards import visitor_cards
from partners.models import HelpLine
from partners.public_search import PublicSearchForm, lines_for, look_for, may_search


# Without a token, which would need a cookie. Nothing is written, so a form on another site gains nothing.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    form = PublicSearchForm(request.POST if request.method == "POST" else None)
    lines = list(HelpLine.objects.shown())
    with as_a_visitor(request):
        context, status = _answer(request, form, lines) if form.is_bound else ({}, 200)
    context |= {"form": form, "above": [line for line in lines if line.is_first]}
    return render(request, "partners/help_search.html", context, status=status)


def as_a_visitor(request: HttpRequest) -> AbstractContextManager[None]:
    """Who is signed in finds what everybody finds. A visitor is a visitor already."""
    return acting_as(PUBLIC) if request.user.is_authenticated else nullcontext()


def _answer(request: HttpRequest, form: PublicSearchForm, lines: list[HelpLine]) -> tuple[dict[str, object], int]:
    """What the page shows, and its status."""
    is_readable = form.is_valid()
    context: dict[str, object] = {"lines": lines_for(form.audience, lines)}
    if not is_readable:
        return context, 422
    if form.cleaned_data["woord"] and not may_search(request):
        return context | {"has_to_wait": True}, 429
    found = look_for(form.question, page=form.page)
    cards = visitor_cards(found.services, timezone.localtime())
    return context | {"found": found, "cards": cards, "page": form.page, "next_page": form.page + 1}, 200
