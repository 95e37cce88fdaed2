"""/zoeken/: what somebody may see, found by a word. Posted, so that the word stands in no address and no log."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from network.pages import SignedInRequest
from network.policy import Permission, require
from network.search import search as search_everywhere
from network.search_forms import SearchForm


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.SEARCH)
    form = SearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        only = form.cleaned_data["soort"]
        groups = search_everywhere(request.user, form.question, only=only)
        context |= {"groups": groups, "searched": form.cleaned_data["woord"], "only": only}
    return render(request, "network/search.html", context, status=422 if form.errors else 200)
