"""National lines: their numbers are kept here, and nowhere else."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def help_line_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def help_line_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def help_line_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def help_line_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
