"""How long a list waits that nobody saves."""

from datetime import datetime

from network import schedule
from network.models import WaitingImport


@schedule.daily("remove_waiting_imports", hour=3)
def _remove_old(since: datetime, until: datetime) -> None:
    """A list that nobody saved within a week is removed, and so is the note of one that was."""
    WaitingImport.objects.too_old().delete()
