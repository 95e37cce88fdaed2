"""Interventions, campaigns and adjoining policy."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def intervention_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def intervention_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def intervention_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def campaign_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def campaign_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def policy_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def policy_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def policy_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def policy_connect(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def connection_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
