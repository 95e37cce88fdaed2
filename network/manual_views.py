"""The manual, for everybody who signs in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from network.manual import chapters


@require_safe
def manual(request: HttpRequest) -> HttpResponse:
    return render(request, "network/manual.html", {"chapters": chapters()})


@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    all_of_it = chapters()
    place = next((place for place, each in enumerate(all_of_it) if each.slug == slug), None)
    if place is None:
        raise Http404
    this = all_of_it[place]
    context = {
        "chapter": this,
        "next": next(iter(all_of_it[place + 1 :]), None),
        "crumbs": [("Handleiding", reverse("network:manual")), (this.title, None)],
    }
    return render(request, "network/manual_chapter.html", context)
