"""Somebody whose membership ended a second ago gets what a visitor gets: no more, from no address and no link."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from network import account_flows
from network.mail import KINDS, send_soon
from network.models import Person
from partners.membership_flows import end_membership
from tests.access.test_access import rules_of_others, undone, without_tokens
from tests.access.walk import address_of, agreed_lines
from tests.cast import Cast

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]


def link_in_mail(kind: str, address: str = "") -> Callable[[Person], str]:
    """The path of the link that a mail of this kind carries."""

    def make(person: Person) -> str:
        if kind == "invitation":
            account_flows.invite(person, by=None)
        link = KINDS[kind].context(send_soon(person, kind, address))["link"]
        return urlsplit(str(link)).path

    return make


# Every link that opens something without signing in, by what it is. A part that makes such links adds its own here:
# a function that makes the link for a person, and a link of the same form that was never given out.
PERSONAL_LINKS: dict[str, tuple[Callable[[Person], str], str]] = {
    "uitnodiging": (link_in_mail("invitation"), "/account/uitnodiging/nooit-gegeven/"),
    "nieuw wachtwoord": (link_in_mail("password_reset"), "/account/password/reset/key/1-nooit-gegeven/"),
    "nieuw adres": (link_in_mail("new_address", "nieuw@voorbeeld.example"), "/account/nieuw-adres/nooit-gegeven/"),
}


def end_all_of(person: Person, cast: Cast) -> None:
    end_membership(person.memberships.not_over().get(), by=cast.coordinator)


def told(response: HttpResponse) -> tuple[int, str, bytes]:
    """What somebody learns from an answer."""
    return response.status_code, response.headers.get("Location", ""), without_tokens(response.content)


def differing(client: Client, addresses: list[tuple[str, str]]) -> list[str]:
    """The addresses whose answer is not what a visitor gets."""
    visitor = Client()
    return [
        f"{method} {url}"
        for method, url in addresses
        if told(undone(client, method, url)) != told(undone(visitor, method, url))
    ]


@pytest.mark.parametrize(
    "of_each_thing", [False, pytest.param(True, marks=pytest.mark.full)], ids=["each address", "of each thing"]
)
def test_the_old_session_gets_from_every_address_what_a_visitor_gets(
    of_each_thing: bool, cast: Cast, things: dict[str, dict[str, Any]], client_of: ClientOf
) -> None:
    once = {(line.url_name, line.method): line for line in reversed(agreed_lines())}
    ours = [(line.method, address_of(line, things)) for line in (agreed_lines() if of_each_thing else once.values())]
    of_packages = [("GET", url) for url in rules_of_others(("admin:", "account_", "mfa_", "usersessions_")).values()]
    addresses = sorted({*ours, *of_packages})
    old_session = client_of(cast.reader)
    assert differing(old_session, [("GET", "/partners/"), ("GET", "/")]), "the control: before the end there is more"

    end_all_of(cast.reader, cast)
    print(f"{len(addresses)} adressen gevraagd met de oude sessie")
    assert differing(old_session, addresses) == []


def test_a_session_that_survived_the_end_opens_nothing_either(cast: Cast, client_of: ClientOf) -> None:
    """Rights are asked at every request, so nothing depends on ending sessions."""
    end_all_of(cast.reader, cast)
    survivor = client_of(cast.reader)
    assert differing(survivor, [("GET", "/"), ("GET", "/partners/"), ("GET", "/plan/"), ("GET", "/personen/")]) == []


@pytest.mark.parametrize("name", PERSONAL_LINKS)
def test_a_link_of_somebody_who_left_opens_no_more_than_one_that_was_never_given(name: str, cast: Cast) -> None:
    make_link, never_given = PERSONAL_LINKS[name]
    link = make_link(cast.reader)
    before, nothing = Client().get(link, follow=True), Client().get(never_given, follow=True)
    assert told(before) != told(nothing), "the control: while somebody belongs here the link opens something"

    end_all_of(cast.reader, cast)
    after = Client().get(link, follow=True)
    assert (after.status_code, without_tokens(after.content)) == (
        nothing.status_code,
        without_tokens(nothing.content),
    )


def test_an_open_invitation_is_gone_when_the_membership_ends(cast: Cast) -> None:
    link = link_in_mail("invitation")(cast.reader)
    assert Client().get(link).status_code == 200
    end_all_of(cast.reader, cast)
    assert Client().get(link).status_code == 410
    fields = {"password1": "een-lang-wachtwoord-1", "password2": "een-lang-wachtwoord-1"}
    assert Client().post(link, fields).status_code == 410
