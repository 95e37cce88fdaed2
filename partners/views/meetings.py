from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def meeting_list(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def meeting_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def meeting_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def meeting_cancel(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
