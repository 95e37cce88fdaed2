"""What changes between the figures we hold and the figures that come in, in words. No database."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from monitor.areas import area_label
from monitor.numbers import RevisionStatus, ValueStatus, figure_text
from monitor.periods import period_label

_HIDES = {ValueStatus.SUPPRESSED, ValueStatus.WITHHELD, ValueStatus.LIMIT}


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
        if old.status == ValueStatus.VALUE and new.status in _HIDES:
            return "de bron verbergt dit nu"
        if old.status != ValueStatus.VALUE and new.status == ValueStatus.VALUE:
            return "hier was eerst geen getal"
        if old.revision == RevisionStatus.FINAL and new.revision != RevisionStatus.FINAL:
            return "was definitief, nu weer voorlopig"
        same = "" if (old.value, old.status) == (new.value, new.status) else ", bijgesteld"
        if old.revision != new.revision:
            return f"was {RevisionStatus(old.revision).label}, nu {RevisionStatus(new.revision).label}{same}"
        return "bijgesteld"
