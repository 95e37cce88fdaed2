"""Which meetings were held, who came, and what was decided."""

from typing import TYPE_CHECKING

from monitor.reporting.meetings import Days, meetings
from monitor.reporting.sections import (
    Meetings,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Meetings:
    return meetings(Days.of(live.report), on=live.on, previous=live.previous, bottlenecks=live.bottlenecks)
