"""The queue for mail with real workers: several connections, and transactions that are really over."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from network import mail
from network.jobs import app
from network.management.commands.migrate import OWNER, use_owner
from network.models import Mailing, MailingState, Person
from tests.factories import PersonFactory
from tests.smtp_sink import SmtpSink

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
    with app.replace_connector(app.connector.get_worker_connector()), ThreadPoolExecutor(max_workers=1) as thread:
        # In a thread of its own: where journeys ran before, this one has a loop already.
        thread.submit(app.run_worker, wait=False, queues=["mail"], install_signal_handlers=False).result()
    assert smtp_sink.went_to() == [somebody.email]
    assert [mailing.state for mailing in Mailing.objects.all()] == [MailingState.SENT]


def test_workers_that_come_at_once_send_a_mail_once(somebody: Person, smtp_sink: SmtpSink) -> None:
    mailing = mail.send_soon(somebody, KIND)

    def work(_: int) -> None:
        mail.deliver(mailing)
        connections.close_all()

    with ThreadPoolExecutor(max_workers=4) as workers:
        list(workers.map(work, range(8)))
    assert len(smtp_sink.messages) == 1
