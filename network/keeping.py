"""Keeping the history: sealing it, verifying it, and removing from it what may not be kept.

All of it is done by functions of the owner (`sql/history.sql`), which the portal may only call.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.db import OperationalError, connection, transaction
from procrastinate.contrib.django import app

from network import schedule
from network.history_guard import event_tables
from network.models import HistorySeal, Person, Region

logger = logging.getLogger(__name__)

FOUND = "history_problems"  # in the shared cache: what the last verification found


def seal_history() -> int:
    """Seal what was added since the last time; the number of rows. A table that is busy waits for the next time."""
    sealed = 0
    for table in event_tables():
        try:
            with transaction.atomic():  # one table at a time, so that nobody waits for more than one
                sealed += _ask("SELECT history_seal(%s)", table)
        except OperationalError:
            logger.warning("a part of the history was too busy to seal", extra={"kind": table})
    return sealed


@dataclass(frozen=True)
class Head:
    """One digest over all seals. Kept on another machine, it shows that even the seals were made anew."""

    fingerprint: str
    sealed_at: datetime


def head_of_the_seals() -> Head | None:
    """None while nothing is sealed."""
    newest = list(HistorySeal.objects.newest().values_list("table", "digest", "sealed_at"))
    if not newest:
        return None
    words = "\n".join(f"{table} {digest}" for table, digest, _ in newest)
    return Head(hashlib.sha256(words.encode()).hexdigest(), max(moment for *_, moment in newest))


def verify_history() -> list[str]:
    """Every row that was changed, removed or slipped in after it was sealed; none when the history is whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_table, row_id, problem FROM history_verify()")
        return [
            f"{table}, zegel {number}: sluit niet aan op het zegel ervoor, of is veranderd"
            if problem == "zegel"
            else f"{table}, regel {number}: {problem} na het verzegelen"
            for table, number, problem in cursor.fetchall()
        ]


@transaction.atomic
def remove_old_history() -> int:
    """Remove what is older than the region keeps; the number of rows. Without a region nothing is removed."""
    region = Region.objects.current()
    if region is None:
        return 0
    return int(_ask("SELECT history_remove_older_than(now() - make_interval(years => %s))", region.history_years))


@transaction.atomic
def erase_person_from_history(person: Person, *, by: Person) -> int:
    """Put «[gewist]» in place of somebody's name, address and functions in the history; the number of rows."""
    return int(_ask("SELECT history_erase_person(%s, %s)", person.pk, by.pk))


def _ask(question: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


@app.task(name="network.seal_history", lock="seal_history")
def seal() -> None:
    rows, head = seal_history(), head_of_the_seals()
    told = {"count": rows, "fingerprint": head.fingerprint if head else ""}
    logger.info("the history is sealed", extra=told)


@schedule.daily("seal_history", hour=2)
def _seal_daily(since: datetime, until: datetime) -> None:
    """In a job of its own: here everything is one transaction, which would hold all tables at once."""
    seal.defer()


@schedule.daily("history_retention", hour=3)
def _retention(since: datetime, until: datetime) -> None:
    logger.info("old history is removed", extra={"count": remove_old_history()})


@schedule.daily("verify_history", hour=4)
def _verify_daily(since: datetime, until: datetime) -> None:
    """What is found goes to the log, and to the page «Geschiedenis»."""
    problems = verify_history()
    caches["shared"].set(FOUND, {"at": until, "rows": problems[:100], "total": len(problems)}, timeout=None)
    if problems:
        logger.error("the history was tampered with", extra={"count": len(problems)})
