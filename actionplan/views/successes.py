from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def success_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def success_list(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def success_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def success_remove(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def success_report(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def success_programme(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
