"""Every action, by pillar, explained where it is not on course."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from monitor.reporting.part import Place
from monitor.reporting.places import of_action
from monitor.reporting.sections import (
    Actions,
    PillarPart,
)

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
