"""Editing in the list: a row in place, several at once, another order, and undoing the last change."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def bulk_edit(request: SignedInRequest) -> HttpResponse:
    raise Http404


def row_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def action_move(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def action_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
