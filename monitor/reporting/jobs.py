"""Reports in the background. Found by the worker through monitor/jobs.py."""

from monitor.models import ReportEdition
from monitor.reporting.flows import make_edition
from network.history import told
from network.jobs import app
from network.models import Person


@app.task(name="monitor.make_report_edition")
def make_report_edition(edition_id: int, person_id: int) -> None:
    """Make the PDF of an edition. Who asked for it is looked up again: rights may have ended in between."""
    edition = ReportEdition.objects.select_related("report").get(pk=edition_id)
    with told(person=person_id):
        make_edition(edition, by=Person.objects.filter(pk=person_id).first())
