"""Which meetings were held, who came, and what was decided."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from monitor.reporting.meetings import Days, meetings
from monitor.reporting.part import Place
from monitor.reporting.sections import (
    Meetings,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Meetings:
    return meetings(Days.of(live.report), on=live.on, previous=live.previous, bottlenecks=live.bottlenecks)


def places(body: Meetings) -> Iterator[Place]:
    for line in body.decisions:
        url = reverse("partners:decision-detail", args=[line.pk])
        yield from (Place(f"In besluit {line.name.number}", text, url) for text in (line.name.title, line.text))
    for answer in body.answers:
        url = reverse("partners:bottleneck-detail", args=[answer.pk])
        yield Place(f"In het knelpunt «{answer.title}»", answer.words, url)
