"""What would read otherwise if the figures of a draft were read again on another day. Texts are none of it."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date

from monitor.models import EditionStage, Report, SectionKind
from monitor.reporting.content import Content
from monitor.reporting.live import content_of
from monitor.reporting.sections import ActionLine
from network.dates import today
from network.dutch import long_date

# Told by their actions, or following from other sections.
_TOLD_BY_ACTIONS = {SectionKind.ACTIONS, SectionKind.SUMMARY, SectionKind.BUILDING_BLOCKS, SectionKind.SINCE}


@dataclass(frozen=True)
class RefreshChanges:
    since: date  # the day of the figures that the coordinator saw
    lines: tuple[str, ...]


def changes_on(report: Report, day: date) -> RefreshChanges | None:
    """Between the newest PDF that was made of this report and that day; None while there is none to compare with."""
    seen = report.editions.finished().filter(stage__in=[EditionStage.DRAFT, EditionStage.OFFERED])
    edition = seen.order_by("-version").first()
    if edition is None:
        return None
    then = copy(report)
    then.reference_date = day
    before, after = Content.thaw(edition.content), content_of(then, version="", made_on=today())
    return RefreshChanges(before.cover.reference_date, tuple(lines_of(before, after)))


def lines_of(before: Content, after: Content) -> Iterator[str]:
    """«1 toelichting is sinds 18 september 2026 veranderd.»"""
    since = f"sinds {long_date(before.cover.reference_date)}"
    old, new = before.actions, after.actions
    both = [(old[pk], new[pk]) for pk in old.keys() & new.keys()]
    yield from _line(
        sum(then.light != now.light for then, now in both), "stand is", "standen zijn", f"{since} veranderd"
    )
    yield from _line(
        sum(_notes_differ(then, now) for then, now in both),
        "toelichting is",
        "toelichtingen zijn",
        f"{since} veranderd",
    )
    yield from _line(
        sum(_rest_differs(then, now) for then, now in both),
        "actie heeft",
        "acties hebben",
        "een ander resultaat, een andere trekker of een andere einddatum",
    )
    yield from _line(len(new.keys() - old.keys()), "actie komt", "acties komen", "erbij")
    yield from _line(len(old.keys() - new.keys()), "actie staat", "acties staan", "er niet meer in")
    yield from _sections(before, after)


def _line(count: int, one: str, more: str, what: str) -> Iterator[str]:
    if count:
        yield f"{count} {one if count == 1 else more} {what}."


def _notes_differ(then: ActionLine, now: ActionLine) -> bool:
    return then.light == now.light and then.notes != now.notes


def _rest_differs(then: ActionLine, now: ActionLine) -> bool:
    return (then.title, then.lead, then.ends_on, then.result) != (now.title, now.lead, now.ends_on, now.result)


def _sections(before: Content, after: Content) -> Iterable[str]:
    for section in after.sections:
        kind = SectionKind(section.kind)
        then = before.body(kind)
        if kind not in _TOLD_BY_ACTIONS and then is not None and then != section.body:
            yield f"Er is iets veranderd in «{section.title}»."
