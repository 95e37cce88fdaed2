"""How each of the four bouwstenen stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from actionplan.reading import (
    block_lights,
)
from monitor.reporting.part import Place
from monitor.reporting.places import of_milestones, of_titles
from monitor.reporting.sections import (
    Block,
    BriefAction,
    BuildingBlocks,
    Network,
    PartnerDay,
)
from partners.models import Organisation
from partners.register import participations, taking_part_on

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> BuildingBlocks:
    blocks = block_lights(each.action for each in live.in_order_of_the_plan)
    return BuildingBlocks(
        blocks=tuple(Block(each.number, each.name, each.counts, _brief(live, each.number)) for each in blocks),
        milestones=live.milestones,
        network=_network(live),
        goals_without_action=_goals_without_action(live),
    )


def _goals_without_action(live: "Live") -> tuple[str, ...]:
    if live.plan is None:
        return ()
    return tuple(goal.title for goal in live.plan.goals.without_actions(live.on))


def _network(live: "Live") -> Network:
    """Who joined and who left between the first day of the period and its last, or the reference date."""
    first, last = live.report.period_start, min(live.report.period_end, live.on)
    periods = participations(Organisation.objects.standing())
    joined = [(each.starts_on, each.organisation.name) for each in periods if first <= each.starts_on <= last]
    left = [
        (each.ends_on, each.organisation.name) for each in periods if each.ends_on and first <= each.ends_on <= last
    ]
    return Network(
        partners=len(taking_part_on(live.on, periods)),
        joined=tuple(PartnerDay(name, day) for day, name in sorted(joined)),
        left=tuple(PartnerDay(name, day) for day, name in sorted(left)),
    )


def _brief(live: "Live", block: int) -> tuple[BriefAction, ...]:
    lines = [live.lines[each.action.pk] for each in live.in_order_of_the_plan if each.action.building_block == block]
    return tuple(line.brief for line in lines)


def places(body: BuildingBlocks) -> Iterator[Place]:
    yield from of_titles(action for block in body.blocks for action in block.actions)
    yield from of_milestones(line for _, lines in body.milestones.groups for line in lines)
    for goal in body.goals_without_action:
        yield Place(f"In het doel «{goal}»", goal, reverse("actionplan:goal-list"))
