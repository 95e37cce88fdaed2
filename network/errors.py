"""Pages for when something goes wrong: always Dutch, and never a loss of what was typed."""

import errno
import sys
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from network.logs import request_id
from network.private_files import FilesAwayError


@dataclass(frozen=True)
class TypedField:
    name: str
    value: str
    is_long: bool


def typed_fields(request: HttpRequest) -> list[TypedField]:
    """What was filled in on the form that was sent; nothing secret, nothing of a visitor, nothing from another site."""
    if (
        request.method != "POST"
        or request.path.startswith(("/account/", "/hulp/"))
        or not is_from_our_own_page(request)
    ):
        return []
    return [
        TypedField(name, value, is_long=len(value) > 60 or "\n" in value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def is_from_our_own_page(request: HttpRequest) -> bool:
    """Another site must not get its own text onto our page with a button to send it."""
    if fetch_site := request.headers.get("Sec-Fetch-Site"):
        return fetch_site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


@requires_csrf_token
def _unsaved(request: HttpRequest, *, status: int, title: str, what_to_do: str) -> HttpResponse:
    fields = typed_fields(request)
    context = {"title": title, "what_to_do": what_to_do, "fields": fields, "path": request.get_full_path()}
    return render(request, "unsaved.html", context, status=status)


def session_expired(request: HttpRequest) -> HttpResponse:
    """401: the session ended while somebody was typing."""
    if request.headers.get("HX-Request"):
        return HttpResponse("U bent uitgelogd.", status=401, content_type="text/plain; charset=utf-8")
    return _unsaved(
        request,
        status=401,
        title="U bent uitgelogd. Uw tekst is nog niet opgeslagen",
        what_to_do="Log in een nieuw tabblad opnieuw in. Kom dan hier terug en druk op «Opnieuw versturen».",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was too old, or the form came from another site."""
    if request.headers.get("HX-Request"):
        return HttpResponse("Deze bladzijde is verlopen.", status=403, content_type="text/plain; charset=utf-8")
    return _unsaved(
        request,
        status=403,
        title="Deze bladzijde was verlopen. Er is nog niets opgeslagen",
        what_to_do="Controleer wat u invulde en druk op «Opnieuw versturen». Lukt het niet, log dan opnieuw in.",
    )


# A disk that is full, that may only be read, or that fails.
NOTHING_CAN_BE_WRITTEN = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database, the files or the disk fail. Neither page asks the database anything."""
    problem = sys.exc_info()[1]
    if isinstance(problem, OperationalError | InterfaceError | FilesAwayError):
        return database_down(request)
    if isinstance(problem, OSError) and problem.errno in NOTHING_CAN_BE_WRITTEN:
        return database_down(request, template="nothing_kept.html")
    return HttpResponse(loader.get_template("500.html").render({"reference": request_id()}), status=500)


def database_down(request: HttpRequest, *, template: str = "503.html") -> HttpResponse:
    # Without the request's own context, which would ask the database who is at work.
    context: dict[str, object] = {
        "fields": typed_fields(request),
        "path": request.get_full_path(),
        "reference": request_id(),
    }
    if context["fields"]:
        context["csrf_token"] = get_token(request)  # a visitor who typed nothing gets no cookie here either
    response = HttpResponse(loader.get_template(template).render(context), status=503)
    response.headers["Retry-After"] = "30"
    return response
