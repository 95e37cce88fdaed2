"""The list of decisions as an annex: each with its number, and whether it was carried out."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse

from monitor.reporting.meetings import name_of
from monitor.reporting.part import Place, Row
from monitor.reporting.rows import decision_name
from monitor.reporting.sections import DecisionLine, Decisions
from network.dutch import short_date
from partners.models import Decision

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Decisions:
    return Decisions(
        tuple(DecisionLine(each.pk, name_of(each, live.on), "") for each in live.rows(decisions_of_the_year))
    )


def decisions_of_the_year(live: "Live") -> QuerySet[Decision]:
    """Of the year, and what was decided or carried out since the report before this one, up to the reference date.

    Without what they are about: a bottleneck stands in a section that not everybody gets to read.
    """
    since = live.previous.on if live.previous else date.max
    new_year = date(live.report.period_start.year, 1, 1)
    told = Q(decided_on__gte=new_year) | Q(decided_on__gt=since) | Q(carried_out_on__gt=since)
    return Decision.objects.filter(told, decided_on__lte=live.on).select_related("body").order_by("year", "sequence")


def rows(body: Decisions) -> Iterator[Row]:
    for line in body.lines:
        yield Row(decision_name(line.name), "datum", short_date(line.name.day), note=line.name.body)
        yield Row(decision_name(line.name), "uitgevoerd", line.name.state)


def places(body: Decisions) -> Iterator[Place]:
    for line in body.lines:
        url = reverse("partners:decision-detail", args=[line.pk])
        yield Place(f"In besluit {line.name.number}", line.name.title, url)
