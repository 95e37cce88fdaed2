"""Editions in the background. Found by the worker through monitor/jobs.py."""

from monitor.edition_flows import FAILED, note_refusal, run_build
from monitor.models import BuildStatus, EditionBuild
from network import stalled_jobs
from network.history import told
from network.jobs import app


@app.task(name="monitor.build_edition", queue="imports", lock="editions")
def build_edition(*, build: int) -> None:
    """All or nothing: a job that was killed left no row, and is taken up again."""
    found = EditionBuild.objects.get(pk=build)
    with told(person=found.asked_by_id):
        try:
            run_build(found)
        except Exception:
            note_refusal(found, problem=FAILED)
            raise


@stalled_jobs.broken_off("monitor.build_edition")
def _broken_off(*, build: int) -> None:
    if found := EditionBuild.objects.filter(pk=build, status=BuildStatus.WAITING).first():
        with told(person=found.asked_by_id):
            note_refusal(found, problem=FAILED)
