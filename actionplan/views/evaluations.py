"""Looking back on a year: a verdict on every ambition."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def evaluation_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def evaluation_detail(request: SignedInRequest, year: int) -> HttpResponse:
    raise Http404


def evaluation_edit(request: SignedInRequest, year: int) -> HttpResponse:
    raise Http404


def verdict_edit(request: SignedInRequest, year: int, pk: int) -> HttpResponse:
    raise Http404


def evaluation_close(request: SignedInRequest, year: int) -> HttpResponse:
    raise Http404
