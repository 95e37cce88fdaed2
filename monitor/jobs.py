"""Work of the monitor in the background."""

from monitor import (
    edition_jobs,  # noqa: F401  (the worker finds the editions here)
    import_flows,
    import_progress,
)
from monitor.import_indicators import ImportRefusedError
from monitor.models import ImportRun, ImportStatus
from monitor.reporting import jobs as _reports  # noqa: F401  (the worker finds the reports here)
from network import stalled_jobs
from network.history import told
from network.imports.jobs import BROKEN_OFF
from network.jobs import app

FAILED = (
    "Door een fout in het portaal is er niets opgeslagen. Probeer het opnieuw. Lukt het weer niet, "
    "vraag dan de beheerder om in het logboek te kijken."
)


@app.task(name="monitor.save_figures", queue="imports", lock="imports")
def save_figures(*, run: int) -> None:
    """Save a large import. A failure is told to whoever brought it in, and to the log; nothing is half saved."""
    found = ImportRun.objects.get(pk=run)
    with told(person=found.brought_in_by_id):
        try:
            import_flows.save_figures(found, tell=import_progress.Reporter(found.pk))
        except ImportRefusedError as refused:
            import_flows.note_failure(found, problem=str(refused))
        except Exception:
            import_flows.note_failure(found, problem=FAILED)
            raise
        finally:
            import_progress.forget(found.pk)


@stalled_jobs.broken_off("monitor.save_figures")
def _broken_off(*, run: int) -> None:
    if found := ImportRun.objects.filter(pk=run, status=ImportStatus.CONFIRMED).first():
        with told(person=found.brought_in_by_id):
            import_flows.note_failure(found, problem=BROKEN_OFF)
        import_progress.forget(run)
