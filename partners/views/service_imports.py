"""Bringing in a list of help, and downloading the sociale kaart."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def service_import(request: SignedInRequest) -> HttpResponse:
    raise Http404


def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def import_look(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def service_export(request: SignedInRequest, file_format: str) -> HttpResponse:
    raise Http404
