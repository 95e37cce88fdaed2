"""A worker that is killed leaves its job behind as if somebody were at it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from monitor.jobs import save_figures
from network.jobs import take_up_stalled_jobs
from network.mail import deliver_mail


@pytest.fixture
def queue(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Really in the database, so that another thread sees it; afterwards as empty as it was."""
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        connections.close_all()


def run_elsewhere() -> None:
    """In a thread of its own: in that of the tests a browser keeps an event loop."""
    try:
        async_to_sync(take_up_stalled_jobs.func)(timestamp=0)
    finally:
        connections.close_all()


def test_an_import_of_which_the_worker_was_killed_is_taken_up_again_and_mail_is_not_sent_twice(queue: None) -> None:
    left = save_figures.defer(run=1)
    mail = deliver_mail.defer(mailing_id=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(run_elsewhere).result()
    assert dict(ProcrastinateJob.objects.values_list("pk", "status")) == {left: "todo", mail: "doing"}
