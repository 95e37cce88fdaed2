"""Keeping the money: lines, sources, choices at a shortfall, and borging."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def line_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def line_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def line_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def source_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def source_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def choices_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def finance_export(request: SignedInRequest, file_format: str) -> HttpResponse:
    raise Http404


def embedding_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def embedding_add(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def embedding_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def embedding_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
