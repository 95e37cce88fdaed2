"""The summary: one page that says how it goes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from actionplan.models import (
    Light,
)
from actionplan.progress import count_lights
from actionplan.reading import (
    block_lights,
)
from monitor.reporting.part import Place
from monitor.reporting.places import of_milestones, of_titles
from monitor.reporting.sections import (
    LIGHTS,
    BlockRow,
    ChangedLight,
    LightNumber,
    Summary,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Summary:
    counts = count_lights(line.light for line in live.lines.values())
    before = live.previous
    change = counts.minus(before.lights) if before else None
    then = before.actions if before else {}
    return Summary(
        numbers=tuple(
            LightNumber(light, getattr(counts, light), getattr(change, light) if change else None) for light in LIGHTS
        ),
        previous=before.cover.title if before else "",
        to_discuss=tuple(line.brief for line in live.lines.values() if line.light == Light.RED),
        blocks=tuple(
            BlockRow(block.number, block.name, block.counts)
            for block in block_lights(each.action for each in live.in_order_of_the_plan)
        ),
        all_blocks=counts,
        changed=tuple(
            ChangedLight(line.name, then[line.pk].light, line.light)
            for line in live.lines.values()
            if line.pk in then and then[line.pk].light != line.light
        ),
        added=tuple(line.name for line in live.lines.values() if before and line.pk not in then),
        dropped=tuple(line.name for line in then.values() if line.pk not in live.lines),
        milestones=live.milestones,
    )


def places(body: Summary) -> Iterator[Place]:
    yield from of_titles(body.to_discuss)
    yield from of_milestones(line for _, lines in body.milestones.groups for line in lines)
