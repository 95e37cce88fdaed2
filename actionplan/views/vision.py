"""The shared vision, in versions; an adopted one stays readable with its date."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def vision_detail(request: SignedInRequest) -> HttpResponse:
    raise Http404


def vision_version(request: SignedInRequest, number: int) -> HttpResponse:
    raise Http404


def vision_edit(request: SignedInRequest) -> HttpResponse:
    raise Http404


def vision_adopt(request: SignedInRequest) -> HttpResponse:
    raise Http404
