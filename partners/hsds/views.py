"""Answers of the API."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse


@login_not_required
def api(request: HttpRequest) -> HttpResponse:
    raise Http404
