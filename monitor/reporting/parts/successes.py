"""What went well."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from monitor.reporting.meetings import successes
from monitor.reporting.part import Place, Row
from monitor.reporting.sections import (
    Successes,
)
from network.dutch import long_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Successes:
    return successes(live)


def places(body: Successes) -> Iterator[Place]:
    for line in body.lines:
        url = reverse("actionplan:success-edit", args=[line.pk])
        yield from (Place(f"In het succes «{line.title}»", text, url) for text in (line.title, line.text))


def rows(body: Successes) -> Iterator[Row]:
    for line in body.lines:
        yield Row(line.title, "datum", long_date(line.day), note=f"Actie {line.action}, trekker {line.lead}")
        if line.text:
            yield Row(line.title, "wat er lukte", line.text)
