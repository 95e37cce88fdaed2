"""What an action is tied to: interventions, campaigns and the agreements that bind it."""

from django.http import Http404, HttpResponse

from network.pages import SignedInRequest


def links_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
