from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def attendance_edit(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404


def sign_up(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
