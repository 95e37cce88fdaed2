"""The front door: help and signing in for a visitor, «Mijn overzicht» for a member."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.dates import today
from network.mail import is_a_copy
from network.overview import todos_of
from network.policy import Permission, require
from network.together import fetch_together
from partners.meetings import coming_meetings
from partners.models import HelpLine
from partners.register import own_organisations

MEETINGS_SHOWN = 3


@login_not_required
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "network/front_door.html", {"lines": HelpLine.objects.shown().first_to_call()})
    require(request.user, Permission.OVERVIEW_VIEW)
    todos = todos_of(request.user, today())
    own, coming = own_organisations(request.user), coming_meetings(request.user)[:MEETINGS_SHOWN]
    fetch_together(own, coming)
    context = {
        "today": today(),
        "late": [todo for todo in todos if todo.late],
        "ahead": [todo for todo in todos if not todo.late],
        "total": len(todos),
        "is_a_copy": is_a_copy(),
        "own": own,
        "coming": coming,
    }
    return render(request, "network/overview.html", context)
