"""The sociale kaart on paper, per municipality."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def service_print(request: SignedInRequest) -> HttpResponse:
    raise Http404


def service_pdf(request: SignedInRequest, code: str) -> HttpResponse:
    raise Http404
