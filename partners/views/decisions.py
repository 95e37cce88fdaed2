from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def decision_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def decision_list(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def decision_detail(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def decision_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def decision_withdraw(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
