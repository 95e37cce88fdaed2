"""A worker that is killed leaves its job behind as if somebody were at it."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from monitor.jobs import save_figures
from network.jobs import take_up_stalled_jobs
from network.mail import deliver_mail

pytestmark = pytest.mark.django_db


def test_an_import_of_which_the_worker_was_killed_is_taken_up_again_and_mail_is_not_sent_twice() -> None:
    left = save_figures.defer(run=1)
    mail = deliver_mail.defer(mailing_id=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    async_to_sync(take_up_stalled_jobs.func)(timestamp=0)
    assert dict(ProcrastinateJob.objects.values_list("pk", "status")) == {left: "todo", mail: "doing"}
