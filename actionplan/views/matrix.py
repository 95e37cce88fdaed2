"""Who does what for whom: the matrix doelgroep × partner, and the activities in it."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def matrix(request: SignedInRequest) -> HttpResponse:
    raise Http404


def matrix_pdf(request: SignedInRequest) -> HttpResponse:
    raise Http404


def activity_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def activity_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def activity_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
