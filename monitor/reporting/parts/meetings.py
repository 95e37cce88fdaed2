"""Which meetings were held, who came, and what was decided."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from monitor.reporting.meetings import meetings
from monitor.reporting.part import Place, Row
from monitor.reporting.rows import decision_name, withdrawn
from monitor.reporting.sections import (
    Meetings,
)
from network.dutch import short_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Meetings:
    return meetings(live)


def places(body: Meetings) -> Iterator[Place]:
    for line in body.decisions:
        url = reverse("partners:decision-detail", args=[line.pk])
        texts = (line.name.title, line.text, line.about)
        yield from (Place(f"In besluit {line.name.number}", text, url) for text in texts)
    for answer in body.answers:
        url = reverse("partners:bottleneck-detail", args=[answer.pk])
        yield Place(f"In het knelpunt «{answer.title}»", answer.words, url)


def rows(body: Meetings) -> Iterator[Row]:
    for line in body.decisions:
        name = decision_name(line.name)
        yield Row(name, "datum", short_date(line.name.day), note=withdrawn(line.name))
        yield Row(name, "genomen door", line.name.body, note=f"Over het knelpunt «{line.about}»." if line.about else "")
        if line.text:
            yield Row(name, "besluit", line.text)
    yield from (Row(answer.title, f"gevraagd in {body.previous}", answer.words) for answer in body.answers)
    yield from (Row(each.body, "gehouden bijeenkomsten", str(each.held), "bijeenkomsten") for each in body.held)
    if body.held:
        yield Row("Totaal", "gehouden bijeenkomsten", str(body.total_held), "bijeenkomsten")
        yield from (Row(each.organisation, "aanwezig", each.in_words) for each in body.attendance)
    if body.held and body.without_attendance:
        yield Row("Totaal", "niet ingevuld wie er was", str(body.without_attendance), "bijeenkomsten")
