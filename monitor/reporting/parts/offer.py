"""Aanbod: how much help there is for people of a municipality, by kind.

Counted from the sociale kaart as it is now, of what was valid on the reference date: since when an entry is published
has no date of its own. It tells no places, and what is in a secret place counts for every municipality.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.reporting.part import Row
from network.dutch import number

if TYPE_CHECKING:
    from monitor.reporting.live import Live


@dataclass(frozen=True)
class KindOfHelp:
    label: str
    number: int


@dataclass(frozen=True)
class Offer:
    name: str
    total: int
    kinds: tuple[KindOfHelp, ...]


def build(live: "Live") -> Offer:
    picture = live.picture
    if picture is None:
        return Offer(live.report.about, 0, ())
    kinds = (KindOfHelp(kind.label, kind.number) for kind in picture.offer.kinds)
    return Offer(picture.name, picture.offer.total, tuple(kinds))


def rows(body: Offer) -> Iterator[Row]:
    if body.total:
        yield Row("Aanbod", "totaal", number(body.total), "keer hulp")
        yield from (Row("Aanbod", kind.label, number(kind.number), "keer hulp") for kind in body.kinds)
