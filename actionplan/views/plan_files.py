"""A plan in and out: lists, and a speerpunt as a template for other regions."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def plan_import(request: SignedInRequest) -> HttpResponse:
    raise Http404


def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def import_look(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def plan_export(request: SignedInRequest, file_format: str) -> HttpResponse:
    raise Http404


def template_download(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def template_load(request: SignedInRequest) -> HttpResponse:
    raise Http404
