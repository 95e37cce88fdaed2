from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def body_list(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def body_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def body_detail(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def body_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def seat_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def seat_end(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
