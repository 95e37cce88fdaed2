"""The pages of the account: Dutch, in our own layout, and saying what to do."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client

from network.account_flows import ask_new_address, ask_second_factor_reset, invite
from network.models import Person
from tests.cast import Cast
from tests.language import ENGLISH, english_words
from tests.reading import Page
from tests.signing_in import PASSWORD, link_in, mails_to, with_second_step

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
FOR_VISITORS = [
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/done/",
    "/account/password/reset/key/x-y/",
    "/account/inactive/",
    "/account/werkaccount/gestopt/",
    "/account/werkaccount/niet-gelukt/",
]
FOR_MEMBERS = [
    "/account/logout/",
    "/account/password/change/",
    "/account/email/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/sessions/",
    "/account/reauthenticate/",
]
WITH_SECOND_STEP = [
    "/account/2fa/",
    "/account/2fa/totp/deactivate/",
    "/account/2fa/recovery-codes/",
    "/account/2fa/recovery-codes/generate/",
    "/account/2fa/reauthenticate/",
    "/account/2fa/webauthn/reauthenticate/",
]


def opened(client: Client, path: str) -> Page:
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    return Page.of(response)


@pytest.fixture
def member(client: Client, cast: Cast) -> Client:
    """Lotte, who signed in a moment ago, so that the account does not ask again who she is."""
    return just_signed_in(client, cast.reader)


def just_signed_in(client: Client, person: Person) -> Client:
    client.force_login(person, backend="network.accounts.SignInBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


@pytest.mark.parametrize("path", FOR_VISITORS)
def test_a_visitor_reads_dutch_and_finds_the_way_out(client: Client, path: str) -> None:
    page = opened(client, path)
    assert english_words(page) == set()
    assert page.title.endswith(" – Hulpwijzer")
    assert len(page.all("h1")) == 1
    links = [link.get("href") for link in page.all("body a")]
    assert links[:2] == ["#inhoud", "https://www.knmi.nl/"]


@pytest.mark.parametrize("path", FOR_MEMBERS)
def test_a_member_reads_dutch_in_the_layout_of_the_portal(member: Client, path: str) -> None:
    page = opened(member, path)
    assert english_words(page) == set()
    assert " – Netwerkportaal" in page.title
    assert len(page.all("h1")) == 1
    assert page.all("header .main-nav")


@pytest.mark.parametrize("path", WITH_SECOND_STEP)
def test_a_member_with_a_second_step_reads_dutch(member: Client, cast: Cast, path: str) -> None:
    TOTP.activate(cast.reader, generate_totp_secret())
    RecoveryCodes.activate(cast.reader)
    page = opened(member, path)
    assert english_words(page) == set()
    assert len(page.all("h1")) == 1


def test_the_second_step_asks_for_a_code_and_says_what_to_do_when_it_is_wrong(client: Client, cast: Cast) -> None:
    TOTP.activate(cast.reader, generate_totp_secret())
    cast.reader.set_password(PASSWORD)
    cast.reader.save()
    client.post("/account/login/", {"login": cast.reader.email, "password": PASSWORD})
    response = client.post("/account/2fa/authenticate/", {"code": "000000"})
    page = Page.of(response)
    assert "De code klopt niet of is verlopen. Vul de nieuwste code uit uw app in." in page.words
    assert english_words(page) == set()


def test_a_wrong_password_is_answered_with_what_to_do_and_keeps_the_address(client: Client, cast: Cast) -> None:
    response = client.post("/account/login/", {"login": cast.reader.email, "password": "niet-het-goede"})
    page = Page.of(response)
    assert "Inloggen is niet gelukt" in page.words
    assert "Het e-mailadres en het wachtwoord horen niet bij elkaar." in page.words
    assert page.all("[data-error-summary]")
    assert page.one("#id_login").get("value") == cast.reader.email


def test_signing_in_offers_other_ways_only_when_there_are_any(client: Client) -> None:
    page = opened(client, "/account/login/")
    assert page.texts("#andere-manieren ~ p button") == ["Inloggen met een passkey"]
    assert "organisatie" not in page.words


def test_nobody_makes_an_account_for_themselves(client: Client) -> None:
    response = client.post("/account/signup/", {"email": "iemand@voorbeeld.example", "password1": PASSWORD})
    assert "De regiocoördinator nodigt u uit" in response.content.decode()
    assert not Person.objects.filter(email="iemand@voorbeeld.example").exists()


@pytest.mark.parametrize("path", ["/account/uitnodiging/x/", "/account/nieuw-adres/x/"])
def test_a_link_that_does_not_work_says_what_to_do(client: Client, path: str) -> None:
    response = client.get(path)
    page = Page.of(response)
    assert response.status_code == 410
    assert "Vraag de regiocoördinator om een nieuwe mail" in page.words
    assert english_words(page) == set()


def test_the_pages_behind_the_links_of_mails_are_dutch(client: Client, cast: Cast) -> None:
    cast.reader.is_active = False
    cast.reader.save()
    invite(cast.reader, by=cast.coordinator)
    ask_new_address(cast.steering_member, address="nieuw@voorbeeld.example")
    for address, title in {
        cast.reader.email: "Welkom. Kies een wachtwoord",
        "nieuw@voorbeeld.example": "E-mailadres bevestigen",
    }.items():
        page = opened(client, link_in(mails_to(address)[-1]))
        assert page.texts("h1") == [title]
        assert english_words(page) == set()


def test_whoever_may_lose_the_second_step_can_stop_that(member: Client, cast: Cast) -> None:
    with_second_step(cast.reader)
    ask_second_factor_reset(cast.reader, by=cast.administrator)
    page = opened(member, "/account/2fa/")
    assert "Iemand heeft gevraagd om uw tweede stap te wissen" in page.words
    assert english_words(page) == set()
    member.post("/account/2fa/aanvraag-stoppen/")
    assert not cast.reader.second_factor_resets.waiting()
    assert cast.reader.authenticator_set.exists()


def test_an_invited_person_can_set_up_a_second_step_with_a_drawing_inside_the_page(client: Client, cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.coordinator, email=cast.coordinator.email, primary=True, verified=False)
    page = opened(just_signed_in(client, cast.coordinator), "/account/2fa/totp/activate/")
    assert page.texts("h1") == ["App met codes aanzetten"]
    assert page.all(".qr path")
    assert page.all("img") == []


def test_asking_for_a_new_password_sends_a_mail_with_a_link_and_no_name(client: Client, cast: Cast) -> None:
    client.post("/account/password/reset/", {"email": cast.reader.email})
    assert mails_to(cast.reader.email)
    (message,) = mail.outbox
    assert message.subject == "Kies een nieuw wachtwoord"
    assert "/account/password/reset/key/" in message.body
    assert cast.reader.name.split()[0] not in message.body
    assert ENGLISH.findall(re.sub(r"https?://\S+", "", message.body)) == []


def test_leaving_puts_no_message_in_a_cookie_of_the_public_pages(member: Client) -> None:
    response = member.post("/account/logout/")
    assert response.headers["Location"] == "/"
    assert "messages" not in response.cookies


@pytest.mark.parametrize("name", ["403.html", "404.html", "500.html", "400.html", "503.html", "429.html"])
def test_a_page_for_trouble_is_dutch_needs_nothing_and_has_the_way_out(
    name: str, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]  # a fixture without a type
        page = Page.of(render_to_string(name))
    assert {link.get("href") for link in page.all("a[data-exit]")} == {"https://www.knmi.nl/"}
    assert page.all("h1")
    assert english_words(page) == set()


def test_the_page_for_a_portal_that_is_down_gives_back_what_was_typed() -> None:
    fields = [{"name": "toelichting", "value": "<b>Een lang verhaal</b>", "is_long": True}]
    page = render_to_string("503.html", {"fields": fields, "path": "/plan/acties/12/wijzigen/"})
    assert "&lt;b&gt;Een lang verhaal&lt;/b&gt;" in page
    assert 'action="/plan/acties/12/wijzigen/"' in page
