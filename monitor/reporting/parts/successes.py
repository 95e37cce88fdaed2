"""What went well."""

from typing import TYPE_CHECKING

from monitor.reporting.meetings import Days, successes
from monitor.reporting.sections import (
    Successes,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Successes:
    return successes(Days.of(live.report), previous=live.previous)
