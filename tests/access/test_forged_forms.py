"""Another site can't send any of our forms: every address asks for the token, and none is exempt."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.urls.exceptions import NoReverseMatch
from django.views.decorators.csrf import csrf_exempt

from network.models import Person
from tests.access.walk import agreed_lines, all_addresses
from tests.cast import Cast

pytestmark = pytest.mark.django_db

# Agreed: these look at the size of what is sent before they read anything, and then ask for the token themselves.
SIZES_FIRST = {
    "import-list",
    "document-add",
    "meeting-document-add",
    "action-document-add",
    "delivery-upload",
    "boundaries",
    "house-style",
}
FILES = ("/document/", "/stuk/", "/bewijsstuk/", "/rekenblad/")  # how their addresses end
# And these are for visitors, who have no cookie that a token could stand in. The search only reads; what somebody tells
# has to come from a page of ours; the secret in the address of a link is the proof; and open data takes no form at all.
FOR_VISITORS = {"help-search", "help-feedback", "help-service-feedback", "confirm-link"}
READS_ONLY = "/hulp/zoeken/"
OPEN_DATA = "/api/hsds/"


def exempt_addresses(patterns: list[Any]) -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= exempt_addresses(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and getattr(pattern.callback, "csrf_exempt", False):
            found.add(str(pattern.name))
    return found


Things = dict[str, dict[str, Any]]


def every_address(cast: Cast, things: Things) -> list[str]:
    """One address of every name in the urls."""
    arguments = {line.url_name: things[line.thing] for line in agreed_lines() if line.thing in things}
    of_packages = {
        "object_id": cast.tiel.pk, "app_label": "network", "token": "x", "key": "x", "pk": 1, "uidb36": "1",
        "provider_id": "x", "content_type_id": 1, "url": "x",
    }  # fmt: skip
    urls = []
    for name, converters in all_addresses():
        given = arguments.get(name, {argument: of_packages.get(argument, 1) for argument in converters})
        try:
            urls.append(reverse(name, kwargs=given))
        except NoReverseMatch:
            assert name.endswith("None") or not name.startswith(("partners", "actionplan", "monitor", "network")), name
    return urls


def test_no_form_is_taken_without_its_token(cast: Cast, things: Things, client_of: Callable[[Person], Client]) -> None:
    urls = every_address(cast, things)
    assert len(urls) > 100
    alone = {reverse("monitor:import-list"), reverse("monitor:boundaries"), reverse("monitor:house-style")}
    visitor = Client()
    for client in (visitor, client_of(cast.coordinator), client_of(cast.administrator)):
        client.handler.enforce_csrf_checks = True
        for extra in ({}, {"csrfmiddlewaretoken": "x" * 64}):
            answers = {
                url: client.post(url, extra, headers={"Origin": "https://evil.invalid"}).status_code for url in urls
            }
            assert answers.pop(READS_ONLY) == 200
            assert {answers.pop(url) for url in urls if url.startswith("/klopt-nog/")} == {422}  # it answers nothing
            assert {answers.pop(url) for url in urls if url.startswith(OPEN_DATA)} == {405}
            assert {answers.pop(url) for url in urls if url.startswith("/hulp/aanbod/")} <= {403, 404, 405}
            taken = {url: status for url, status in answers.items() if status != 403}
            sizes_first = {url: 401 for url in urls if url in alone or url.endswith(FILES)}
            assert taken == (sizes_first if client is visitor else {})


def test_a_request_of_htmx_needs_it_too(cast: Cast, things: Things, client_of: Callable[[Person], Client]) -> None:
    client = client_of(cast.coordinator)
    client.handler.enforce_csrf_checks = True
    for_visitors = (READS_ONLY, OPEN_DATA, "/klopt-nog/", "/hulp/klopt-niet/", "/hulp/aanbod/")
    urls = [url for url in every_address(cast, things) if not url.startswith(for_visitors)]
    answers = {client.post(url, headers={"HX-Request": "true"}).status_code for url in urls}
    assert answers == {403}


def test_the_list_of_exempt_addresses_is_the_agreed_one() -> None:
    exempt = exempt_addresses(get_resolver().url_patterns)
    assert {name for name in exempt if not name.startswith("hsds")} == SIZES_FIRST | FOR_VISITORS


@csrf_exempt
def _open_to_other_sites(request: HttpRequest) -> HttpResponse:
    return HttpResponse("gedaan")


urlpatterns = [path("open/", _open_to_other_sites, name="open")]


def test_an_exempt_address_would_be_noticed() -> None:
    """The control: a view that takes a form without a token."""
    assert exempt_addresses(urlpatterns) == {"open"}
