"""Milestones: reached, missed and in the period that follows; each stands in exactly one of the three."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_milestones
from monitor.reporting.rows import rows_of_milestones
from monitor.reporting.sections import Milestones

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Milestones:
    return live.milestones


def rows(body: Milestones) -> Iterator[Row]:
    return rows_of_milestones(body)


def places(body: Milestones) -> Iterator[Place]:
    return of_milestones(line for _, lines in body.groups for line in lines)
