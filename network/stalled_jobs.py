"""Jobs whose worker was killed. Noticed within a minute, done once more, and given up when that breaks off too.

Every job of the portal is all or nothing and may be done twice, so each is taken up; else its lock would keep the next
of its kind waiting for ever. What kills its worker a second time would do so for ever. Who waits for it is told then:

    @stalled_jobs.broken_off("network.work_at_list")
    def _broken_off(*, waiting: int, attempt: int) -> None: ...       the arguments of the job itself
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status

logger = logging.getLogger(__name__)

# A worker says every ten seconds that it lives.
SILENT_FOR = 30  # seconds, after which it does not
LOOKED_FOR_EVERY = 5  # seconds; a worker that is busy looks too
TIMES_TAKEN_UP = 1

Tell = Callable[..., None]
_TELL: dict[str, Tell] = {}


def broken_off(task_name: str) -> Callable[[Tell], Tell]:
    """Call this with the arguments of the job when it is given up."""

    def add(tell: Tell) -> Tell:
        _TELL[task_name] = tell
        return tell

    return add


async def keep_looking(until: asyncio.Event) -> None:
    """As long as the worker works. While the database is away there is nothing to see."""
    while not until.is_set():
        try:
            await take_up()
        except ConnectorException:
            logger.warning("stalled jobs could not be looked for", exc_info=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(until.wait(), LOOKED_FOR_EVERY)


async def take_up() -> None:
    """One that can't be taken up, or told of, keeps no other from its turn."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_FOR):
        try:
            await (_once_more(job) if job.attempts < TIMES_TAKEN_UP else _give_up(job))
        except Exception:
            logger.exception("a job that broke off could not be taken up", extra={"jobs": [_told(job)]})


# Not when another worker took it up since it was looked for, and may be at it already.
_AS_IT_WAS_FOUND = """
UPDATE procrastinate_jobs
   SET status = 'todo', attempts = attempts + 1, scheduled_at = now(), abort_requested = false
 WHERE id = %(job)s AND status = 'doing' AND attempts = %(attempts)s
RETURNING id
"""


async def _once_more(job: Job) -> None:
    try:
        connector = app.job_manager.connector
        if await connector.execute_query_all_async(_AS_IT_WAS_FOUND, job=job.id, attempts=job.attempts):
            logger.warning("a job broke off and is done once more", extra={"jobs": [_told(job)]})
    except UniqueViolation:  # the next of its kind is in the queue already
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)


def _told(job: Job) -> dict[str, Any]:
    return {"task_name": job.task_name, "id": job.id}


async def _give_up(job: Job) -> None:
    arguments: dict[str, Any] = job.task_kwargs
    if tell := _TELL.get(job.task_name):
        await sync_to_async(_on_a_connection_that_works)(tell, **arguments)
    await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
    logger.error("a job broke off twice and is given up", extra={"jobs": [_told(job)]})


def _on_a_connection_that_works(tell: Tell, **arguments: Any) -> None:
    close_old_connections()
    try:
        tell(**arguments)
    finally:
        close_old_connections()
