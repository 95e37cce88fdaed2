"""Two reports beside each other, from what each of them held when it was adopted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.models import SectionKind
from monitor.reporting.changes import ABSENT, GONE, Change, Changes, changes_between
from monitor.reporting.content import Content, Cover
from monitor.reporting.part import Row
from monitor.reporting.parts import PARTS
from monitor.reporting.sections import LIGHTS, Figure, LightNumber, Monitor

S = SectionKind
# Of these the changes are told in another way, or there is nothing in them to compare.
TOLD = frozenset(
    {
        S.SUMMARY,
        S.SINCE,
        S.QUESTIONS,
        S.BUILDING_BLOCKS,
        S.ACTIONS,
        S.MILESTONES,
        S.SUCCESSES,
        S.REQUESTS,
        S.MEETINGS,
        S.FINANCE,
        S.MONITOR,
        S.DECISIONS,
        S.DEFINITIONS,
    }
)
Printed = dict[tuple[str, str], str]


@dataclass(frozen=True)
class ChangesOfSection:
    title: str
    lines: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    before: Cover
    after: Cover
    lights: tuple[LightNumber, ...]  # none when one of the two tells no actions
    changes: Changes
    figures: tuple[Change, ...]
    others: tuple[ChangesOfSection, ...]

    @property
    def is_empty(self) -> bool:
        return self.changes.is_empty and not self.figures and not self.others


def compare(before: Content, after: Content) -> Comparison:
    return Comparison(
        before=before.cover,
        after=after.cover,
        lights=_lights(before, after),
        changes=changes_between(before, after),
        figures=tuple(_figures(before.body(S.MONITOR), after.body(S.MONITOR))),
        others=tuple(_others(before, after)),
    )


def _lights(before: Content, after: Content) -> tuple[LightNumber, ...]:
    if before.body(S.ACTIONS) is None or after.body(S.ACTIONS) is None:
        return ()
    counts, change = after.lights, after.lights.minus(before.lights)
    return tuple(LightNumber(light, getattr(counts, light), getattr(change, light)) for light in LIGHTS)


def _figures(before: Monitor | None, after: Monitor | None) -> Iterable[Change]:
    """The newest figures of the monitor that read otherwise, or are of another period, each with its period."""
    if before is None or after is None:
        return ()
    return _changed(dict(_texts(before.figures)), dict(_texts(after.figures)))


def _texts(figures: Iterable[Figure]) -> Iterator[tuple[tuple[str, str], str]]:
    for figure in figures:
        for measure in figure.measures:
            yield (figure.name, measure.label), f"{measure.text} ({figure.period}, {figure.status})"


def _others(before: Content, after: Content) -> Iterator[ChangesOfSection]:
    """Every other section that both have, by the figures that it tells to a spreadsheet."""
    for section in after.sections:
        kind = S(section.kind)
        earlier = before.body(kind)
        if kind in TOLD or earlier is None:
            continue
        rows = PARTS[kind].rows
        if lines := tuple(_changed(_printed(rows(earlier)), _printed(rows(section.body)))):
            yield ChangesOfSection(section.title, lines)


def _printed(rows: Iterable[Row]) -> Printed:
    """Figures: what has a unit."""
    return {(row.subject, row.what): row.value for row in rows if row.unit}


def _changed(then: Printed, now: Printed) -> Iterator[Change]:
    for subject, what in dict.fromkeys([*then, *now]):
        old, new = then.get((subject, what), ABSENT), now.get((subject, what), GONE)
        if old != new:
            yield Change(subject, what, old, new)
