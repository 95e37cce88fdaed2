from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def lesson_list(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def lesson_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def lesson_detail(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def lesson_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def lesson_settle(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
