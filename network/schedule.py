"""Work that is done once a day, by the clock of the region.

    @schedule.daily("reminders", hour=7)
    def run(since: datetime, until: datetime) -> None: ...

`since` is where the last run stopped. After three days without a worker there is one run over three days. A job is due
at a moment of its local day, and there is one such moment on every day: a time that the clock passes twice is the first
of the two, one that it skips falls an hour later.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from network.history import PORTAL, told
from network.models import ScheduledRun

logger = logging.getLogger(__name__)

Run = Callable[[datetime, datetime], None]


@dataclass(frozen=True)
class DailyJob:
    """What is done every day at `at`, local time."""

    name: str
    at: time
    run: Run

    def last_due(self, now: datetime) -> datetime:
        """The last moment, up to now, at which this job had to run."""
        day = timezone.localdate(now)
        moment = timezone.make_aware(datetime.combine(day, self.at))
        if moment > now:
            moment = timezone.make_aware(datetime.combine(day - timedelta(days=1), self.at))
        return moment


JOBS: dict[str, DailyJob] = {}


def daily(name: str, *, hour: int = 7, minute: int = 0) -> Callable[[Run], Run]:
    """Run this every day at that time, in a transaction of its own. A failure is tried again ten minutes later."""

    def add(run: Run) -> Run:
        JOBS[name] = DailyJob(name, time(hour, minute), run)
        return run

    return add


def run_what_is_due() -> None:
    """Every job that is due and not yet done. One that fails goes to the log and keeps no other from its turn."""
    for job in list(JOBS.values()):
        try:
            _run_when_due(job, timezone.now())
        except Exception:
            logger.exception("a daily job failed", extra={"job": job.name})


def _run_when_due(job: DailyJob, now: datetime) -> None:
    # A job that is new starts counting now: what was before it is not made up for.
    ScheduledRun.objects.get_or_create(name=job.name, defaults={"reached": now})
    with transaction.atomic(), told(actor=PORTAL, reason="dagelijkse taak"):
        last = ScheduledRun.objects.select_for_update(skip_locked=True).filter(name=job.name).first()
        if last is None or last.reached >= job.last_due(now):
            return
        job.run(last.reached, now)
        last.reached, last.finished_at = now, timezone.now()
        last.save()
    logger.info("a daily job is done", extra={"job": job.name})
