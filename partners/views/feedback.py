"""«Klopt er iets niet?», from visitors and professionals."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from network.pages import SignedInRequest


@login_not_required
def leave_feedback(request: HttpRequest, short_id: str = "") -> HttpResponse:
    raise Http404


def feedback_list(request: SignedInRequest) -> HttpResponse:
    raise Http404


def feedback_handle(request: SignedInRequest, pk: int) -> HttpResponse:
    raise Http404
