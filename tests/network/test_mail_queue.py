"""The queue for mail, tried against a real mail server."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from network import mail
from network.models import HomeAddress, Mailing, MailingState, Person
from tests.factories import PersonFactory
from tests.smtp_sink import SmtpSink, every_third_not_now

pytestmark = pytest.mark.django_db

KIND = "proefmail"
HEADERS = {
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID"),
    "Auto-Submitted",
}


@pytest.fixture(autouse=True)
def a_kind_of_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "KINDS", dict(mail.KINDS))
    link = {"link": "https://portaal.example/?a=1&b=2"}
    mail.kind(KIND, subject="Er staat iets voor u klaar", template="emails/invitation.txt")(lambda mailing: link)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def states() -> dict[str, int]:
    found = list(Mailing.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in found}


def test_a_mail_goes_out_once_however_often_it_is_tried(smtp_sink: SmtpSink) -> None:
    person = PersonFactory()
    mailing = mail.send_soon(person, KIND)
    assert mail.deliver(mailing) == MailingState.SENT
    mail.deliver(mailing)
    mail.deliver_all()
    assert smtp_sink.went_to() == [person.email]


def test_of_thirty_mails_of_which_every_third_is_put_off_all_arrive_exactly_once(
    smtp_sink: SmtpSink, clock: time_machine.Traveller
) -> None:
    smtp_sink.answer = every_third_not_now
    people = PersonFactory.create_batch(30)
    for person in people:
        mail.send_soon(person, KIND)

    mail.deliver_all()
    assert states() == {MailingState.SENT: 20, MailingState.WAITING: 10}
    assert set(Mailing.objects.filter(state="waiting").values_list("problem", "attempts")) == {("451 4.3.0", 1)}

    for _ in range(4):
        clock.shift(timedelta(hours=1))
        mail.deliver_all()
    assert states() == {MailingState.SENT: 30}
    assert sorted(smtp_sink.went_to()) == sorted(person.email for person in people)


def test_a_mail_that_is_put_off_waits_longer_each_time_and_is_given_up_after_two_days(
    smtp_sink: SmtpSink, clock: time_machine.Traveller
) -> None:
    smtp_sink.answer = lambda number, address: "451 Nu even niet"
    mailing, began, waits = mail.send_soon(PersonFactory(), KIND), timezone.now(), []
    while mail.deliver(mailing) == MailingState.WAITING:
        mailing.refresh_from_db()
        waits.append(mailing.try_again_at - timezone.now())
        clock.move_to(mailing.try_again_at)
    assert waits == sorted(waits)
    assert timedelta(days=1.5) < timezone.now() - began < timedelta(days=2.5)
    assert states() == {MailingState.GIVEN_UP: 1}
    assert smtp_sink.offered == len(waits) + 1


def test_before_its_time_a_mail_is_not_tried_again(smtp_sink: SmtpSink, clock: time_machine.Traveller) -> None:
    smtp_sink.answer = every_third_not_now
    smtp_sink.offered = 2
    mail.send_soon(PersonFactory(), KIND)
    mail.deliver_all()
    clock.shift(timedelta(seconds=59))
    mail.deliver_all()
    assert states() == {MailingState.WAITING: 1}
    clock.shift(timedelta(seconds=1))
    mail.deliver_all()
    assert states() == {MailingState.SENT: 1}


def test_without_a_mail_server_mail_waits(smtp_sink: SmtpSink) -> None:
    with override_settings(EMAIL_PORT=1):
        mail.deliver(mail.send_soon(PersonFactory(), KIND))
    assert states() == {MailingState.WAITING: 1}
    assert Mailing.objects.get().problem == "geen verbinding"


def test_a_worker_that_is_killed_half_way_loses_no_mail(smtp_sink: SmtpSink) -> None:
    mailing = mail.send_soon(PersonFactory(), KIND)
    with transaction.atomic():
        mail.deliver(mailing)
        transaction.set_rollback(True)  # as the database does when a worker falls away
    assert states() == {MailingState.WAITING: 1}
    mail.deliver_all()
    assert states() == {MailingState.SENT: 1}
    # The server had taken it before the kill, so it comes twice; a mailbox sees by the mark that it is the same one.
    first, second = smtp_sink.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_two_mails_are_never_taken_for_the_same_one(smtp_sink: SmtpSink) -> None:
    person = PersonFactory()
    mail.deliver(mail.send_soon(person, KIND))
    mail.deliver(mail.send_soon(person, KIND))
    assert len({message["Message-ID"] for message in smtp_sink.messages}) == 2


def test_a_mail_that_cannot_be_made_keeps_no_other_from_going(smtp_sink: SmtpSink) -> None:
    @mail.kind("kapot", subject="Kapot", template="emails/invitation.txt")
    def broken(mailing: Mailing) -> dict[str, object]:
        return {"link": Person.objects.get(pk=-1).name}

    mail.send_soon(PersonFactory(), "kapot")
    mail.send_soon(PersonFactory(), KIND)
    mail.deliver_all()
    assert states() == {MailingState.WAITING: 1, MailingState.SENT: 1}
    assert Mailing.objects.get(state="waiting").problem == "fout in het portaal"


def test_what_is_no_longer_needed_when_its_turn_comes_is_not_sent(smtp_sink: SmtpSink) -> None:
    @mail.kind("voorbij", subject="Voorbij", template="emails/invitation.txt")
    def over(mailing: Mailing) -> dict[str, object]:
        raise mail.NoLongerNeeded

    erased = PersonFactory(erased_on=timezone.localdate())
    assert mail.deliver(mail.send_soon(PersonFactory(), "voorbij")) == MailingState.WITHDRAWN
    assert mail.deliver(mail.send_soon(erased, KIND)) == MailingState.WITHDRAWN
    assert not smtp_sink.offered


def test_a_mail_to_a_former_address_goes_there_and_keeps_no_trace_of_it(smtp_sink: SmtpSink) -> None:
    mailing = mail.send_soon(PersonFactory(), KIND, address="vroeger@voorbeeld.example")
    mail.deliver(mailing)
    mailing.refresh_from_db()
    assert smtp_sink.went_to() == ["vroeger@voorbeeld.example"]
    assert mailing.address == ""


@pytest.mark.parametrize(
    "address",
    [
        "a@voorbeeld.example\nBcc: ander@voorbeeld.example",
        "a@voorbeeld.example\r\nSubject: Win",
        "a@voorbeeld.example, ander@voorbeeld.example",
        "a@voorbeeld.example\x00",
        "<a@voorbeeld.example>\r\n\r\nTekst",
        "geen adres",
    ],
)
def test_an_address_that_hides_a_header_reaches_nobody_else(address: str, smtp_sink: SmtpSink) -> None:
    person = PersonFactory()
    Person.objects.filter(pk=person.pk).update(email=address.replace("\x00", "\x01"))
    mail.deliver(mail.send_soon(person, KIND))
    assert "ander@voorbeeld.example" not in smtp_sink.went_to()
    for message in smtp_sink.messages:
        assert message["Bcc"] is None
        assert message.get_all("Subject") == ["Er staat iets voor u klaar"]


@pytest.mark.parametrize(
    "name", ["A\r\nBcc: x@y.example", "{{ settings.SECRET_KEY }}", "{% debug %}", "=2+3", "<b>", "%s"]
)
def test_nothing_that_somebody_typed_reaches_a_mail(name: str, smtp_sink: SmtpSink) -> None:
    mail.deliver(mail.send_soon(PersonFactory(name=name), KIND))
    [message] = smtp_sink.messages
    assert name not in message.as_string()
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)


@override_settings(PORTAL_URL="https://portaal.example")
def test_a_mail_is_plain_text_from_a_neutral_sender_under_the_portals_own_name(smtp_sink: SmtpSink) -> None:
    mail.deliver(mail.send_soon(PersonFactory(), KIND))
    [message] = smtp_sink.messages
    assert message.get_content_type() == "text/plain"
    assert message["From"] == settings.DEFAULT_FROM_EMAIL
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@portaal.example>")
    assert "https://portaal.example/?a=1&b=2" in message.get_content()  # not escaped: it is no HTML


def test_a_database_that_was_restored_elsewhere_sends_nothing(smtp_sink: SmtpSink) -> None:
    person = PersonFactory()
    mail.deliver(mail.send_soon(person, KIND))
    assert HomeAddress.objects.get().host == "localhost"
    waiting = [mail.send_soon(person, KIND) for _ in range(3)]
    with override_settings(PORTAL_URL="https://proef.example"):
        for mailing in waiting:
            mail.deliver(mailing)
        mail.deliver_all()
    assert len(smtp_sink.messages) == 1
    mail.deliver_all()  # the control: at home they go
    assert len(smtp_sink.messages) == 4
