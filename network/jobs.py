"""Work in the background. Each app keeps its own in `<app>/jobs.py`."""

from typing import Any

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from network import (
    account_flows,  # noqa: F401  (the worker finds its jobs here)
    keeping,  # noqa: F401  (the worker finds its daily jobs here)
    mail,
    orphan_files,  # noqa: F401  (the worker finds its daily job here)
    reminders,  # noqa: F401  (the worker finds the daily job and its mail here)
    schedule,
    stored_files,  # noqa: F401  (the worker finds here what takes a file away after a backup)
)
from network.history import by_itself
from network.imports import jobs as list_jobs  # noqa: F401  (the worker finds long lists here)
from network.imports import keeping as keeping_lists  # noqa: F401  (the worker finds its daily job here)

__all__ = ["app"]


@app.periodic(cron="*/10 * * * *")
@app.task(name="network.every_ten_minutes", queueing_lock="network.every_ten_minutes")
def every_ten_minutes(timestamp: int) -> None:
    """What the clock asks for: daily jobs that are due, and mail whose own job fell away."""
    with by_itself():
        mail.note_home()
        schedule.run_what_is_due()
        mail.deliver_all()


@app.periodic(cron="20 3 * * *")
@app.task(name="network.remove_old_jobs", queueing_lock="network.remove_old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> Any:
    """What is done for three days leaves the queue; a failed job for a month, so that somebody can look at it."""
    await builtin_tasks.remove_old_jobs(context, max_hours=72)
    return await builtin_tasks.remove_old_jobs(context, max_hours=720, remove_failed=True)
