"""The queue for mail with real workers: several connections, and transactions that are really over."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from network import mail
from network.jobs import app
from network.management.commands.migrate import OWNER, use_owner
from network.models import Mailing, MailingState, Person
from tests.factories import PersonFactory
from tests.smtp_sink import ACCEPTED, SmtpSink

KIND = "proefmail"


@pytest.fixture
def somebody(
    monkeypatch: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Person]:
    """In the database for every connection; afterwards it is as empty as it was, its history too."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)  # no worker leaves one behind
    monkeypatch.setattr(mail, "KINDS", dict(mail.KINDS))
    mail.kind(KIND, subject="Er staat iets voor u klaar", template="emails/invitation.txt")(lambda mailing: {})
    with django_db_blocker.unblock():
        person = PersonFactory()
        yield person
        use_owner()
        with connections[OWNER].cursor() as cursor:
            cursor.execute("DELETE FROM network_mailing")
            cursor.execute("DELETE FROM network_homeaddress")
            cursor.execute("DELETE FROM procrastinate_jobs")
            cursor.execute("DELETE FROM network_person WHERE id = %s", [person.pk])
            cursor.execute("DELETE FROM network_personevent WHERE id = %s", [person.pk])
        connections.close_all()


def test_the_worker_sends_what_a_page_put_in_the_queue_and_nothing_that_was_taken_back(
    somebody: Person, smtp_sink: SmtpSink
) -> None:
    with transaction.atomic():
        mail.send_soon(somebody, KIND)
    with transaction.atomic():
        mail.send_soon(somebody, KIND)
        transaction.set_rollback(True)
    work_once()
    assert smtp_sink.went_to() == [somebody.email]
    assert [mailing.state for mailing in Mailing.objects.all()] == [MailingState.SENT]


def test_a_mail_whose_database_goes_away_waits_for_it_and_not_for_the_next_round(
    somebody: Person, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(mailing: Mailing) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with transaction.atomic():
        mail.send_soon(somebody, KIND)
    with monkeypatch.context() as without:
        without.setattr(mail, "deliver", away)
        work_once()
    mails = ProcrastinateJob.objects.filter(task_name="network.deliver_mail")  # the clock may have put its own there
    assert [(job.status, job.attempts) for job in mails] == [("todo", 1)]
    with connections[OWNER].cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
    work_once()
    assert smtp_sink.went_to() == [somebody.email]


def work_once() -> None:
    """In a thread of its own: where journeys ran before, this one has a loop already."""
    with app.replace_connector(app.connector.get_worker_connector()), ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(app.run_worker, wait=False, queues=["mail"], install_signal_handlers=False).result()


def test_workers_that_come_at_once_send_a_mail_once(somebody: Person, smtp_sink: SmtpSink) -> None:
    mailing = mail.send_soon(somebody, KIND)

    def work(_: int) -> None:
        mail.deliver(mailing)
        connections.close_all()

    with ThreadPoolExecutor(max_workers=4) as workers:
        list(workers.map(work, range(8)))
    assert len(smtp_sink.messages) == 1


def test_who_invites_beside_a_worker_hears_how_the_sending_of_the_worker_ends(
    somebody: Person, smtp_sink: SmtpSink
) -> None:
    mailing, asked = mail.send_soon(somebody, KIND), list[Future[MailingState]]()

    def ask(*, patiently: bool) -> MailingState:
        state = mail.deliver(Mailing.objects.get(pk=mailing.pk), patiently=patiently)
        connections.close_all()
        return state

    def while_it_is_sent(number: int, address: str) -> str:
        assert others.submit(ask, patiently=False).result() is MailingState.WAITING
        asked.append(others.submit(ask, patiently=True))
        others.submit(somebody_waits_for_a_lock, asked[0]).result()
        return ACCEPTED

    smtp_sink.answer = while_it_is_sent
    with ThreadPoolExecutor(max_workers=2) as others:
        assert mail.deliver(mailing) is MailingState.SENT
    assert asked[0].result() is MailingState.SENT
    assert len(smtp_sink.messages) == 1


def somebody_waits_for_a_lock(asked: "Future[MailingState]") -> None:
    """Returns as soon as who asked waits, or has been answered."""
    with connection.cursor() as cursor:
        while not asked.done():
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone():
                break
    connections.close_all()
