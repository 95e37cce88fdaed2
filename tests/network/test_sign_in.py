"""Signing in: by invitation, with a second factor for whoever can change what others rely on."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from network.models import Person
from tests.cast import Cast
from tests.signing_in import PASSWORD, is_signed_in, mails_to, sign_in, with_password

pytestmark = pytest.mark.django_db


def test_nobody_makes_an_account_for_themselves() -> None:
    form = {"email": "vreemd@voorbeeld.example", "password1": PASSWORD, "password2": PASSWORD}
    page = Client().post(reverse("account_signup"), form)
    assert page.status_code == 200
    assert not Person.objects.filter(email="vreemd@voorbeeld.example").exists()


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
    assert len(mails_to(person.email)) == 1
    assert mails_to("onbekend@voorbeeld.example") == []


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
