"""The timeline of actions and milestones, with the same as a table."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def timeline(request: SignedInRequest) -> HttpResponse:
    raise Http404


def timeline_pdf(request: SignedInRequest) -> HttpResponse:
    raise Http404
