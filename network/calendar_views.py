"""«Bijeenkomsten in uw eigen agenda»: the page about it, and what calendar programs read."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from network.account_mails import digest_of
from network.calendar import calendar_of, empty_calendar
from network.calendar_flows import make_feed, revoke_feed
from network.database import WEB, acting_as
from network.downloads import as_download
from network.models import CalendarFeed
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_safe
def my_calendar(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.OVERVIEW_VIEW)
    return _page(request)


@require_POST
def make(request: SignedInRequest) -> HttpResponse:
    """Answers with the page itself: after a redirect the secret would have to be kept somewhere to be shown."""
    require(request.user, Permission.OVERVIEW_VIEW)
    path = reverse("network:calendar-feed", args=[make_feed(request.user)])
    return _page(request, address=f"{settings.PORTAL_URL}{path}")


@require_POST
def revoke(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.OVERVIEW_VIEW)
    if revoke_feed(request.user):
        messages.success(request, "Het adres is ingetrokken. Uw agenda krijgt niets meer uit het portaal.")
    return redirect("network:calendar")


def _page(request: SignedInRequest, *, address: str = "") -> HttpResponse:
    feed = CalendarFeed.objects.in_use().filter(person=request.user).first()
    crumbs = [("Mijn overzicht", reverse("home")), ("Bijeenkomsten in uw eigen agenda", None)]
    return render(request, "network/calendar.html", {"feed": feed, "address": address, "crumbs": crumbs})


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Who has the secret reads along, without signing in: calendar programs can't."""
    # A visitor's database role can't read accounts and meetings. Only this lookup and what it finds goes further.
    with acting_as(WEB):
        found = CalendarFeed.objects.select_related("person").filter(digest=digest_of(secret)).first()
        if found is None:
            raise Http404
        content = empty_calendar() if found.revoked_at else calendar_of(found.person)
    response = as_download(content, file_name="netwerkportaal.ics", content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    # The secret stands in the address, which no other site may hear of.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
