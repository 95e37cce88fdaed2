"""The scan of the bouwstenen: what is in order, what shows it, and what is missing."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def scan(request: SignedInRequest) -> HttpResponse:
    raise Http404


def scan_year(request: SignedInRequest, year: int) -> HttpResponse:
    raise Http404


def scan_answer(request: SignedInRequest, year: int, pk: int) -> HttpResponse:
    raise Http404
