"""Ways to reach an entry, each with its own hours."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def channel_add(request: SignedInRequest, short_id: str) -> HttpResponse:
    raise Http404


def channel_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def channel_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def exception_add(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def exception_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
