"""`worker`: do the jobs that wait, until stopped."""

import asyncio
import contextlib
import logging
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from procrastinate import PsycopgConnector
from procrastinate.connector import BaseAsyncConnector
from procrastinate.contrib.django import app
from psycopg.conninfo import conninfo_to_dict

from network import stalled_jobs
from network.checks import refuse_an_unsafe_start
from network.databases import PATIENCE

logger = logging.getLogger(__name__)

AGAIN_AFTER = 3  # seconds


class Command(BaseCommand):
    help = "Voert het werk op de achtergrond uit."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_an_unsafe_start()
        asyncio.run(work_until_stopped())


async def work_until_stopped() -> None:
    """Work, and start over when the database went away for a moment: procrastinate itself stops then for good.

    A job that is at work when SIGINT or SIGTERM comes is finished first.
    """
    stopped = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    while not stopped.is_set():
        opened = asyncio.Event()
        work = asyncio.create_task(_work(opened))
        until_stopped = asyncio.create_task(stopped.wait())
        await asyncio.wait({work, until_stopped}, return_when=asyncio.FIRST_COMPLETED)
        if stopped.is_set():
            # A pool of connections that is broken off while it opens goes on asking for ever.
            is_open = asyncio.create_task(opened.wait())
            await asyncio.wait({work, is_open}, return_when=asyncio.FIRST_COMPLETED)
            is_open.cancel()
            work.cancel()
        (problem,) = await asyncio.gather(work, return_exceptions=True)
        until_stopped.cancel()
        if not stopped.is_set():
            logger.warning("the worker stopped and starts again", exc_info=problem)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), AGAIN_AFTER)


async def _work(opened: asyncio.Event) -> None:
    with app.replace_connector(_connector()):
        async with app.open_async():
            opened.set()
            ended = asyncio.Event()
            looking = asyncio.create_task(stalled_jobs.keep_looking(ended))
            try:
                await app.run_worker_async(concurrency=1, install_signal_handlers=False)
            finally:
                # Told, not only cancelled: a driver that is asked in the middle of a question can take that for an
                # error of its own, and the worker would never stop.
                ended.set()
                await asyncio.wait({looking}, timeout=AGAIN_AFTER)
                looking.cancel()


def _connector() -> BaseAsyncConnector:
    """Who waits for a job listens all the time, which no pooler lends its connections for."""
    if settings.DATABASE_POOLED:
        return PsycopgConnector(kwargs={**PATIENCE, **conninfo_to_dict(settings.DATABASE_DIRECT_URL)})
    return app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's connector
