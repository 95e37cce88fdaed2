"""The parts of an action: milestones, targets with what was reached, remarks, and files that show it."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def milestone_add(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def milestone_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def milestone_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def target_add(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def target_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def target_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def realisation_add(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def comment_add(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def comment_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def document_add(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def document_download(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def document_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
