from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def my_calendar(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def make(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def revoke(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def feed(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
