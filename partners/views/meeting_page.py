from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def meeting_detail(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def agenda_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def agenda_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def agenda_move(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def agenda_remove(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
