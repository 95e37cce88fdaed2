"""Pages of the ground floor."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.accessibility import last_examination
from network.policy import Permission, require
from network.policy_table import COLUMNS, table_in_dutch


@require_safe
def policy_page(request: HttpRequest) -> HttpResponse:
    """«Wie mag wat»: the table of rights in words."""
    require(request.user, Permission.POLICY_VIEW)
    return render(request, "network/policy.html", {"columns": COLUMNS, "parts": table_in_dutch()})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement that the law asks for, with what the last examination of every page found."""
    context = {"examined": last_examination(), "contact": settings.ACCESSIBILITY_CONTACT}
    return render(request, "network/accessibility.html", context)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "network/privacy.html")


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness, as RFC 9116 has it. Good for a month, so an old copy says that it is old."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    contacts = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACT]
    lines = [
        *contacts,
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PORTAL_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 with the version when the database and the queue answer, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
            waiting = cursor.fetchone()[0]
    except DatabaseError:
        return JsonResponse({"status": "storing"}, status=503)
    return JsonResponse({"status": "in orde", "version": settings.VERSION, "waiting_jobs": waiting})
