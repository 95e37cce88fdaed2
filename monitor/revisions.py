"""What changes between the figures we hold and the figures that come in. No database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from monitor.areas import area_label
from monitor.numbers import RevisionStatus, ValueStatus, figure_text
from monitor.periods import period_label


class Key(NamedTuple):
    """What makes two figures the same figure, within one indicator."""

    category: str
    measure: str
    area_kind: str
    area_name: str
    period: str


class Held(NamedTuple):
    """What is known of one figure."""

    value: Decimal | None
    status: str
    revision: str

    @property
    def text(self) -> str:
        return figure_text(self.value, self.status)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A figure that comes in, in the words of our own register of areas."""

    key: Key
    held: Held
    municipality_id: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that we held and that is different now."""

    key: Key
    old: Held
    new: Held

    @property
    def where(self) -> str:
        return f"{area_label(self.key.area_kind, self.key.area_name)}, {period_label(self.key.period)}"

    @property
    def subject(self) -> str:
        return ", ".join(filter(None, [self.key.measure, self.key.category]))

    @property
    def remark(self) -> str:
        """What happened to it, in a few words."""
        old, new = self.old, self.new
        if old.status == ValueStatus.VALUE and new.status == ValueStatus.SUPPRESSED:
            return "de bron verbergt dit nu"
        if old.status != ValueStatus.VALUE and new.status == ValueStatus.VALUE:
            return "hier was eerst geen getal"
        if old.revision == RevisionStatus.FINAL and new.revision != RevisionStatus.FINAL:
            return "was definitief, nu weer voorlopig"
        same = "" if (old.value, old.status) == (new.value, new.status) else ", bijgesteld"
        if old.revision != new.revision:
            return f"was {RevisionStatus(old.revision).label}, nu {RevisionStatus(new.revision).label}{same}"
        return "bijgesteld"


@dataclass(frozen=True)
class Comparison:
    new: list[Incoming] = field(default_factory=list)
    changed: list[Incoming] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)  # of `changed`, with what we held
    unchanged: int = 0

    @property
    def goes_back(self) -> int:
        """How many definitive figures would become provisional again: a sign of an old file."""
        final = RevisionStatus.FINAL
        return sum(change.old.revision == final != change.new.revision for change in self.changes)


def compare(held: Mapping[Key, Held], incoming: Iterable[Incoming]) -> Comparison:
    new: list[Incoming] = []
    changed: list[Incoming] = []
    changes: list[Change] = []
    unchanged = 0
    for figure in incoming:
        before = held.get(figure.key)
        if before is None:
            new.append(figure)
        elif before == figure.held:
            unchanged += 1
        else:
            changed.append(figure)
            changes.append(Change(figure.key, before, figure.held))
    return Comparison(new, changed, changes, unchanged)
