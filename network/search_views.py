from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def search(request: SignedInRequest, **about: object) -> HttpResponse:
    raise Http404
