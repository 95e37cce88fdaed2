"""Pages of members go out packed, which gives nothing away: nothing in them comes from what was asked (BREACH)."""

import gzip
import re

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from network.models import Person
from tests.cast import Cast
from tests.signing_in import browser_of

pytestmark = pytest.mark.django_db
FNAME = 8  # the flag of a gzip file that says its name: random bytes here, so that a length says less


def asked_by(person: Person, address: str, *, accept: str = "gzip, deflate, br") -> HttpResponse:
    response = browser_of(person).get(address, headers={"Accept-Encoding": accept})
    assert isinstance(response, HttpResponse)
    return response


def is_packed(response: HttpResponseBase) -> bool:
    return "Content-Encoding" in response


def key_of(page: bytes) -> bytes:
    found = re.search(rb'name="csrfmiddlewaretoken" value="(\w{64})"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("address", ["/", "/plan/", "/partners/", "/sociale-kaart/", "/overleg/"])
def test_a_page_goes_packed_to_a_member_whose_browser_can_unpack_it(cast: Cast, address: str) -> None:
    packed, plain = asked_by(cast.coordinator, address), asked_by(cast.coordinator, address, accept="identity")

    assert (packed.get("Content-Encoding"), plain.get("Content-Encoding")) == ("gzip", None)
    page = gzip.decompress(packed.content)
    assert page.replace(key_of(page), b"") == plain.content.replace(key_of(plain.content), b"")
    assert int(packed["Content-Length"]) == len(packed.content) < len(page) / 2
    assert packed["Cache-Control"] == plain["Cache-Control"] == "no-store"
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]


def test_the_key_of_a_form_and_the_length_of_the_packing_differ_each_time(cast: Cast) -> None:
    pages = [asked_by(cast.coordinator, "/partners/") for _ in range(5)]

    assert len({key_of(gzip.decompress(page.content)) for page in pages}) == 5
    assert all(page.content[3] & FNAME for page in pages)


@pytest.mark.parametrize(
    "address",
    [
        "/partners/?q=geheim",  # what was asked stands in the page
        "/zoeken/?q=geheim",
        "/is-er-niet/",  # and so may the address of what isn't there
        "/account/password/change/",
        "/account/2fa/",  # the key of a second factor may stand there
    ],
)
def test_what_may_say_back_what_was_asked_or_show_a_key_is_not_packed(cast: Cast, address: str) -> None:
    assert not is_packed(asked_by(cast.coordinator, address))


def test_the_answer_to_what_somebody_sent_and_the_pages_before_signing_in_are_not_packed(cast: Cast) -> None:
    sent = browser_of(cast.coordinator).post("/partners/toevoegen/", {"name": ""}, headers={"Accept-Encoding": "gzip"})
    before = Client().get("/account/login/", headers={"Accept-Encoding": "gzip"})

    assert (sent.status_code, before.status_code) == (422, 200)
    assert not is_packed(sent)
    assert not is_packed(before)
