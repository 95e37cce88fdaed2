"""Bottlenecks that were escalated, with what came of them."""

from typing import TYPE_CHECKING

from monitor.reporting.meetings import requests
from monitor.reporting.sections import (
    Requests,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Requests:
    return requests(live.bottlenecks, live.on)
