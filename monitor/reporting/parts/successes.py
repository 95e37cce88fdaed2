"""What went well."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from monitor.reporting.meetings import Days, successes
from monitor.reporting.part import Place
from monitor.reporting.sections import (
    Successes,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Successes:
    return successes(Days.of(live.report), previous=live.previous)


def places(body: Successes) -> Iterator[Place]:
    for line in body.lines:
        url = reverse("actionplan:success-edit", args=[line.pk])
        yield from (Place(f"In het succes «{line.title}»", text, url) for text in (line.title, line.text))
