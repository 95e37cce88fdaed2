"""Long lists are looked at and saved in the background."""

from procrastinate.contrib.django import app

from network import progress, stalled_jobs
from network.imports import flows

FAILED = (
    "Door een fout in het portaal is er niets opgeslagen. Probeer het opnieuw. Lukt het weer niet, "
    "vraag dan de beheerder om in het logboek te kijken."
)
BROKEN_OFF = (
    "Het werk aan deze lijst is twee keer afgebroken. Er is niets opgeslagen. Probeer het opnieuw. Lukt het weer niet, "
    "vraag dan de beheerder om in het logboek te kijken."
)


# Without a lock of the queue: a worker that is killed would keep it for ever. The list itself is locked while it lasts.
@app.task(name="network.work_at_list", queue="imports")
def work_at_list(*, waiting: int, attempt: int) -> None:
    """A failure is told to whoever brought the list in, and to the log; nothing is half saved."""
    key = progress_key(waiting)
    try:
        flows.work_at(waiting, attempt=attempt, tell=progress.Reporter(key))
    except Exception:
        flows.note_failure(waiting, attempt=attempt, problem=FAILED)
        raise
    finally:
        progress.forget(key)


@stalled_jobs.broken_off("network.work_at_list")
def _broken_off(*, waiting: int, attempt: int) -> None:
    flows.note_failure(waiting, attempt=attempt, problem=BROKEN_OFF)
    progress.forget(progress_key(waiting))


def progress_key(waiting: int) -> str:
    return f"list-{waiting}"
