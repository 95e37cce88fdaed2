"""Searching for help, as a visitor. Posted and answered in place: nothing of the question is in an address, a title, a
log or anything that stays.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from partners.cards import visitor_cards
from partners.models import HelpLine
from partners.public_search import PublicSearchForm, lines_for, look_for, may_search


# Without a token, which would need a cookie. Nothing is written, so a form on another site gains nothing.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    form = PublicSearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form, "above": HelpLine.objects.shown().first_to_call()}
    status = 200
    if form.is_valid():
        if form.cleaned_data["woord"] and not may_search(request):
            status, context["has_to_wait"] = 429, True
        else:
            found = look_for(form.question, page=form.page)
            cards = visitor_cards(found.services, timezone.localtime())
            context |= {"found": found, "cards": cards, "page": form.page, "next_page": form.page + 1}
    elif form.is_bound:
        status = 422
    if form.is_bound:
        context["lines"] = lines_for(form.audience)
    return render(request, "partners/help_search.html", context, status=status)
