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
from monitor.models import SectionKind
from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_milestones, of_names, of_titles
from monitor.reporting.rows import ACTIONS, milestone_name, of_counts, planned
from monitor.reporting.sections import (
    LIGHTS,
    WORDS,
    BlockRow,
    ChangedLight,
    LightNumber,
    Summary,
)
from network.dutch import short_date

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
        milestones_in=str(SectionKind.MILESTONES.label) if SectionKind.MILESTONES in live.kinds else "",
        asked=tuple(each.title for each in live.asked) if SectionKind.QUESTIONS in live.kinds else (),
    )


def places(body: Summary) -> Iterator[Place]:
    yield from of_titles(body.to_discuss)
    yield from of_names([*(changed.action for changed in body.changed), *body.added, *body.dropped])
    yield from of_milestones(line for _, lines in body.milestones.groups for line in lines)


def rows(body: Summary) -> Iterator[Row]:
    yield Row("Alle acties", "aantal", str(body.total), ACTIONS)
    for each in body.numbers:
        yield Row("Alle acties", each.word, str(each.count), ACTIONS)
        if each.change_words:
            yield Row("Alle acties", f"{each.word}, verschil met {body.previous}", each.change_words, ACTIONS)
    yield from _asked_rows(body) if body.asked else _discussed_rows(body)
    for block in body.blocks:
        yield from of_counts(f"{block.number}. {block.name}", block.counts)
    yield from of_counts("Totaal van de bouwstenen", body.all_blocks)
    yield from _changes(body)
    for title, count, lines in body.newest_milestones:
        yield Row("Mijlpalen", title, str(count), "mijlpalen")
        for line in lines:
            day = short_date(line.achieved_on) if line.achieved_on else planned(line)
            yield Row(milestone_name(line), title, day)


def _asked_rows(body: Summary) -> Iterator[Row]:
    for title in body.asked[: body.most_asked]:
        yield Row("Wat vragen wij de stuurgroep", "vraag", title)
    if body.asked_elsewhere:
        yield Row("Wat vragen wij de stuurgroep", "nog meer vragen", str(body.asked_elsewhere), "vragen")
    if body.to_discuss:
        yield Row("Ter bespreking", "op rood", body.codes_to_discuss)


def _discussed_rows(body: Summary) -> Iterator[Row]:
    for action in body.to_discuss[: body.most_to_discuss]:
        name = f"{action.code} {action.title}"
        yield Row(name, "ter bespreking", WORDS[action.light], note=f"Trekker: {action.lead}")
    if body.discussed_elsewhere:
        yield Row("Ter bespreking", "nog meer acties op rood", str(body.discussed_elsewhere), ACTIONS)


def _changes(body: Summary) -> Iterator[Row]:
    if not body.previous:
        return
    for change in body.changed[: body.most_changes]:
        yield Row(str(change.action), "andere stand", change.words, note=f"Sinds {body.previous}")
    counts = [
        ("nog meer acties met een andere stand", len(body.changed) - body.most_changes),
        ("nieuwe acties", len(body.added)),
        ("gestopte acties", len(body.dropped)),
    ]
    yield from (Row("Alle acties", what, str(count), ACTIONS) for what, count in counts if count > 0)
