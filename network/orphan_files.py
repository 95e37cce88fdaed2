"""Private files that no row names: what a process left that was killed between writing a file and keeping its row, or
between removing a row and its file.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import Storage, default_storage
from django.db.models import QuerySet
from django.utils import timezone

from network import schedule, stored_files
from network.mail import is_a_copy

logger = logging.getLogger(__name__)

LEFT_ALONE_FOR = timedelta(days=1)  # whoever writes a file now keeps its row in a moment
FEW = 20
MOST = 0.1  # of all files. More than that can't have been left by accident: this is not the database of these files.


def remove_orphans(*, older_than: timedelta = LEFT_ALONE_FOR) -> int:
    """How many files were taken away. None at all, and an error in the log, when suspiciously many have no row.

    Only from the folders that rows name files in: what else stands in the store is somebody else's. And a copy of the
    portal takes away nothing: it may look into the store of the portal itself, which has files that are younger.
    """
    if is_a_copy():
        return 0
    folders = {str(field.upload_to) for _, field in stored_files.fields_with_files()}
    there = {name for folder in folders for name in _files(default_storage, folder)}
    orphans = {name for name in there - _named() if _is_older(name, timezone.now() - older_than)}
    if len(orphans) > max(FEW, MOST * len(there)):
        logger.error("too many private files have no row to be removed", extra={"count": len(orphans)})
        return 0
    for name in orphans:
        stored_files.forget(name)
    if orphans:
        logger.warning("private files without a row were removed", extra={"count": len(orphans)})
    return len(orphans)


def _named() -> set[str]:
    """Also of files that are still being made."""
    fields = list(stored_files.fields_with_files())
    return {name for model, field in fields for name in QuerySet(model).values_list(field.name, flat=True)}


def _files(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:  # nobody placed a file yet
        return
    for each in folders:
        yield from _files(storage, f"{folder}{each}/")
    yield from (f"{folder}{name}" for name in names)


def _is_older(name: str, moment: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < moment
    except FileNotFoundError:  # taken away meanwhile
        return False


@schedule.daily("remove_orphan_files", hour=3, minute=30)
def _remove_daily(since: datetime, until: datetime) -> None:
    remove_orphans()
