"""Jobs whose worker was killed. Noticed within a minute, done once more, and given up when that breaks off too.

Every job of the portal is all or nothing and may be done twice, so each is taken up; else its lock would keep the next
of its kind waiting for ever. What kills its worker a second time would do so for ever. Who waits for it is told then:

    @stalled_jobs.broken_off("network.work_at_list")
    def _broken_off(*, waiting: int, attempt: int) -> None: ...       the arguments of the job itself
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
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


async def keep_looking() -> None:
    """As long as the worker works. While the database is away there is nothing to see."""
    while True:
        try:
            await take_up()
        except ConnectorException:
            logger.warning("stalled jobs could not be looked for", exc_info=True)
        await asyncio.sleep(LOOKED_FOR_EVERY)


async def take_up() -> None:
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_FOR):
        if job.attempts < TIMES_TAKEN_UP:
            await _once_more(job)
        else:
            await _give_up(job)


async def _once_more(job: Job) -> None:
    try:
        await app.job_manager.retry_job(job)
        logger.warning("a job broke off and is done once more", extra={"jobs": [_told(job)]})
    except UniqueViolation:  # the next of its kind is in the queue already
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)


def _told(job: Job) -> dict[str, Any]:
    return {"task_name": job.task_name, "id": job.id}


async def _give_up(job: Job) -> None:
    arguments: dict[str, Any] = job.task_kwargs
    if tell := _TELL.get(job.task_name):
        await sync_to_async(tell)(**arguments)
    await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
    logger.error("a job broke off twice and is given up", extra={"jobs": [_told(job)]})
