"""Ambitions, goals and speerpunten: what the plan is for."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def goal_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def ambition_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def ambition_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def ambition_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def goal_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def goal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def goal_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def priority_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def priority_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def priority_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
