"""Where there is no help known: doelgroep, pijler and gemeente side by side."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def service_gaps(request: SignedInRequest) -> HttpResponse:
    raise Http404
