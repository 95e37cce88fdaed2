"""Bottlenecks that were escalated, with what came of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from monitor.reporting.meetings import requests
from monitor.reporting.part import Place
from monitor.reporting.sections import (
    Requests,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Requests:
    return requests(live.bottlenecks, live.on)


def places(body: Requests) -> Iterator[Place]:
    for line in body.lines:
        url = reverse("partners:bottleneck-detail", args=[line.pk])
        texts = [line.title, line.description, line.asked, *(step.note for step in line.steps)]
        yield from (Place(f"In het knelpunt «{line.title}»", text, url) for text in texts)
