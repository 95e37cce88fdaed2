"""Acties in de gemeente: what of the plan runs there, or is led by it, on the reference date.

Which municipality takes part in an action has no date: it is read as it is now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actionplan.progress import LightCounts, count_lights
from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_titles
from monitor.reporting.rows import of_counts
from monitor.reporting.sections import WORDS, BriefAction

if TYPE_CHECKING:
    from monitor.reporting.live import Live


@dataclass(frozen=True)
class LocalActions:
    name: str
    lines: tuple[BriefAction, ...]

    @property
    def counts(self) -> LightCounts:
        return count_lights(line.light for line in self.lines)


def build(live: "Live") -> LocalActions:
    picture = live.picture
    if picture is None:
        return LocalActions(live.report.about, ())
    lines = (
        BriefAction(
            code=line.action.code,
            title=line.action.title,
            lead=line.action.lead_organisation.name,
            light=line.light,
            pk=line.action.pk,
        )
        for line in picture.all_actions
    )
    return LocalActions(picture.name, tuple(lines))


def rows(body: LocalActions) -> Iterator[Row]:
    yield from (row for row in of_counts(f"Acties in {body.name}", body.counts) if row.value != "0")
    for line in body.lines:
        yield Row(f"{line.code} {line.title}", "stand", WORDS[line.light], note=f"Trekker: {line.lead}")


def places(body: LocalActions) -> Iterator[Place]:
    yield from of_titles(body.lines)
