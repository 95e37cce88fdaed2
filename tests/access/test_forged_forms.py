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


WITHOUT, WRONG = {}, {"csrfmiddlewaretoken": "x" * 64}


@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.full)], ids=["in turn", "everybody"])
def test_no_form_is_taken_without_its_token(
    everybody: bool, cast: Cast, things: Things, client_of: Callable[[Person], Client]
) -> None:
    """In turn: at every address a visitor and somebody who signed in, half without a token, half with a wrong one."""
    every = every_address(cast, things)
    assert len(every) > 100
    visitor, coordinator, administrator = Client(), client_of(cast.coordinator), client_of(cast.administrator)
    one, other = every[::2], every[1::2]
    asked = [
        (visitor, WITHOUT, one),
        (visitor, WRONG, other),
        (coordinator, WITHOUT, one),
        (administrator, WRONG, other),
    ]
    if everybody:
        people = (visitor, coordinator, administrator)
        asked = [(client, token, every) for client in people for token in (WITHOUT, WRONG)]
    for client, token, urls in asked:
        client.handler.enforce_csrf_checks = True
        answers = {url: client.post(url, token, headers={"Origin": "https://evil.invalid"}).status_code for url in urls}
        assert {url: status for url, status in answers.items() if status not in agreed(url, client is visitor)} == {}


def agreed(url: str, is_visitor: bool) -> set[int]:
    """How an address may answer who sends a form without its token."""
    if url == READS_ONLY:
        return {200}
    if url.startswith("/klopt-nog/"):
        return {422}  # it answers nothing
    if url.startswith(OPEN_DATA):
        return {405}
    if url.startswith("/hulp/aanbod/"):
        return {403, 404, 405}
    alone = {reverse("monitor:import-list"), reverse("monitor:boundaries"), reverse("monitor:house-style")}
    return {401} if is_visitor and (url in alone or url.endswith(FILES)) else {403}


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
