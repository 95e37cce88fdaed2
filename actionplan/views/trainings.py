"""Trainings and whom they reached."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def training_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def training_add(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def training_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def training_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def target_edit(request: SignedInRequest, year: int) -> HttpResponse:
    raise Http404
