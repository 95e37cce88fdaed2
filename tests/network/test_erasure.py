"""Giving somebody their data along, and erasing somebody who has left."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from monitor.models import ReportDownload
from network import mail
from network.account_flows import invite
from network.data_inventory import Erasure, entries
from network.database import as_steward
from network.dates import today
from network.erasure import StillTiedError, erase_person, export_of, may_be_erased, mentions_of
from network.models import HistoryRemoval, Invitation, Mailing, Notification, Person
from partners.models import Body, BodyKind, Seat
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AgreementFactory,
    MembershipFactory,
    MunicipalOfficeFactory,
    PersonFactory,
    ReportFactory,
    RoleGrantFactory,
    StatusReportFactory,
    report_edition,
)
from tests.reading import Page

NAME, ADDRESS = "Wilhelmina Kwartelstaart", "w.kwartelstaart@voorbeeld.example"
FORMER_NAME, FORMER_ADDRESS = "Mien Vinkeveen", "mien.vinkeveen@voorbeeld.example"
FUNCTION = "adviseur kwartelzaken"
CANARIES = [*NAME.split(), *FORMER_NAME.split(), "kwartelzaken"]


@pytest.fixture
def left_on() -> date:
    return today() - timedelta(days=30)


@pytest.fixture
def leaver(cast: Cast, left_on: date) -> Person:
    """Somebody with everything that the portal may hold about a person, whose last tie ended a month ago."""
    person = PersonFactory(name=FORMER_NAME, email=FORMER_ADDRESS)
    person.name, person.email = NAME, ADDRESS
    person.set_password("een-lang-wachtwoord")
    person.save()
    invite(person, by=cast.coordinator)
    mail.send_soon(person, "invitation", address=FORMER_ADDRESS)
    Notification.objects.create(person=person, key="milestone:1:2026-05-03")
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "geheim"})
    MembershipFactory(person=person, organisation=cast.lead_organisation, function=FUNCTION, ends_on=left_on)
    RoleGrantFactory(person=person, ends_on=left_on)
    MunicipalOfficeFactory(person=person, ends_on=left_on)
    body = Body.objects.create(name="Stuurgroep", kind=BodyKind.STEERING_GROUP)
    Seat.objects.create(body=body, person=person, starts_on=date(2022, 1, 1), ends_on=left_on)
    StatusReportFactory(action=ActionFactory(title="Actie met een stand"), reported_by=person)
    report = ReportFactory(made_by=person)
    ReportDownload.objects.create(edition=report_edition(report), person=person)
    return person


def _text_of_every_table() -> dict[str, str]:
    """Each row of each table as text, whatever role may read it."""
    with as_steward(), connection.cursor() as cursor:  # who may read every table; one that it may not, fails here
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        texts = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")  # noqa: S608  (our own name)
            texts[table] = cursor.fetchone()[0].lower()
    return texts


def _tables_that_tell() -> list[str]:
    return [table for table, text in _text_of_every_table().items() if any(word.lower() in text for word in CANARIES)]


def test_after_erasing_no_table_holds_the_name_or_the_address(cast: Cast, leaver: Person) -> None:
    before = _tables_that_tell()
    erase_person(leaver, by=cast.administrator)

    assert {"network_person", "network_personevent", "network_invitation", "partners_membershipevent"} <= set(before)
    assert _tables_that_tell() == []


def test_erasing_keeps_who_did_what_with_a_person_without_a_name(cast: Cast, leaver: Person, left_on: date) -> None:
    erased = erase_person(leaver, by=cast.administrator)

    assert erased.name == f"Vertrokken persoon {leaver.pk}"
    assert erased.erased_on == today()
    assert not erased.has_usable_password()
    assert not erased.is_active
    membership = erased.memberships.get()
    assert (membership.function, membership.ends_on) == ("", left_on)
    assert erased.role_grants.count() == erased.offices.count() == erased.seats.count() == 1


def test_what_is_registered_as_removed_is_gone(cast: Cast, leaver: Person) -> None:
    removed = [entry for entry in entries() if entry.erasure == Erasure.DELETED and entry.model != "network.Person"]
    had = [entry.model for entry in removed if entry.rows_of(leaver).exists()]

    erase_person(leaver, by=cast.administrator)

    assert set(had) >= {"network.Invitation", "network.Mailing", "account.EmailAddress", "mfa.Authenticator"}
    assert [entry.place for entry in removed if entry.rows_of(leaver).exists()] == []
    assert not Invitation.objects.filter(person=leaver).exists()
    assert not Mailing.objects.filter(person=leaver).exists()


def test_erasing_twice_is_as_good_as_once_and_leaves_its_line(cast: Cast, leaver: Person) -> None:
    first = erase_person(leaver, by=cast.administrator)
    lines = HistoryRemoval.objects.filter(person_number=leaver.pk)
    count = lines.count()

    again = erase_person(leaver, by=cast.administrator)

    assert (again.name, again.email) == (first.name, first.email)
    assert count == lines.count() > 0


@pytest.mark.parametrize("tie", ["role", "membership", "office", "seat", "later"])
def test_whoever_is_still_tied_to_the_network_is_not_erased(cast: Cast, leaver: Person, tie: str) -> None:
    give = {
        "role": lambda: RoleGrantFactory(person=leaver),
        "membership": lambda: MembershipFactory(person=leaver),
        "office": lambda: MunicipalOfficeFactory(person=leaver),
        "seat": lambda: Seat.objects.create(body=Body.objects.get(), person=leaver),
        "later": lambda: RoleGrantFactory(person=leaver, starts_on=today() + timedelta(days=9)),
    }
    give[tie]()

    with pytest.raises(StillTiedError):
        erase_person(leaver, by=cast.administrator)

    leaver.refresh_from_db()
    assert leaver.name == NAME
    assert leaver.invitations.exists()


def test_erasing_ends_every_session(cast: Cast, client_of: Callable[[Person], Client], leaver: Person) -> None:
    client_of(leaver).get("/")
    key = Session.objects.get().session_key
    UserSession.objects.get_or_create(
        user=leaver, session_key=key, defaults={"ip": "127.0.0.1", "user_agent": "proef", "data": {}}
    )

    erase_person(leaver, by=cast.administrator)

    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


# --- on the page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.administrator)


def test_erasing_asks_for_the_name_and_then_does_it(administrator: Client, leaver: Person) -> None:
    address = reverse("network:person-data", args=[leaver.pk])

    refused = administrator.post(address, {"name": "Iemand anders"})
    assert refused.status_code == 422
    assert f"Typ precies: {NAME}" in Page.of(refused).words
    leaver.refresh_from_db()
    assert leaver.name == NAME

    assert administrator.post(address, {"name": NAME}).status_code == 302
    page = Page.of(administrator.get(address))
    assert f"Gegevens van Vertrokken persoon {leaver.pk}" in page.words
    assert NAME not in page.words


def test_the_page_says_what_has_to_end_first(cast: Cast, administrator: Client) -> None:
    page = Page.of(administrator.get(reverse("network:person-data", args=[cast.lead_editor.pk])))

    assert "Wissen kan nog niet" in page.words
    assert f"hoort bij {cast.lead_organisation}" in page.words
    assert page.all("input[name=name]") == []
    response = administrator.post(
        reverse("network:person-data", args=[cast.lead_editor.pk]), {"name": cast.lead_editor.name}
    )
    assert response.status_code == 409


def test_texts_of_others_that_name_somebody_are_pointed_out(cast: Cast, administrator: Client, leaver: Person) -> None:
    ActionFactory(description=f"Vraag het {NAME}.")
    version = AgreementFactory(parties=[cast.lead_organisation]).versions.get()
    version.parties.update(representative=NAME, signed_on=today())

    assert {(mention.what, mention.count) for mention in mentions_of(leaver)} == {
        ("Omschrijving van een actie", 1),
        ("Wie namens een partij een overeenkomst tekende, en in welke functie", 1),
    }
    assert (
        "Omschrijving van een actie: 1 keer"
        in Page.of(administrator.get(reverse("network:person-data", args=[leaver.pk]))).words
    )


def test_the_file_holds_what_the_portal_knows_and_no_secret(administrator: Client, leaver: Person) -> None:
    response = administrator.get(reverse("network:person-data-file", args=[leaver.pk]))
    text = response.content.decode()
    known = {part["wat"] for part in json.loads(text)["gegevens"]}

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert {"Naam en e-mailadres van het werk", "Functie bij de organisatie", "Wie een rapportage maakte"} <= known
    assert all(word in text for word in (NAME, ADDRESS, FUNCTION))
    assert leaver.password not in text
    assert "geheim" not in text


def test_everybody_reads_and_downloads_their_own_data(
    cast: Cast, client_of: Callable[[Person], Client], leaver: Person
) -> None:
    client = client_of(cast.reader)

    assert cast.reader.email in Page.of(client.get("/account/gegevens/")).words
    own = json.loads(client.get("/account/gegevens/downloaden/").content)
    assert own["persoon"] == cast.reader.name
    assert NAME not in json.dumps(own)
    AgreementFactory(title="GEHEIM", is_confidential=True, responsible=leaver)
    assert export_of(leaver)["persoon"] == NAME
    assert "GEHEIM" not in json.dumps(export_of(leaver))  # who handles the request may not see it, nor who left


# --- who may be erased -----------------------------------------------------------------------------------------------


def test_whoever_is_gone_for_two_years_is_listed_and_nobody_else(
    cast: Cast, administrator: Client, leaver: Person
) -> None:
    long_gone = PersonFactory(name="Al Lang Weg")
    MembershipFactory(person=long_gone, ends_on=today() - timedelta(days=800))
    RoleGrantFactory(person=long_gone, starts_on=date(2021, 1, 1), ended_at=timezone.now() - timedelta(days=900))

    assert list(may_be_erased()) == [long_gone]
    assert "Al Lang Weg" in Page.of(administrator.get(reverse("network:data-inventory"))).words

    MembershipFactory(person=long_gone, starts_on=today())
    assert list(may_be_erased()) == []
