"""The private files: which of them the database refers to, and taking one away.

A file is written before the row that names it, and taken away after the row is gone. So a backup that reads the files
of one moment finds them all, as long as nobody takes one away while it reads: those wait until it is done.
"""

from collections.abc import Iterator
from datetime import timedelta

import pghistory
import psycopg
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from psycopg.sql import SQL, Identifier

READING = "a backup reads the private files"
AGAIN_AFTER = timedelta(minutes=10)


def hold_all(owner: psycopg.Connection) -> None:
    """From now on no file is taken away, until this session ends. Waits for who is doing so now."""
    owner.execute("SELECT pg_advisory_lock(hashtext(%s))", [READING])


def forget(name: str) -> None:
    """Take a file away for good; after the backup, when one is being made."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock_shared(hashtext(%s))", [READING])
        if cursor.fetchone()[0]:
            default_storage.delete(name)
        else:
            forget_later.configure(schedule_at=timezone.now() + AGAIN_AFTER).defer(name=name)


@app.task(name="network.forget_file")
def forget_later(name: str) -> None:
    forget(name)


def referred_to(owner: psycopg.Connection) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of every file that is there according to the database, as this session sees it.

    A row without a checksum names a file that is still being made.
    """
    for model, field in fields_with_files():
        table, column = Identifier(model._meta.db_table), Identifier(str(field.column))
        question = SQL("SELECT {column}, sha256 FROM public.{table} WHERE sha256 <> '' ORDER BY 1")
        yield from owner.execute(question.format(column=column, table=table)).fetchall()


def fields_with_files() -> "Iterator[tuple[type[models.Model], models.FileField]]":
    for model in apps.get_models():
        if not issubclass(model, pghistory.models.Event):  # the history names files that may be gone
            for field in model._meta.fields:
                if isinstance(field, models.FileField):
                    yield model, field
