"""The lists that the network keeps itself: pillars and target groups."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def pillar_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def pillar_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def target_group_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def target_group_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def target_group_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
