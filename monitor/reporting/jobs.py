"""Reports in the background. Found by the worker through monitor/jobs.py."""

from monitor.models import ReportEdition
from monitor.reporting.edition_flows import BROKEN_OFF, JOB, give_up, make_edition
from network import stalled_jobs
from network.history import told
from network.jobs import app
from network.models import Person


@app.task(name=JOB)
def make_report_edition(edition_id: int, person_id: int) -> None:
    """Make the PDF of an edition. Who asked for it is looked up again: rights may have ended in between."""
    edition = ReportEdition.objects.select_related("report").get(pk=edition_id)
    with told(person=person_id):
        make_edition(edition, by=Person.objects.filter(pk=person_id).first())


@stalled_jobs.broken_off(JOB)
def note_broken_off(edition_id: int, person_id: int) -> None:
    """A worker that was killed tells nobody why there is no PDF; this does, to whoever asked for it."""
    edition = ReportEdition.objects.filter(pk=edition_id).first()
    if edition:
        with told(person=person_id):
            give_up(edition, BROKEN_OFF, tell=Person.objects.filter(pk=person_id).first())
