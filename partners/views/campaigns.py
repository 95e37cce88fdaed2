"""Weeks in which all partners look at their entries."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def campaign_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def campaign_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def campaign_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def campaign_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
