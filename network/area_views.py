from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def region_setup(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def area_list(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def area_detail(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def area_import(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def import_look(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def import_columns(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
