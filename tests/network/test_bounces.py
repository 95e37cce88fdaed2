"""Mail that comes back."""

from collections.abc import Callable
from io import BytesIO, TextIOWrapper

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from network import mail
from network.dates import today
from network.models import Mailing, MailingState, Notification, Person
from network.overview import todos_of
from network.reminders import remove_old_mail
from tests.cast import Cast
from tests.factories import PersonFactory
from tests.smtp_sink import SmtpSink

pytestmark = pytest.mark.django_db

KIND = "proefmail"


@pytest.fixture(autouse=True)
def a_kind_of_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "KINDS", dict(mail.KINDS))
    mail.kind(KIND, subject="Er staat iets voor u klaar", template="emails/invitation.txt")(lambda mailing: {})


def refuse_bas(answer: str) -> Callable[[int, str], str]:
    return lambda number, address: answer if address.startswith("bas@") else "250 OK"


def titles_about_mail(person: Person) -> list[str]:
    return [todo.title for todo in todos_of(person, today()) if todo.title.startswith("Mail")]


@pytest.mark.parametrize("answer", ["550 5.1.1 bas@voorbeeld.example bestaat niet", "550 Weg", "550 5.4.1 Nee"])
def test_an_address_that_refuses_gets_no_more_mail_and_the_coordinator_sees_it(
    answer: str, cast: Cast, smtp_sink: SmtpSink, client_of: Callable[[Person], Client]
) -> None:
    smtp_sink.answer = refuse_bas(answer)
    mailing = mail.send_soon(cast.lead_editor, KIND)
    assert mail.deliver(mailing) == MailingState.REFUSED
    cast.lead_editor.refresh_from_db()
    assert cast.lead_editor.mail_refused_on == today()

    again = mail.send_soon(cast.lead_editor, KIND)
    assert mail.deliver(again) == MailingState.REFUSED
    assert smtp_sink.offered == 1
    assert mail.deliver(mail.send_soon(cast.reader, KIND)) == MailingState.SENT  # the control

    assert titles_about_mail(cast.coordinator) == ["Mail aan Bas Hendriks komt niet aan"]
    assert not todos_of(cast.reader, today())
    page = client_of(cast.coordinator).get("/mails/").content.decode()
    assert "antwoord: 550" in page
    assert "bestaat niet" not in page
    mailing.refresh_from_db()
    assert "bas" not in mailing.problem


@pytest.mark.parametrize(
    "answer", ["451 Later", "552 5.2.2 Mailbox vol", "554 5.7.1 Relay access denied", "550 5.7.26 Geen SPF", "421 Druk"]
)
def test_an_answer_that_says_nothing_about_the_address_only_puts_the_mail_off(
    answer: str, cast: Cast, smtp_sink: SmtpSink
) -> None:
    smtp_sink.answer = refuse_bas(answer)
    assert mail.deliver(mail.send_soon(cast.lead_editor, KIND)) == MailingState.WAITING
    cast.lead_editor.refresh_from_db()
    assert cast.lead_editor.mail_refused_on is None


def test_a_former_address_that_refuses_says_nothing_about_the_person(cast: Cast, smtp_sink: SmtpSink) -> None:
    smtp_sink.answer = refuse_bas("550 5.1.1 Weg")
    mailing = mail.send_soon(cast.reader, KIND, address="bas@vroeger.example")
    assert mail.deliver(mailing) == MailingState.GIVEN_UP
    cast.reader.refresh_from_db()
    assert cast.reader.mail_refused_on is None
    mail.try_again(cast.reader)
    mail.deliver_all()
    assert not smtp_sink.messages


def test_after_trying_again_what_was_refused_goes_out(
    cast: Cast, smtp_sink: SmtpSink, client_of: Callable[[Person], Client]
) -> None:
    smtp_sink.answer = refuse_bas("550 5.1.1 Weg")
    mail.deliver(mail.send_soon(cast.lead_editor, KIND))
    smtp_sink.answer = lambda number, address: "250 OK"
    response = client_of(cast.coordinator).post(f"/mails/aan/{cast.lead_editor.pk}/opnieuw/", follow=True)
    assert "Bas Hendriks krijgt weer mail. 1 geweigerde mail gaat opnieuw de deur uit." in response.content.decode()
    mail.deliver_all()
    assert smtp_sink.went_to() == [cast.lead_editor.email]
    assert titles_about_mail(cast.coordinator) == []


