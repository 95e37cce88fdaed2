"""How each of the four bouwstenen stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from actionplan.reading import (
    block_lights,
)
from monitor.reporting import asked
from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_titles
from monitor.reporting.rows import of_counts, rows_of_milestones
from monitor.reporting.sections import (
    WORDS,
    Block,
    BriefAction,
    BuildingBlocks,
)
from network.dutch import short_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> BuildingBlocks:
    blocks = block_lights(each.action for each in live.in_order_of_the_plan)
    return BuildingBlocks(
        blocks=tuple(Block(each.number, each.name, each.counts, _brief(live, each.number)) for each in blocks),
        goals_without_action=tuple(goal.title for goal in live.rows(asked.goals_without_actions)),
    )


def _brief(live: "Live", block: int) -> tuple[BriefAction, ...]:
    lines = [live.lines[each.action.pk] for each in live.in_order_of_the_plan if each.action.building_block == block]
    return tuple(line.brief for line in lines)


def places(body: BuildingBlocks) -> Iterator[Place]:
    yield from of_titles(action for block in body.blocks for action in block.actions)
    for goal in body.goals_without_action:
        yield Place(f"In het doel «{goal}»", goal, reverse("actionplan:goal-list"))


def rows(body: BuildingBlocks) -> Iterator[Row]:
    for block in body.blocks:
        if block.actions:
            yield from of_counts(f"{block.number}. {block.name}", block.counts)
        for action in block.actions:
            yield Row(f"{action.code} {action.title}", "stand", WORDS[action.light], note=f"Trekker: {action.lead}")
    if body.goals_without_action:
        yield Row("Doelen", "zonder actie", str(len(body.goals_without_action)), "doelen")
        yield from (Row("Doel", "zonder actie", goal) for goal in body.goals_without_action)
    if body.milestones:
        yield from rows_of_milestones(body.milestones)
    if body.network:
        yield Row("Netwerk", "partners op de peildatum", str(body.network.partners), "partners")
        for title, partners in body.network.changes:
            yield Row("Netwerk", f"{title} in deze periode", str(len(partners)), "partners")
            yield from (Row(each.name, title, short_date(each.day)) for each in partners)
