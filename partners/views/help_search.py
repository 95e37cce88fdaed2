"""Searching for help, as a visitor."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    raise Http404
