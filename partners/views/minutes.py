from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def minutes_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def minutes_settle(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def minutes_pdf(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
