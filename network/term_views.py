from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def term_list(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def term_begin(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def term_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def term_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def term_remove(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
