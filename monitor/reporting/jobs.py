"""Reports in the background. Found by the worker through monitor/jobs.py."""

from typing import Any

from asgiref.sync import sync_to_async
from procrastinate.jobs import Status

from monitor.models import ReportEdition
from monitor.reporting.edition_flows import BROKEN_OFF, JOB, give_up, make_edition
from network.history import told
from network.jobs import app
from network.models import Person


@app.task(name=JOB)
def make_report_edition(edition_id: int, person_id: int) -> None:
    """Make the PDF of an edition. Who asked for it is looked up again: rights may have ended in between."""
    edition = ReportEdition.objects.select_related("report").get(pk=edition_id)
    with told(person=person_id):
        make_edition(edition, by=Person.objects.filter(pk=person_id).first())


@app.periodic(cron="*/5 * * * *")
@app.task(name="monitor.give_up_broken_reports", queueing_lock="monitor.give_up_broken_reports")
async def give_up_broken_reports(timestamp: int) -> None:
    """A worker that was killed tells nobody why there is no PDF; this does, to whoever asked for it."""
    for job in await app.job_manager.get_stalled_jobs(task_name=JOB):
        asked: dict[str, Any] = job.task_kwargs
        await sync_to_async(note_broken_off)(**asked)
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)


def note_broken_off(edition_id: int, person_id: int) -> None:
    edition = ReportEdition.objects.filter(pk=edition_id).first()
    if edition:
        with told(person=person_id):
            give_up(edition, BROKEN_OFF, tell=Person.objects.filter(pk=person_id).first())
