"""Every action, by pillar, explained where it is not on course."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_action
from monitor.reporting.sections import (
    WORDS,
    Actions,
    PillarPart,
)
from network.dutch import short_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Actions:
    return Actions(
        tuple(
            PillarPart(pillar.pillar.name, tuple(live.lines[each.action.pk] for each in pillar.actions))
            for pillar in live.pillars
            if pillar.actions
        )
    )


def places(body: Actions) -> Iterator[Place]:
    for line in body.lines:
        yield from of_action(line.code, line.pk, [line.title, line.result, *(note.text for note in line.notes)])


def rows(body: Actions) -> Iterator[Row]:
    if body.pillars:
        yield Row("Alle acties", "aantal", str(len(body.lines)), "acties")
    for pillar in body.pillars:
        for line in pillar.actions:
            name = str(line.name)
            yield Row(name, "stand", WORDS[line.light], note=f"Pijler: {pillar.name}")
            yield Row(name, "trekker", line.lead)
            yield Row(name, "klaar op", short_date(line.ends_on), note="te laat" if line.is_late else "")
            yield Row(name, "resultaat", line.result)
            yield from (Row(name, note.label.lower(), note.text) for note in line.notes)