# --- a message that comes back later ------------------------------------------------------------------------------


def bounce(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.replace("\n", "\r\n").encode())))
    call_command("bounce")


def report(address: str, status: str, action: str = "failed") -> str:
    return f"""From: MAILER-DAEMON@mail.example
To: noreply@portaal.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain

Dit is het mailsysteem.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 bestaat niet

--grens
Content-Type: text/rfc822-headers

Subject: Er staat iets voor u klaar

--grens--
"""


OUT_OF_OFFICE = """From: bas@voorbeeld.example
To: noreply@portaal.example
Subject: Afwezig
Auto-Submitted: auto-replied
Content-Type: text/plain

Ik ben er niet. Status: 5.1.1
Final-Recipient: rfc822; bas@voorbeeld.example
"""


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        (report("bas@voorbeeld.example", "5.1.1"), True),
        (report("BAS@voorbeeld.example", "5.0.0"), True),
        (report("<bas@voorbeeld.example>", "5.1.10"), True),
        (report("bas@voorbeeld.example", "4.4.7", "delayed"), False),
        (report("bas@voorbeeld.example", "4.2.2"), False),
        (report("bas@voorbeeld.example", "2.0.0", "delivered"), False),
        (report("bas@voorbeeld.example", "5.7.1"), False),
        (report("niemand@voorbeeld.example", "5.1.1"), False),
        (OUT_OF_OFFICE, False),
        ("", False),
        ("\0\xff geen bericht", False),
    ],
)
def test_a_mail_that_came_back_for_good_marks_the_person_and_nothing_else_does(
    text: str, is_marked: bool, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounce(text, monkeypatch)
    marked = set(Person.objects.unreachable())
    assert marked == ({cast.lead_editor} if is_marked else set())


# --- the log --------------------------------------------------------------------------------------------------------


def test_the_log_shows_a_year_of_mail_in_pages_within_twelve_queries(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    Mailing.objects.bulk_create(Mailing(person=person, kind=KIND) for person in PersonFactory.create_batch(60))
    Person.objects.filter(name__startswith="Persoon").update(mail_refused_on=today())
    client = client_of(cast.coordinator)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/mails/").content.decode()
    assert len(asked) <= 12
    assert "1 tot en met 50 van 60" in page
    assert page.index("Mail komt niet aan") < page.index("Alle mails")
    assert "Er staat iets voor u klaar" in page


def test_after_a_year_a_mail_leaves_the_log_and_what_it_was_about_too(cast: Cast) -> None:
    about = {"person": cast.reader}
    with time_machine.travel("2025-11-01", tick=False):
        Notification.objects.create(**about, key="milestone:1", mailing=Mailing.objects.create(**about, kind=KIND))
    kept = Mailing.objects.create(**about, kind=KIND)
    kept_about = Notification.objects.create(**about, key="milestone:2", mailing=kept)
    remove_old_mail(kept.created_at, kept.created_at)
    assert list(Mailing.objects.all()) == [kept]
    assert list(Notification.objects.all()) == [kept_about]


def test_a_copy_says_on_the_overview_and_in_the_log_that_it_is_one(
    cast: Cast, client_of: Callable[[Person], Client], settings: Settings
) -> None:
    client = client_of(cast.coordinator)
    mail.note_home()
    assert "kopie" not in client.get("/").content.decode() + client.get("/mails/").content.decode()
    settings.PORTAL_URL = "https://proef.example"
    assert "Dit is een kopie van het portaal" in client.get("/").content.decode()
    assert "Dit is een kopie" in client.get("/mails/").content.decode()


def test_everybody_turns_their_own_reminders_off_and_on(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    client = client_of(cast.reader)
    page = client.post("/herinneringen/", {"herinneringen": "uit"}, follow=True).content.decode()
    assert "U krijgt geen herinneringen meer." in page
    assert "Herinneringen aanzetten" in page
    cast.reader.refresh_from_db()
    assert not cast.reader.wants_reminders
    client.post("/herinneringen/", {"herinneringen": "aan"})
    cast.reader.refresh_from_db()
    assert cast.reader.wants_reminders
