from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def lesson_link(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def bottleneck_link(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def decision_link(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def origin_remove(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
