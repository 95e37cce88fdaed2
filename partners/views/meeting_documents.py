from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def document_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def document_download(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def document_remove(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
