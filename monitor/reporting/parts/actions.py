"""Every action, by pillar, explained where it is not on course."""

from typing import TYPE_CHECKING

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
