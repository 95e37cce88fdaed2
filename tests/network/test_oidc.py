"""Signing in through one's employer, with a real provider on this machine: for people with an invitation alone."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.http import HttpResponse
from django.test import Client
from oidc_provider_mock import run_server_in_thread
from pytest_django import Settings

from network.account_flows import change_address, invite
from network.models import Invitation, Person
from network.people_flows import block
from tests.cast import Cast
from tests.factories import MembershipFactory, PersonFactory
from tests.reading import Page
from tests.signing_in import code_of_now, is_signed_in, with_password, with_second_step

pytestmark = [
    pytest.mark.django_db,
    # The provider runs in a thread of this process, and uses what its own libraries will drop.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

START = "/account/oidc/werkaccount/login/"
Claims = Callable[..., None]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with run_server_in_thread() as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture
def provider(server: str, settings: Settings) -> str:
    settings.OIDC_SERVER_URL = server
    settings.OIDC_NAME = "Gemeente Tiel"
    app = {
        "provider_id": "werkaccount",
        "name": "Gemeente Tiel",
        "client_id": "portaal",
        "secret": "geheim",
        "settings": {"server_url": server},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return server


@pytest.fixture
def knows(provider: str) -> Callable[..., None]:
    """Tell the provider who somebody is."""

    def put(sub: str, **claims: object) -> None:
        requests.put(f"{provider}/users/{sub}", json=claims, timeout=5).raise_for_status()

    return put


@pytest.fixture
def newcomer(cast: Cast) -> Person:
    person = PersonFactory(email="nieuw@voorbeeld.example", is_active=False)
    MembershipFactory(person=person, organisation=cast.lead_organisation)
    return person


def goes_through_the_employer(sub: str, client: Client | None = None) -> tuple[Client, HttpResponse]:
    """The whole round: our button, their page, and back."""
    client = client or Client()
    theirs = client.post(START)["Location"]
    back = requests.post(theirs, data={"sub": sub}, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client, client.get(f"{parts.path}?{parts.query}")


def test_somebody_who_accepted_an_invitation_gets_in(knows: Claims, cast: Cast) -> None:
    knows("lotte", email="Lotte@voorbeeld.example", email_verified=True)
    client, response = goes_through_the_employer("lotte")
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(cast.reader.pk)
    assert client.get("/wie-mag-wat/").status_code == 200
    again, _ = goes_through_the_employer("lotte")
    assert is_signed_in(again)


def test_an_open_invitation_is_accepted_by_it(knows: Claims, newcomer: Person, cast: Cast) -> None:
    invite(newcomer, by=cast.coordinator)
    knows("nieuw", email=newcomer.email, email_verified=True)
    client, _ = goes_through_the_employer("nieuw")
    assert is_signed_in(client)
    newcomer.refresh_from_db()
    assert newcomer.is_active
    assert not newcomer.has_usable_password()
    assert Invitation.objects.get().accepted_at


def refused(client: Client, response: HttpResponse) -> bool:
    return (
        response.status_code == 403
        and "U kunt hiermee niet inloggen" in Page.of(response).words
        and not is_signed_in(client)
    )


def test_whoever_was_not_invited_does_not_get_in(knows: Claims, newcomer: Person, cast: Cast) -> None:
    knows("vreemd", email="vreemd@voorbeeld.example", email_verified=True)
    assert refused(*goes_through_the_employer("vreemd"))
    assert not Person.objects.filter(email="vreemd@voorbeeld.example").exists()
    knows("nog-niet", email=newcomer.email, email_verified=True)  # in the network, but without a letter
    assert refused(*goes_through_the_employer("nog-niet"))


@pytest.mark.parametrize("verified", [False, None, "true", "ja", 1])
def test_an_address_that_the_employer_does_not_vouch_for_does_not_count(
    verified: object, knows: Claims, cast: Cast
) -> None:
    claims = {} if verified is None else {"email_verified": verified}
    knows("doet-alsof", email=cast.administrator.email, **claims)
    assert refused(*goes_through_the_employer("doet-alsof"))


def test_whoever_left_or_was_switched_off_does_not_get_in(knows: Claims, cast: Cast) -> None:
    knows("kees", email=cast.former_editor.email, email_verified=True)
    assert refused(*goes_through_the_employer("kees"))
    knows("lotte-uit", email=cast.reader.email, email_verified=True)
    Person.objects.filter(pk=cast.reader.pk).update(is_active=False)
    assert refused(*goes_through_the_employer("lotte-uit"))


def test_an_employer_s_account_never_becomes_somebody_else(knows: Claims, cast: Cast) -> None:
    knows("wisselt", email=cast.reader.email, email_verified=True)
    goes_through_the_employer("wisselt")
    knows("wisselt", email=cast.administrator.email, email_verified=True)
    assert refused(*goes_through_the_employer("wisselt"))


def test_an_address_that_only_looks_like_somebody_s_is_somebody_else(knows: Claims, cast: Cast) -> None:
    """To Postgres, a dotless «ı» in capitals is an I."""
    looks_alike = cast.administrator.email.replace("i", "\N{LATIN SMALL LETTER DOTLESS I}")
    assert looks_alike.upper() == cast.administrator.email.upper()
    knows("lijkt-op", email=looks_alike, email_verified=True)
    assert refused(*goes_through_the_employer("lijkt-op"))


def test_a_successor_who_got_the_same_address_does_not_get_in(knows: Claims, cast: Cast) -> None:
    for account in ("voorganger", "opvolger"):
        knows(account, email=cast.reader.email, email_verified=True)
    goes_through_the_employer("voorganger")
    assert refused(*goes_through_the_employer("opvolger"))
    still, _ = goes_through_the_employer("voorganger")
    assert is_signed_in(still)


def test_a_new_invitation_is_for_a_new_account_at_the_employer(knows: Claims, cast: Cast) -> None:
    for account in ("oud-account", "nieuw-account"):
        knows(account, email=cast.reader.email, email_verified=True)
    goes_through_the_employer("oud-account")
    block(cast.reader, by=cast.administrator)
    invite(cast.reader, by=cast.administrator)
    client, _ = goes_through_the_employer("nieuw-account")
    assert is_signed_in(client)
    assert refused(*goes_through_the_employer("oud-account"))


def test_a_new_address_is_for_a_new_account_at_the_employer(knows: Claims, cast: Cast) -> None:
    knows("oude-baan", email=cast.reader.email, email_verified=True)
    knows("nieuwe-baan", email="lotte@elders.example", email_verified=True)
    goes_through_the_employer("oude-baan")
    change_address(cast.reader, address="lotte@elders.example")
    client, _ = goes_through_the_employer("nieuwe-baan")
    assert is_signed_in(client)


def test_nothing_that_the_employer_tells_is_kept(knows: Claims, cast: Cast) -> None:
    knows("verteller", email=cast.reader.email, email_verified=True, birthdate="1980-01-01", name="Officiële Naam")
    for _ in range(2):
        goes_through_the_employer("verteller")
    account = cast.reader.socialaccount_set.get()  # type: ignore[attr-defined]  # of allauth
    assert (account.uid, account.extra_data) == ("verteller", {})
    cast.reader.refresh_from_db()
    assert cast.reader.name == "Lotte Visser"


def test_our_own_second_step_still_counts(knows: Claims, cast: Cast) -> None:
    knows("marijke", email=cast.coordinator.email, email_verified=True)
    without, _ = goes_through_the_employer("marijke")
    assert without.get("/wie-mag-wat/")["Location"] == "/account/2fa/"
    secret = with_second_step(cast.coordinator)
    client, response = goes_through_the_employer("marijke")
    assert response["Location"] == "/account/2fa/authenticate/"
    assert not is_signed_in(client)
    client.post("/account/2fa/authenticate/", {"code": code_of_now(secret)})
    assert client.get("/wie-mag-wat/").status_code == 200


@pytest.mark.parametrize(
    ("trusts", "methods", "gets_in"),
    [(True, ["pwd", "mfa"], True), (True, ["pwd"], False), (True, "mfa", False), (False, ["pwd", "mfa"], False)],
)
def test_the_employer_s_second_step_counts_only_when_it_was_used_and_is_trusted(
    trusts: bool, methods: object, gets_in: bool, knows: Claims, cast: Cast, settings: Settings
) -> None:
    settings.OIDC_TRUSTS_SECOND_FACTOR = trusts
    knows("marijke-mfa", email=cast.coordinator.email, email_verified=True, amr=methods)
    client, _ = goes_through_the_employer("marijke-mfa")
    assert (client.get("/wie-mag-wat/").status_code == 200) is gets_in


def test_stopping_halfway_is_answered_in_dutch(provider: str) -> None:
    client = Client()
    asked = parse_qs(urlsplit(client.post(START)["Location"]).query)
    refusal = {"error": "access_denied", "state": asked["state"][0]}  # this provider leaves the state out
    page = Page.of(client.get(urlsplit(asked["redirect_uri"][0]).path, refusal, follow=True))
    assert page.texts("h1") == ["U bent niet ingelogd"]


def test_an_answer_that_nobody_asked_for_is_refused(provider: str, knows: Claims, cast: Cast) -> None:
    knows("lotte-csrf", email=cast.reader.email, email_verified=True)
    theirs = Client().post(START)["Location"]
    back = urlsplit(
        requests.post(theirs, data={"sub": "lotte-csrf"}, allow_redirects=False, timeout=5).headers["Location"]
    )
    victim = Client()
    response = victim.get(f"{back.path}?{back.query}")
    assert "Inloggen is niet gelukt" in Page.of(response).words
    assert not is_signed_in(victim)


def test_the_button_and_the_way_to_the_employer_are_there_only_when_set(
    provider: str, settings: Settings, cast: Cast
) -> None:
    page = Client().get("/account/login/")
    assert "Inloggen met Gemeente Tiel" in Page.of(page).words
    assert f"form-action 'self' {provider};" in page["Content-Security-Policy"] + ";"
    for elsewhere in ("/", "/account/password/reset/"):
        assert provider not in Client().get(elsewhere)["Content-Security-Policy"]

    settings.OIDC_SERVER_URL = ""
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    page = Client().get("/account/login/")
    assert "Gemeente Tiel" not in Page.of(page).words
    assert provider not in page["Content-Security-Policy"]
    assert Client().post(START).status_code == 404


def test_opening_the_address_of_the_button_leaves_for_nowhere(provider: str) -> None:
    response = Client().get(START)
    assert response.status_code == 200
    assert Page.of(response).texts("h1") == ["Inloggen met uw werkaccount"]


def test_a_provider_with_users_of_its_own_is_the_one_we_talk_to(server: str) -> None:
    """The control: what answers here speaks OpenID Connect over a socket, and is no part of the portal."""
    told = requests.get(f"{server}/.well-known/openid-configuration", timeout=5).json()
    assert told["issuer"] == server


def test_a_password_keeps_working_beside_it(knows: Claims, cast: Cast) -> None:
    with_password(cast.reader)
    knows("lotte-ook", email=cast.reader.email, email_verified=True)
    goes_through_the_employer("lotte-ook")
    cast.reader.refresh_from_db()
    assert cast.reader.has_usable_password()
