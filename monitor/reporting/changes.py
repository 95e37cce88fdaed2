"""What changed between two moments, from what was told at each of them. Pure: nothing is read from the portal of today.

What one of the two doesn't tell is not compared: what is missing is never taken for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from monitor.models import SectionKind
from monitor.reporting.sections import (
    ActionLine,
    ActionName,
    ChangedLight,
    DecisionName,
    MilestoneLine,
    Milestones,
    Money,
)
from network.dutch import euro

ABSENT = "stond er niet"
GONE = "staat er niet meer"


class Told(Protocol):
    """A report that was frozen, or the portal on a reference date."""

    @property
    def on(self) -> date: ...

    def body(self, kind: SectionKind) -> Any: ...


@dataclass(frozen=True)
class Change:
    """A figure then and now, in the words in which each was printed."""

    subject: str
    what: str
    before: str
    after: str
    difference: str = ""  # «€ 1.000 meer»; never of figures of the monitor, where it could tell a hidden one


@dataclass(frozen=True)
class Changes:
    changed: tuple[ChangedLight, ...] = ()
    added: tuple[ActionName, ...] = ()
    dropped: tuple[ActionName, ...] = ()
    carried_out: tuple[DecisionName, ...] = ()
    reached: tuple[MilestoneLine, ...] = ()
    missed: tuple[MilestoneLine, ...] = ()
    money: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Changes()


def changes_between(before: Told, after: Told) -> Changes:
    then, now = _actions(before, after)
    reached, missed = _new_milestones(milestones_in(before), milestones_in(after))
    return Changes(
        changed=tuple(
            ChangedLight(line.name, then[pk].light, line.light)
            for pk, line in now.items()
            if pk in then and then[pk].light != line.light
        ),
        added=tuple(line.name for pk, line in now.items() if pk not in then),
        dropped=tuple(line.name for pk, line in then.items() if pk not in now),
        carried_out=tuple(_carried_out(before, after)),
        reached=reached,
        missed=missed,
        money=tuple(_money(before, after)),
    )


Lines = dict[int, ActionLine]


def _actions(before: Told, after: Told) -> tuple[Lines, Lines]:
    """Of both, or of neither."""
    then, now = before.body(SectionKind.ACTIONS), after.body(SectionKind.ACTIONS)
    if then is None or now is None:
        return {}, {}
    return {line.pk: line for line in then.lines}, {line.pk: line for line in now.lines}


def milestones_in(told: Told) -> Milestones | None:
    """Older reports told them with the bouwstenen."""
    found: Milestones | None = told.body(SectionKind.MILESTONES)
    if found is None and (blocks := told.body(SectionKind.BUILDING_BLOCKS)):
        found = blocks.milestones
    return found


def _new_milestones(
    then: Milestones | None, now: Milestones | None
) -> tuple[tuple[MilestoneLine, ...], tuple[MilestoneLine, ...]]:
    """Reached and missed now, and not then."""
    if then is None or now is None:
        return (), ()
    reached, missed = set(map(_key, then.achieved)), set(map(_key, then.missed))
    return (
        tuple(line for line in now.achieved if _key(line) not in reached),
        tuple(line for line in now.missed if _key(line) not in missed),
    )


def _key(line: MilestoneLine) -> tuple[str, str]:
    return line.action.code, line.title


def _carried_out(before: Told, after: Told) -> Iterator[DecisionName]:
    found = after.body(SectionKind.DECISIONS)
    for line in found.lines if found else ():
        if line.name.carried_out_on and line.name.carried_out_on > before.on:
            yield line.name


# --- money --------------------------------------------------------------------------------------------------------

_AMOUNTS = {"requested": "gevraagd", "available": "beschikbaar", "shortfall": "tekort"}


def _money(before: Told, after: Told) -> Iterator[Change]:
    """Per source, what was asked, what there is and what is short; only what became another amount."""
    earlier, later = before.body(SectionKind.FINANCE), after.body(SectionKind.FINANCE)
    if earlier is None or later is None:
        return
    then = {money.source: money for money in earlier.sources}
    now = {money.source: money for money in later.sources}
    for source in dict.fromkeys([*then, *now]):
        yield from _of_source(source, then.get(source), now.get(source))


def _of_source(source: str, then: Money | None, now: Money | None) -> Iterator[Change]:
    for name, what in _AMOUNTS.items():
        old = getattr(then, name) if then else None
        new = getattr(now, name) if now else None
        if old != new:
            before, after = euro(old) if then else ABSENT, euro(new) if now else GONE
            yield Change(source, what, before, after, _difference(old, new))


def _difference(old: Decimal | None, new: Decimal | None) -> str:
    if old is None or new is None:
        return ""
    return f"{euro(abs(new - old))} {'meer' if new > old else 'minder'}"
