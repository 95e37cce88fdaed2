from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def bottleneck_list(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def bottleneck_add(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def bottleneck_detail(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def bottleneck_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def bottleneck_escalate(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def bottleneck_return(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def bottleneck_decide(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def bottleneck_close(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
