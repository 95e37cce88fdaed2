"""What changed since the report before this one, as that was adopted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from monitor.reporting.changes import Changes, changes_between
from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_decisions, of_milestones, of_names
from monitor.reporting.rows import decision_name, milestone_name, planned
from monitor.reporting.sections import WORDS
from network.dutch import long_date, short_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live


@dataclass(frozen=True)
class Since:
    previous: str = ""  # title of the report that is compared with, or nothing: this is the first
    previous_on: date | None = None  # its reference date
    changes: Changes = field(default_factory=Changes)


def build(live: "Live") -> Since:
    before = live.previous
    return Since(before.cover.title, before.on, changes_between(before, live)) if before else Since()


def rows(body: Since) -> Iterator[Row]:
    found = body.changes
    if body.previous:
        yield Row("Vergelijking", "vergeleken met", body.previous, note=f"Peildatum {long_date(body.previous_on)}")
    for changed in found.changed:
        yield Row(str(changed.action), f"stand, was {WORDS[changed.old]}", WORDS[changed.new])
    yield from (Row("Nieuwe acties", "actie", str(name)) for name in found.added)
    yield from (Row("Gestopte acties", "actie", str(name)) for name in found.dropped)
    for decision in found.carried_out:
        yield Row(decision_name(decision), "uitgevoerd op", long_date(decision.carried_out_on), note=decision.body)
    yield from (Row(milestone_name(line), "behaald", short_date(line.achieved_on)) for line in found.reached)
    yield from (Row(milestone_name(line), "gemist, gepland op", planned(line)) for line in found.missed)
    for each in found.money:
        yield Row(each.subject, f"{each.what}, was {each.before}", each.after, note=each.difference)


def places(body: Since) -> Iterator[Place]:
    found = body.changes
    yield from of_names([*(changed.action for changed in found.changed), *found.added, *found.dropped])
    yield from of_decisions(found.carried_out)
    yield from of_milestones([*found.reached, *found.missed])
