"""Another e-mail address: proven first, then told to both, and never a way to learn who else is here."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from network.account_flows import ask_new_address, invite
from network.models import Person
from tests.cast import Cast
from tests.reading import Page
from tests.signing_in import PASSWORD, is_signed_in, link_in, mails_to, sign_in, with_password

pytestmark = pytest.mark.django_db

NEW = "lotte.nieuw@voorbeeld.example"


@pytest.fixture
def lotte(cast: Cast) -> Person:
    return with_password(cast.reader)


@pytest.fixture
def here(lotte: Person) -> Client:
    return sign_in(lotte.email)


@pytest.fixture
def link(here: Client) -> str:
    here.post("/account/email/", {"email": NEW})
    (text,) = mails_to(NEW)
    return link_in(text)


def test_nothing_changes_until_the_new_address_is_proven(link: str, lotte: Person) -> None:
    assert Client().get(link).status_code == 200
    lotte.refresh_from_db()
    assert lotte.email == "lotte@voorbeeld.example"
    assert not is_signed_in(sign_in(NEW))


def test_the_link_changes_the_address_and_tells_both(link: str, lotte: Person, here: Client) -> None:
    old = lotte.email
    assert here.post(link).status_code == 302
    lotte.refresh_from_db()
    assert lotte.email == NEW
    assert is_signed_in(sign_in(NEW))
    assert not is_signed_in(sign_in(old))
    assert "is gewijzigd" in mails_to(old)[-1]
    assert "is gewijzigd" in mails_to(NEW)[-1]
    assert [(row.email, row.verified, row.primary) for row in EmailAddress.objects.filter(user=lotte)] == [
        (NEW, True, True)
    ]


def test_sessions_elsewhere_end_and_this_one_stays(link: str, lotte: Person, here: Client) -> None:
    there = sign_in(lotte.email)
    here.post(link)
    assert here.get("/wie-mag-wat/").status_code == 200
    assert there.get("/wie-mag-wat/").status_code == 302


def test_the_link_works_once_and_for_three_days(link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1), tick=False):
        assert Client().post(link).status_code == 410
    assert Client().post(link).status_code == 302
    assert Client().post(link).status_code == 410


def test_a_link_for_one_address_never_proves_another(link: str, here: Client, lotte: Person) -> None:
    here.post("/account/email/", {"email": "anders@voorbeeld.example"})
    Client().post(link)
    lotte.refresh_from_db()
    assert lotte.email == NEW


def test_an_address_of_somebody_else_gets_the_same_answer_and_no_mail(here: Client, cast: Cast) -> None:
    answers = []
    for address in (cast.lead_editor.email, "vrij@voorbeeld.example"):
        response = here.post("/account/email/", {"email": address}, follow=True)
        answers.append((response.redirect_chain, Page.of(response).words))
    assert answers[0] == answers[1]
    assert mails_to(cast.lead_editor.email) == []
    assert len(mails_to("vrij@voorbeeld.example")) == 1


def test_an_address_that_was_taken_in_the_meantime_is_not_taken_over(link: str, cast: Cast, lotte: Person) -> None:
    Person.objects.filter(pk=cast.lead_editor.pk).update(email=NEW)
    assert Client().post(link).status_code == 410
    lotte.refresh_from_db()
    assert lotte.email != NEW


@pytest.mark.parametrize("typed", ["geen adres", "", "lotte@voorbeeld.example", "LOTTE@voorbeeld.example"])
def test_an_address_that_can_not_be_is_answered_with_what_to_do(typed: str, here: Client) -> None:
    response = here.post("/account/email/", {"email": typed})
    assert response.status_code == 422
    assert Page.of(response).all("[data-error-summary]")


def test_open_letters_to_the_former_address_lapse(lotte: Person, cast: Cast, link: str) -> None:
    invite(lotte, by=cast.coordinator)
    letter = link_in(mails_to(lotte.email)[-1])
    Client().post(link)
    assert Client().post(letter, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 410


def test_whoever_left_can_not_use_a_link_of_before(
    link: str, lotte: Person, client_of: Callable[[Person], Client]
) -> None:
    lotte.memberships.update(ended_at=timezone.now())  # type: ignore[attr-defined]  # of partners
    assert Client().post(link).status_code == 410


def test_a_request_to_change_an_address_of_a_contact_sends_nothing(cast: Cast) -> None:
    cast.reader.is_active = False
    cast.reader.save()
    ask_new_address(cast.reader, address=NEW)
    assert mails_to(NEW) == []
