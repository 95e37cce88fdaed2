"""Bottlenecks that were escalated, with what came of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from monitor.reporting.meetings import requests
from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_decisions
from monitor.reporting.rows import decision_name, withdrawn
from monitor.reporting.sections import (
    Requests,
)
from network.dutch import long_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Requests:
    return requests(live.bottlenecks, live.on)


def places(body: Requests) -> Iterator[Place]:
    for line in body.lines:
        url = reverse("partners:bottleneck-detail", args=[line.pk])
        texts = [line.title, line.description, line.asked, *(step.note for step in line.steps)]
        yield from (Place(f"In het knelpunt «{line.title}»", text, url) for text in texts)
    yield from of_decisions(line.decision for line in body.lines)


def rows(body: Requests) -> Iterator[Row]:
    counts = [("vragen een besluit", len(body.undecided)), ("besloten", len(body.lines) - len(body.undecided))]
    yield from (Row("Knelpunten", what, str(count), "knelpunten") for what, count in counts if count)
    for line in body.lines:
        yield Row(line.title, "geëscaleerd sinds", long_date(line.since), note=f"Ligt bij {line.body}")
        yield Row(line.title, "wat er knelt", line.description)
        if line.asked:
            yield Row(line.title, "gevraagd besluit", line.asked)
        if line.decision:
            yield Row(line.title, "besloten", decision_name(line.decision), note=withdrawn(line.decision))
        yield from (Row(line.title, step.words, long_date(step.day), note=step.note) for step in line.steps)
