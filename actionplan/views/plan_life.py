"""The life of a plan: made, adopted per municipality, followed by the next version and the next plan."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def plan_more(request: SignedInRequest) -> HttpResponse:
    raise Http404


def plan_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def plan_add(request: SignedInRequest) -> HttpResponse:
    raise Http404


def plan_edit(request: SignedInRequest) -> HttpResponse:
    raise Http404


def plan_successor(request: SignedInRequest) -> HttpResponse:
    raise Http404


def version_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def version_compare(request: SignedInRequest) -> HttpResponse:
    raise Http404


def version_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404


def plan_adopt(request: SignedInRequest) -> HttpResponse:
    raise Http404


def adoption_edit(request: SignedInRequest, code: str) -> HttpResponse:
    raise Http404


def adoption_remove(request: SignedInRequest, code: str) -> HttpResponse:
    raise Http404


def plan_close(request: SignedInRequest) -> HttpResponse:
    raise Http404
