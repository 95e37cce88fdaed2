"""Signing in: by invitation, with a second factor for whoever can change what others rely on."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from network.models import Person, Role
from tests.cast import Cast
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db

PASSWORD = "een-lang-wachtwoord"


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(email: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_nobody_makes_an_account_for_themselves() -> None:
    form = {"email": "vreemd@voorbeeld.example", "password1": PASSWORD, "password2": PASSWORD}
    page = Client().post(reverse("account_signup"), form)
    assert page.status_code == 200
    assert not Person.objects.filter(email="vreemd@voorbeeld.example").exists()


def test_an_invited_person_chooses_a_password_through_the_link_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("invite", "Nieuw@Voorbeeld.example", "--role", "steering_member", "--name", "Nieuw Lid")
    person = Person.objects.get(email="nieuw@voorbeeld.example")
    assert person.roles == {Role.STEERING_MEMBER}
    assert not person.has_usable_password()

    link = re.search(r"http://[^/]+(/account/\S+)", mail.outbox[0].body)
    assert link
    client = Client()
    form_page = client.get(link[1], follow=True)
    client.post(form_page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert is_signed_in(sign_in(person.email))

    used_again = Client().get(link[1], follow=True)
    assert 'type="password"' not in used_again.content.decode()


def test_the_invitation_holds_a_link_and_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("invite", "nieuw@voorbeeld.example", "--name", "Bijzondere Naam")
    assert mail.outbox[0].subject == "Uitnodiging voor het netwerkportaal"
    assert "Bijzondere" not in mail.outbox[0].body


def test_a_municipal_coordinator_is_invited_for_a_municipality() -> None:
    with pytest.raises(CommandError, match="--municipality"):
        call_command("invite", "gem@voorbeeld.example", "--role", "municipal_coordinator")
    MunicipalityFactory(code="GM0281")
    call_command("invite", "gem@voorbeeld.example", "--role", "municipal_coordinator", "--municipality", "GM0281")
    assert Person.objects.get(email="gem@voorbeeld.example").coordinates


def test_other_capitals_are_the_same_address(cast: Cast) -> None:
    person = with_password(cast.reader)
    assert is_signed_in(sign_in(person.email.upper()))


def test_a_wrong_password_gets_a_dutch_answer(cast: Cast) -> None:
    form = {"login": with_password(cast.reader).email, "password": "fout-wachtwoord"}
    page = Client().post(reverse("account_login"), form).content.decode()
    assert "wachtwoord" in page
    assert "incorrect" not in page


def test_known_and_unknown_addresses_get_the_same_answer_to_a_reset(cast: Cast) -> None:
    person = with_password(cast.reader)
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (person.email, "onbekend@voorbeeld.example")
    ]
    pages = [re.sub(r'value="[^"]{64}"', "", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[person.email]]


@pytest.mark.parametrize("who", ["coordinator", "municipal_coordinator", "data_steward", "administrator"])
def test_whoever_can_change_much_opens_no_page_without_a_second_factor(who: str, cast: Cast) -> None:
    client = sign_in(with_password(cast.people[who]).email)
    assert is_signed_in(client)
    for path in ("/", "/wie-mag-wat/", "/beheer/"):
        assert client.get(path)["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp")).status_code in {200, 302}


@pytest.mark.parametrize("who", ["lead_editor", "steering_member", "reader"])
def test_a_second_factor_is_offered_to_the_others_and_not_required(who: str, cast: Cast) -> None:
    client = sign_in(with_password(cast.people[who]).email)
    assert client.get("/wie-mag-wat/").status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200


def test_only_the_demo_turns_the_second_factor_off(cast: Cast, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client = sign_in(with_password(cast.coordinator).email)
    assert client.get("/wie-mag-wat/").status_code == 200


def test_whoever_is_switched_off_is_out_at_once(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    client = client_of(cast.reader)
    assert client.get("/wie-mag-wat/").status_code == 200
    Person.objects.filter(pk=cast.reader.pk).update(is_active=False)
    assert client.get("/wie-mag-wat/")["Location"].startswith("/account/login/")
