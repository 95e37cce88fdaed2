"""An invitation: one link, to one address, for a week, once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail as mailbox
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from network.account_flows import change_address, invite, withdraw_invitations
from network.models import Invitation, Person, Role
from tests.cast import Cast
from tests.factories import MembershipFactory, MunicipalityFactory, PersonFactory
from tests.reading import Page
from tests.signing_in import PASSWORD, is_signed_in, link_in, mails_to, sign_in, with_second_step

pytestmark = pytest.mark.django_db

CHOSEN = {"password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def newcomer(cast: Cast) -> Person:
    """Somebody at MEE who never signed in."""
    person = PersonFactory(name="Bijzondere Naam", email="nieuw@voorbeeld.example", is_active=False)
    person.set_unusable_password()
    person.save()
    MembershipFactory(person=person, organisation=cast.lead_organisation)
    return person


@pytest.fixture
def link(newcomer: Person, cast: Cast) -> str:
    invite(newcomer, by=cast.coordinator)
    (text,) = mails_to(newcomer.email)
    return link_in(text)


def is_refused(response: HttpResponse) -> bool:
    """410, the same page whatever the reason, and nothing on it about whom the link was for."""
    words = Page.of(response).words
    assert "Bijzondere" not in words
    assert "nieuw@voorbeeld.example" not in words
    return response.status_code == 410 and "Deze link werkt niet meer" in words


def test_the_first_administrator_is_invited_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("invite", "Eerste@Voorbeeld.example", "--name", "Eerste Beheerder")
    person = Person.objects.get(email="eerste@voorbeeld.example")
    assert person.roles == {Role.ADMINISTRATOR}
    assert not person.is_active
    assert len(mailbox.outbox) == 1  # sent by the command itself, without a worker

    response = Client().post(link_in(str(mailbox.outbox[0].body)), CHOSEN)
    assert response["Location"] == "/account/2fa/"


def test_the_command_says_so_when_the_mail_does_not_leave(settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    with pytest.raises(CommandError, match="de mail is nog niet weg"):
        call_command("invite", "eerste@voorbeeld.example")


def test_a_municipal_coordinator_is_invited_for_a_municipality() -> None:
    with pytest.raises(CommandError, match="--municipality"):
        call_command("invite", "gem@voorbeeld.example", "--role", "municipal_coordinator")
    MunicipalityFactory(code="GM0281")
    call_command("invite", "gem@voorbeeld.example", "--role", "municipal_coordinator", "--municipality", "GM0281")
    assert Person.objects.get(email="gem@voorbeeld.example").coordinates


def test_the_mail_holds_a_link_and_no_name_under_a_neutral_subject(link: str, newcomer: Person) -> None:
    (message,) = mailbox.outbox
    assert message.subject == "Uitnodiging voor het netwerkportaal"
    assert "Bijzondere" not in message.body
    assert "zeven dagen" in message.body


def test_only_the_mail_knows_the_link(link: str) -> None:
    token = link.rstrip("/").rsplit("/", 1)[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(i::text, '') FROM network_invitation i")
        invitations = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(e::text, ''), '') FROM network_invitationevent e")
        history = cursor.fetchone()[0]
    digest = Invitation.objects.get().token_digest
    assert token not in invitations + history
    assert len(digest) == 64
    assert digest in invitations  # the control: this search finds what is there
    assert digest not in history


def test_opening_the_link_uses_nothing(link: str, newcomer: Person) -> None:
    for _ in range(3):
        response = Client().get(link)
        assert response.status_code == 200
        assert Page.of(response).texts("h1") == ["Welkom. Kies een wachtwoord"]
        assert response["Referrer-Policy"] == "origin"
    newcomer.refresh_from_db()
    assert not newcomer.is_active
    assert Client().post(link, CHOSEN).status_code == 302


def test_choosing_a_password_accepts_and_signs_in(link: str, newcomer: Person) -> None:
    client = Client()
    assert client.post(link, CHOSEN)["Location"] == "/"
    assert is_signed_in(client)
    assert client.get("/wie-mag-wat/").status_code == 200
    newcomer.refresh_from_db()
    assert newcomer.is_active
    invitation = Invitation.objects.get()
    assert invitation.accepted_at
    address = EmailAddress.objects.get(user=newcomer)
    assert (address.email, address.verified, address.primary) == (newcomer.email, True, True)
    accepted = invitation.history_events.first()  # type: ignore[attr-defined]  # made by the decorator
    assert accepted.pgh_context.metadata["person"] == newcomer.pk
    assert is_signed_in(sign_in(newcomer.email))


def test_a_weak_password_is_refused_and_the_link_stays(link: str) -> None:
    response = Client().post(link, {"password1": "kort", "password2": "kort"})
    assert response.status_code == 422
    assert Client().get(link).status_code == 200


def test_the_link_works_once(link: str) -> None:
    Client().post(link, CHOSEN)
    assert is_refused(Client().get(link))
    assert is_refused(Client().post(link, CHOSEN))


def test_the_link_expires_after_seven_days(link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=-1), tick=False):
        assert Client().get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert is_refused(Client().get(link))
        assert is_refused(Client().post(link, CHOSEN))


def leaves(person: Person, cast: Cast) -> None:
    person.memberships.update(ended_at=timezone.now())  # type: ignore[attr-defined]  # of partners


def gets_a_newer_one(person: Person, cast: Cast) -> None:
    invite(person, by=cast.coordinator)


def is_withdrawn(person: Person, cast: Cast) -> None:
    assert withdraw_invitations(person) == 1


def has_another_address(person: Person, cast: Cast) -> None:
    Person.objects.filter(pk=person.pk).update(email="anders@voorbeeld.example")


def changed_its_address(person: Person, cast: Cast) -> None:
    change_address(person, address="anders@voorbeeld.example")


@pytest.mark.parametrize(
    "what_happens", [leaves, gets_a_newer_one, is_withdrawn, has_another_address, changed_its_address]
)
def test_a_link_that_no_longer_holds_is_refused(
    what_happens: Callable[[Person, Cast], None], link: str, newcomer: Person, cast: Cast
) -> None:
    what_happens(newcomer, cast)
    assert is_refused(Client().get(link))
    assert is_refused(Client().post(link, CHOSEN))
    newcomer.refresh_from_db()
    assert not newcomer.is_active


def test_an_unknown_link_gets_the_same_page_as_a_used_one(link: str) -> None:
    Client().post(link, CHOSEN)
    used, unknown = Client().get(link), Client().get("/account/uitnodiging/bestaat-niet/")
    assert used.status_code == unknown.status_code == 410
    assert re.sub(r'value="\w{64}"', "", used.content.decode()) == re.sub(
        r'value="\w{64}"', "", unknown.content.decode()
    )


def test_a_newer_letter_works_where_an_older_one_does_not(link: str, newcomer: Person, cast: Cast) -> None:
    invite(newcomer, by=cast.administrator)
    newest = link_in(mails_to(newcomer.email)[-1])
    assert newest != link
    assert Client().post(newest, CHOSEN).status_code == 302


def test_a_letter_that_was_withdrawn_before_it_left_is_not_sent(newcomer: Person, cast: Cast) -> None:
    invite(newcomer, by=cast.coordinator)
    withdraw_invitations(newcomer)
    assert mails_to(newcomer.email) == []


def test_whoever_did_not_accept_gets_in_in_no_way(newcomer: Person, link: str) -> None:
    newcomer.set_password(PASSWORD)  # even if there were one
    newcomer.save()
    assert not is_signed_in(sign_in(newcomer.email))
    before = len(mails_to(newcomer.email))
    Client().post("/account/password/reset/", {"email": newcomer.email})
    assert len(mails_to(newcomer.email)) == before


def test_somebody_who_is_invited_again_still_has_to_use_the_second_step(newcomer: Person, cast: Cast) -> None:
    with_second_step(newcomer)
    invite(newcomer, by=cast.coordinator)
    client = Client()
    response = client.post(link_in(mails_to(newcomer.email)[-1]), CHOSEN)
    assert response["Location"] == "/account/2fa/authenticate/"
    assert not is_signed_in(client)


def test_accepting_ends_the_session_of_whoever_else_used_this_browser(
    link: str, newcomer: Person, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(cast.reader)
    client.post(link, CHOSEN)
    assert client.session["_auth_user_id"] == str(newcomer.pk)
