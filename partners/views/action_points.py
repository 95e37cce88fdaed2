from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def point_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def point_list(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def point_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def point_done(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
